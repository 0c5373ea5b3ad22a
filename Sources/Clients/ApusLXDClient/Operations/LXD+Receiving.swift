// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusLXDAPI

extension LXD {
    /// Makes something of what another server sends.
    ///
    /// - Parameters:
    ///   - isRelay: whether the client stands between both; else the other server reaches this one.
    ///   - addresses: URLs at which it does; nil for those that this one listens at.
    ///   - progress: told how it goes here.
    ///   - create: begins to make it, by `migration` and `push`; it waits for what will come.
    ///   - send: asks the other server to begin, and where to send; to offer it, for nil.
    func receive(
        relaying isRelay: Bool, at addresses: [String]? = nil, progress: OperationProgress?,
        creating create: () async throws -> RunningOperation,
        from send: (MigrationTarget?) async throws -> RunningOperation
    ) async throws {
        guard !isRelay else {
            let creating = try await create()
            return try await creating.cancelled(unless: { try await send(nil) }) { offer in
                try await Self.join(offer, to: creating, progress)
            }
        }
        try await reached(at: addresses) { address, certificate in
            let creating = try await create()
            let target = MigrationTarget(
                operation: address + creating.operation.url.encoded, certificate: certificate,
                secrets: creating.operation.secrets)
            try await creating.cancelled(unless: { try await send(target) }) { sending in
                async let created = creating.wait(telling: progress)
                try await sending.wait()
                _ = try await created
            }
        }
    }

    private static func join(
        _ offer: RunningOperation, to creating: RunningOperation, _ progress: OperationProgress?
    ) async throws {
        let relay = try WebSocketRelay(from: offer, to: creating)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await relay.run()
                return false
            }
            group.addTask {
                try await creating.wait(telling: progress)
                return true
            }
            // What the relay has closed, this server may still have to unpack.
            while let isCreated = try await group.next(), !isCreated {}
            group.cancelAll()
        }
    }
}

extension RunningOperation {
    /// Does something with another operation; when it fails, neither is left waiting.
    fileprivate func cancelled(
        unless begin: () async throws -> RunningOperation,
        _ body: (RunningOperation) async throws -> Void
    ) async throws {
        do {
            let other = try await begin()
            do {
                try await body(other)
            } catch {
                await other.abandon()
                throw error
            }
        } catch {
            await abandon()
            throw error
        }
    }
}
