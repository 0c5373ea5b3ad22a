// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// A resource by its address: what is done to it, and what lies below it. It holds nothing and
/// need not exist.
public protocol Resource: Sendable {
    /// What a read of it gives.
    associatedtype Value: Entity
    var lxd: LXD { get }
    /// Where it is.
    var url: ResourceURL { get }
}

extension Resource {
    /// Reads it.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func get() async throws -> Value { try await lxd.get(at: url) }

    /// Whether it is there.
    ///
    /// - Throws: `LXDError` for every other failure.
    public func exists() async throws -> Bool {
        do {
            _ = try await get()
            return true
        } catch let error as LXDError where error.code == .notFound {
            return false
        }
    }

    /// Deletes it, and waits until it is gone.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func delete() async throws {
        try await lxd.require(Value.self)
        try await lxd.delete(at: url)
    }

    /// The one object that stands for it, for all who ask.
    ///
    /// - Throws: `LXDError` with `.badName`.
    public func handle() throws(LXDError) -> Handle<Value> { try lxd.handle(at: url) }

    /// A collection below it.
    func collection<Member: Entity>(_ segments: String...) -> EntityCollection<Member> {
        EntityCollection(url.appending(segments), of: lxd)
    }

    /// Gives it another name, and waits until it has it.
    func renamed(to name: String) async throws -> ResourceURL {
        guard ResourceURL([name]).isValid else {
            throw LXDError(.badName, "That is no name: \(name)", url: url)
        }
        try await lxd.require(Value.self)
        try await lxd.perform(.post, url, ["name": .string(name)])
        lxd.transport.handles.publishDeletion(
            at: try lxd.resolved(url), ticket: lxd.transport.handles.nextTicket())
        return url.dropping(1).appending(name)
    }
}
