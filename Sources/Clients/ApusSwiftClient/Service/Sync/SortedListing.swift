// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The objects of a container, or those below a prefix, in order; for one reader.
struct SortedListing {
    private var pages: ServiceResults<ListPage>.Iterator
    private var entries: ArraySlice<ContainerListing.Entry> = []
    private let prefix: String
    private let toleratesAbsence: Bool
    private let takesMarkers: Bool
    private var last: String?

    /// - Parameters:
    ///   - prefix: left out of the names.
    ///   - toleratesAbsence: whether a container that does not exist is an empty one.
    ///   - takesMarkers: whether objects that stand for directories count.
    init(
        _ service: SwiftService, container: String, prefix: String, toleratesAbsence: Bool,
        takesMarkers: Bool
    ) {
        var options = ListOptions()
        options.prefix = prefix
        pages = service.list(container: container, options: options).makeAsyncIterator()
        self.prefix = prefix
        self.toleratesAbsence = toleratesAbsence
        self.takesMarkers = takesMarkers
    }

    /// - Throws: what the listing throws, and `ServiceError` when it is out of order: names would
    ///   be taken for missing that are not.
    mutating func next() async throws -> SyncFinding? {
        while true {
            while let entry = entries.popFirst() {
                guard case .object(let object) = entry else { continue }
                if let last, !last.utf8.lexicographicallyPrecedes(object.name.utf8) {
                    throw ServiceError(
                        "The server's listing is out of order at '\(object.name)'")
                }
                last = object.name
                guard let name = object.name.dropping(prefix: prefix), !name.isEmpty,
                    takesMarkers || !Self.isMarker(object)
                else { continue }
                return .entry(
                    SyncEntry(name: String(name), sizeBytes: object.bytes, object: object))
            }
            do {
                guard case .container(let page)? = try await pages.next() else { return nil }
                entries = page.entries[...]
            } catch let error as ServiceError
                where toleratesAbsence && (error.cause as? ClientError)?.reason == .status(404)
            {
                return nil
            }
        }
    }

    private static func isMarker(_ object: ListedObject) -> Bool {
        object.name.last == "/"
            || DirectoryMarker.types.contains(String(object.contentType.prefix(upTo: ";")))
    }
}
