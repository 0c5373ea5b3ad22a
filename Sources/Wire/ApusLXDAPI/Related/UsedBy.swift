// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Who uses a resource: the addresses a server lists, by kind.
public struct UsedBy: Sequence, Hashable, Sendable {
    /// All addresses, in the server's order, those of kinds unknown to this library included.
    public let urls: [ResourceURL]

    public init(_ urls: [ResourceURL]) {
        self.urls = urls
    }

    public func makeIterator() -> IndexingIterator<[ResourceURL]> { urls.makeIterator() }

    /// The users of one kind.
    public func all<Target: Entity>(_ kind: Target.Type) -> References<Target> {
        References(urls.filter { $0.matches(Target.pattern) }.map(Reference.init(url:)))
    }
}
