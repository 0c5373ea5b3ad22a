// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage

/// The same thing in both back-ends: two brokers of an account, or of a container.
struct Halves<Half: Sendable>: Sendable {
    let first: Half
    let second: Half
    let order: Order

    /// Asks the first half, or the second when the first fails.
    func read<Answer>(
        _ ask: (Half) async throws(StorageError) -> Answer
    ) async throws(StorageError) -> Answer {
        do {
            return try await ask(first)
        } catch {
            guard isFailure(error) else { throw error }
            return try await ask(second)
        }
    }

    /// Makes a change in the first half, which decides, and then in the second.
    func change<Answer>(
        _ make: (Half) async throws(StorageError) -> Answer
    ) async throws(StorageError) -> Answer {
        try await change(make) { half throws(StorageError) in _ = try await make(half) }
    }

    /// Makes a change that is another one in the second half.
    func change<Answer>(
        _ make: (Half) async throws(StorageError) -> Answer,
        then makeAgain: (Half) async throws(StorageError) -> Void
    ) async throws(StorageError) -> Answer {
        try await order.change { () async throws(StorageError) in
            try await make(first)
        } then: { () async throws(StorageError) in
            try await makeAgain(second)
        }
    }
}

/// Whether the second half may be asked in the place of the first.
func isFailure(_ error: StorageError) -> Bool {
    switch error.reason {
    case .corrupt, .unavailable, .lockTimeout: true
    default: false
    }
}
