// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Synchronization

/// What operators have said of accounts, so that nobody has to look at an account for every
/// object.
///
/// Only this store changes accounts, and tells.
final class AccountMemory: Sendable {
    /// The most accounts that are remembered.
    private static let limit = 10_000

    private struct State {
        var known: [AccountName: [String: String]] = [:]
        /// How often something was forgotten.
        var changeCount: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The metadata, nil when it has to be looked at; and what to remember it with.
    func metadata(
        of account: AccountName
    ) -> (known: [String: String]?, changeCount: UInt64) {
        state.withLock { ($0.known[account], $0.changeCount) }
    }

    /// Remembers metadata, unless some has changed since it was looked at.
    func remember(
        _ metadata: [String: String], of account: AccountName, asOf changeCount: UInt64
    ) {
        state.withLock { state in
            guard state.changeCount == changeCount else { return }
            if state.known.count >= Self.limit { state.known = [:] }
            state.known[account] = metadata
        }
    }

    func forget(_ account: AccountName) {
        state.withLock { state in
            state.changeCount += 1
            state.known[account] = nil
        }
    }
}
