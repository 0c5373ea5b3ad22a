// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTP
public import ApusLXDAPI
import Synchronization

// What is done to the resources that entities tell of.
extension LXD {
    /// Reads the resource at an address.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func get<Value: Entity>(
        _ kind: Value.Type = Value.self, at address: some ResourceAddress
    ) async throws -> Value {
        let url = try resolved(address.url)
        try await require(Value.self)
        let ticket = transport.handles.nextTicket()
        let answer: Answer
        do {
            answer = try await ask(.get, url)
        } catch let error as LXDError where error.code == .notFound {
            transport.handles.publishDeletion(at: url, ticket: ticket)
            throw error
        }
        guard let members = answer.metadata.members else {
            throw LXDError(.badAnswer, "The answer is no document", url: url)
        }
        let asked = url.with("target", nil).with("recursion", nil)
        // The beginning of a fingerprint, or a name beside an identifier, is not where it is.
        var place = asked
        if let key = Value.keySegments(of: members), key.count == Value.keyLength {
            let own = asked.dropping(Value.keyLength).appending(key)
            if own.isValid { place = own }
        }
        let value = Value(
            record: EntityRecord(url: place, members: members, etag: answer.headers["ETag"]))
        transport.handles.publish(value, ticket: ticket, at: place)
        if place != asked { transport.handles.publish(value, ticket: ticket, at: asked) }
        return value
    }

    /// Reads the resource that a document names.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func get<Value: Entity>(_ reference: Reference<Value>) async throws -> Value {
        try await get(Value.self, at: reference.url)
    }

    /// Saves what was changed, and reads the resource again.
    ///
    /// Only changed keys are sent where the API allows it; with those of the whole document,
    /// keys that this library does not know go back as they came. A resource that somebody else
    /// changed since it was read is left alone.
    ///
    /// - Throws: `StaleEntity` with both versions in that case; `LXDError`.
    public func save<Value: Entity>(_ entity: inout Value) async throws {
        guard entity.isModified else { return }
        try await require(Value.self)
        var etag = entity.record.etag
        if etag == nil {
            // Read in a list, or of a server that names no states: whether it is still what it
            // was is seen by comparing.
            let theirs: Value = try await get(at: entity.url)
            let isSame = Value.writableKeys.allSatisfy {
                theirs.record.original[$0] == entity.record.original[$0]
            }
            guard isSame else { throw StaleEntity(mine: entity, theirs: theirs) }
            etag = theirs.record.etag
        }
        var headers: Headers = [:]
        headers["If-Match"] = etag
        do {
            if Value.isPatchable, let changes = entity.changes {
                try await perform(.patch, entity.url, .object(changes), headers: headers)
            } else {
                try await perform(.put, entity.url, entity.encoded, headers: headers)
            }
        } catch let error as LXDError where error.code == .stale {
            throw StaleEntity(mine: entity, theirs: try await get(at: entity.url))
        }
        entity = try await get(at: entity.url)
    }

    /// Deletes the resource, and waits until it is gone.
    ///
    /// - Throws: `LXDError`.
    public func delete<Value: Entity>(_ entity: Value) async throws {
        try await require(Value.self)
        try await delete(at: entity.url)
    }

    /// Deletes the resource at an address, and waits until it is gone.
    ///
    /// - Throws: `LXDError`.
    public func delete(at address: some ResourceAddress) async throws {
        let url = try resolved(address.url)
        try await perform(.delete, url)
        transport.handles.publishDeletion(at: url, ticket: transport.handles.nextTicket())
    }

    /// Reads the resource again; changes that were not saved are lost.
    ///
    /// - Throws: `LXDError`.
    public func refresh<Value: Entity>(_ entity: inout Value) async throws {
        entity = try await get(at: entity.url)
    }

    /// Whether anything a client may change is not as it was read.
    public func isModified(_ entity: some Entity) -> Bool { entity.isModified }

    /// Undoes all changes since it was read.
    public func rollback(_ entity: inout some Entity) { entity.rollback() }

    /// What a save of the whole document sends.
    public func encoded(_ entity: some Entity) -> JSONValue { entity.encoded }

    /// The one object that stands for a resource, for all who ask.
    public func handle<Value: Entity>(
        _ kind: Value.Type = Value.self, at address: some ResourceAddress
    ) throws(LXDError) -> Handle<Value> {
        transport.handles.handle(try resolved(address.url), of: self)
    }

    /// The one object that stands for an entity's resource.
    public func handle<Value: Entity>(_ entity: Value) throws(LXDError) -> Handle<Value> {
        try handle(Value.self, at: entity.url)
    }

    /// Goes on only with a server that has such resources.
    ///
    /// - Throws: `LXDError` with `.extensionMissing`.
    func require<Value: Entity>(_ kind: Value.Type) async throws {
        guard let name = kind.apiExtension else { return }
        try await require(name, for: "\(kind)")
    }

    // MARK: The server itself

    /// The server and its configuration, read anew.
    ///
    /// - Throws: `LXDError`.
    public func server() async throws -> Server {
        let server: Server = try await get(at: url)
        transport.server.withLock { $0 = server }
        return server
    }

    /// Whether the server has an API extension. It is asked once.
    ///
    /// - Throws: `LXDError`.
    public func hasExtension(_ name: String) async throws -> Bool {
        let known = transport.server.withLock { $0 }
        let server = if let known { known } else { try await server() }
        return server.apiExtensions.contains(name)
    }

    /// Goes on only with a server that has an API extension.
    ///
    /// - Throws: `LXDError` with `.extensionMissing`.
    public func require(_ name: String, for purpose: String) async throws {
        guard try await hasExtension(name) else {
            throw LXDError(
                .extensionMissing,
                "\(purpose) needs the API extension \(name), which this server does not have")
        }
    }
}
