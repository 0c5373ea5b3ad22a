// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

// Addresses of what a document names, in the project the document is in.
extension Entity {
    /// Resources of a collection of the server, by name.
    package func references<Target: Entity>(
        to names: [String], in collection: String...
    ) -> References<Target> {
        let base = ResourceURL(["1.0"] + collection).inProject(projectName)
        return References(names.map { Reference(url: base.appending($0)) })
    }

    /// The same of resources that are in no project.
    package func globalReferences<Target: Entity>(
        to names: [String], in collection: String...
    ) -> References<Target> {
        let base = ResourceURL(["1.0"] + collection)
        return References(names.map { Reference(url: base.appending($0)) })
    }

    /// One resource of a collection of the server.
    package func reference<Target: Entity>(
        to name: String?, in collection: String
    ) -> Reference<Target>? {
        name.map {
            Reference(url: ResourceURL(["1.0", collection, $0]).inProject(projectName))
        }
    }

    /// Entities that lie within this document, each with its address.
    package func nested<Inner: Entity>(_ key: String, below base: ResourceURL) -> [Inner] {
        (self[key]?.elements ?? []).compactMap { element in
            guard let members = element.members,
                let segments = Inner.keySegments(of: members)
            else { return nil }
            return Inner(record: EntityRecord(url: base.appending(segments), members: members))
        }
    }

    /// The users that the server lists.
    package var users: UsedBy {
        UsedBy(self[list: "used_by"].compactMap { (text: String) in ResourceURL(text) })
    }
}
