// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusLXDAPI

/// The resources that another's document names, fetched when they are asked for: by name, by
/// position in the document's order, or all in few requests.
public struct RelatedCollection<Member: Entity>: AsyncSequence, Sendable {
    /// What the document names.
    public let references: References<Member>
    let lxd: LXD

    /// The names, in the document's order; nobody is asked.
    public var names: [String] { references.names }
    /// How many there are; nobody is asked.
    public var count: Int { references.count }
    /// Whether a name is among them; nobody is asked.
    public func contains(_ name: String) -> Bool { references.contains(name) }

    /// The one of a name.
    ///
    /// - Throws: `LXDError` with `.notFound` when the document does not name it, or it is gone.
    public subscript(name: String) -> Member {
        get async throws { try await lxd.get(try references[name]) }
    }

    /// The one at a position.
    ///
    /// - Throws: `LXDError` with `.notFound` when there are not that many, or it is gone.
    public subscript(position: Int) -> Member {
        get async throws {
            guard references.indices.contains(position) else {
                throw LXDError(.notFound, "There are \(count), so that there is no \(position)")
            }
            return try await lxd.get(references[position])
        }
    }

    /// All of them in the document's order, by one request for each collection they are in.
    ///
    /// - Throws: `LXDError` with `.notFound` when one is gone.
    public func all() async throws -> [Member] {
        if references.count == 1 { return [try await lxd.get(references[0])] }
        var found: [ResourceURL: Member] = [:]
        for base in Set(references.map { $0.url.dropping(Member.keyLength) }) {
            for member in try await EntityCollection<Member>(base, of: lxd).all() {
                found[try lxd.resolved(member.url).identity] = member
            }
        }
        return try references.map { reference in
            guard let member = found[try lxd.resolved(reference.url).identity] else {
                throw LXDError(.notFound, "\(reference.name) is gone", url: reference.url)
            }
            return member
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Goes through the members, which are fetched at the first step.
    public struct Iterator: AsyncIteratorProtocol {
        private let collection: RelatedCollection
        private var rest: ArraySlice<Member>?

        init(_ collection: RelatedCollection) {
            self.collection = collection
        }

        /// The next member; nil after the last.
        ///
        /// - Throws: `LXDError`.
        public mutating func next() async throws -> Member? {
            if rest == nil { rest = try await collection.all()[...] }
            return rest?.popFirst()
        }
    }
}

extension References {
    /// The resources themselves, from the server that named them.
    public func from(_ lxd: LXD) -> RelatedCollection<Target> {
        RelatedCollection(references: self, lxd: lxd)
    }
}
