// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// New metadata for an object: what it had is replaced, all of it.
public struct PostRequest: Sendable {
    public var address: ObjectAddress
    /// Nil keeps the content type.
    public var contentType: String?
    public var metadata: Metadata
    /// Nil takes an expiry away.
    public var expiry: Expiry?
    /// Objects past their expiry are changed as well, as long as they are there.
    public var opensExpired: Bool

    public init(
        _ address: ObjectAddress, contentType: String? = nil, metadata: Metadata = [:],
        expiry: Expiry? = nil, opensExpired: Bool = false
    ) {
        self.address = address
        self.contentType = contentType
        self.metadata = metadata
        self.expiry = expiry
        self.opensExpired = opensExpired
    }
}

/// What became of a POST.
public struct PostOutcome: Hashable, Sendable {
    /// When the object was changed.
    public var modifiedAt: Timestamp
    /// Where the object leads when it is a symlink: the link was changed, not its target.
    public var symlink: SymlinkTarget?
}

extension ObjectStore {
    /// How often a change is tried again when somebody else was faster.
    private static let attemptLimit = 20

    /// Replaces an object's metadata; never touches its bytes, its ETag or what makes it a
    /// static large object.
    ///
    @discardableResult
    public func post(_ request: PostRequest, for caller: Caller) async throws -> PostOutcome {
        let broker = try await container(request.address.container)
        try await authorise(.write, objectsOf: request.address.container, broker, caller)
        try MetadataRules(prefix: "x-object-meta-", constraints: constraints)
            .check(request.metadata.values)
        let expiresAt = try request.expiry?.resolve(now: clock.now())
        let key = ObjectKey(request.address.object)
        if expiresAt != nil {
            // The queue gets no rows for what is not there.
            _ = try await current(request.address, broker, opensExpired: request.opensExpired)
        }
        let outcome = try await expiries.committing(request.address, expiringAt: expiresAt) {
            try await amend(key, request, expiringAt: expiresAt, in: broker)
        }
        guard let version = outcome.symlink?.address, version.version != nil else {
            return outcome
        }
        // The link has the expiry and what listings show; the version all else.
        var stored = request
        stored.address = version
        return try await amend(
            ObjectKey(version.object), stored, expiringAt: nil,
            in: try await container(version.container))
    }

    private func amend(
        _ key: ObjectKey, _ request: PostRequest, expiringAt expiresAt: UInt64?,
        in broker: any ContainerBroker
    ) async throws -> PostOutcome {
        for _ in 0..<Self.attemptLimit {
            let stored = try await current(
                request.address, broker, opensExpired: request.opensExpired)
            var row = stored
            row.modifiedAt = max(clock.tick(), Timestamp(ticks: stored.modifiedAt.ticks + 1))
            row.metadata = request.metadata
            row.expiresAt = expiresAt
            if let contentType = request.contentType { row.contentType = contentType }
            do {
                _ = try await broker.commit([
                    ObjectChange(
                        key, requires: .row(modifiedAt: stored.modifiedAt), .amend(row))
                ])
                return PostOutcome(modifiedAt: row.modifiedAt, symlink: row.symlink)
            } catch {
                guard case .guardFailed = error.reason else { throw error }
            }
        }
        throw StoreError.contended
    }

    /// The row of an object that readers see.
    ///
    /// - Throws: `StoreError.notFound`, also for one that has expired.
    func current(
        _ address: ObjectAddress, _ broker: any ContainerBroker, opensExpired: Bool = false
    ) async throws -> ObjectRow {
        let row: ObjectRow
        do {
            row = try await broker.row(ObjectKey(address.object))
        } catch {
            suspects.note(error, address)
            guard error.isAbsence else { throw error }
            throw StoreError.notFound
        }
        guard opensExpired || !row.isExpired(at: clock.now()) else { throw StoreError.notFound }
        return row
    }
}
