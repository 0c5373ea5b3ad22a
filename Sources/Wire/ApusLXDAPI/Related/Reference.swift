// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The name of a resource somewhere in another's document, and its address.
public struct Reference<Target: Entity>: Hashable, Sendable {
    /// Where the resource is.
    public let url: ResourceURL

    /// - Parameter url: of the form of the target's addresses.
    public init(url: ResourceURL) {
        self.url = url
    }

    /// What names it in its collection.
    public var name: String { url.segments.suffix(Target.keyLength).joined(separator: "/") }
}

/// The resources of one kind that another's document names: a collection by position, in the
/// document's order, and by name.
///
/// It names its targets only. `References.from(_:)` of the client fetches them.
public struct References<Target: Entity>: RandomAccessCollection, Hashable, Sendable {
    private let targets: [Reference<Target>]

    public init(_ targets: [Reference<Target>]) {
        self.targets = targets
    }

    public var startIndex: Int { targets.startIndex }
    public var endIndex: Int { targets.endIndex }
    public subscript(position: Int) -> Reference<Target> { targets[position] }

    /// The names, in order.
    public var names: [String] { targets.map(\.name) }

    /// Whether a name is among them.
    public func contains(_ name: String) -> Bool { targets.contains { $0.name == name } }

    /// The one of a name.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public subscript(name: String) -> Reference<Target> {
        get throws(LXDError) {
            guard let found = targets.first(where: { $0.name == name }) else {
                throw LXDError(.notFound, "\(name) is not among \(names.joined(separator: ", "))")
            }
            return found
        }
    }
}
