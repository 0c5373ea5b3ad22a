// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Synchronization

/// Accounts and containers that were used a short while ago, as of the last durable batch.
///
/// The committer alone changes what is here. Whoever reads the index puts in what it found only
/// when no batch has ended meanwhile, since what it read may be from before that batch.
final class HeadCache: Sendable {
    /// How many accounts, and how many containers, are kept.
    private static let limit = 2_048

    private struct State {
        var accounts: [AccountName: AccountHead] = [:]
        var containers: [ContainerAddress: ContainerHead] = [:]
        var batches: UInt64 = 0
    }

    private let state = Mutex(State())

    /// What a reader notes before it looks at the index.
    var batches: UInt64 { state.withLock { $0.batches } }

    subscript(name: AccountName) -> AccountHead? { state.withLock { $0.accounts[name] } }
    subscript(address: ContainerAddress) -> ContainerHead? {
        state.withLock { $0.containers[address] }
    }

    /// Keeps what was read when so many batches had ended.
    func keep(_ name: AccountName, _ head: AccountHead, readAfter batches: UInt64) {
        state.withLock { state in
            guard state.batches == batches else { return }
            Self.makeRoom(&state.accounts)
            state.accounts[name] = head
        }
    }

    /// The same for a container.
    func keep(_ address: ContainerAddress, _ head: ContainerHead, readAfter batches: UInt64) {
        state.withLock { state in
            guard state.batches == batches else { return }
            Self.makeRoom(&state.containers)
            state.containers[address] = head
        }
    }

    /// Takes over what a batch has made durable; nil for what is gone.
    func publish(
        accounts: [AccountName: AccountHead?], containers: [ContainerAddress: ContainerHead?],
        emptied: Set<AccountName>
    ) {
        state.withLock { state in
            state.batches += 1
            if !emptied.isEmpty {
                state.containers = state.containers.filter { !emptied.contains($0.key.account) }
            }
            for (name, head) in accounts {
                Self.makeRoom(&state.accounts)
                state.accounts[name] = head
            }
            for (address, head) in containers {
                Self.makeRoom(&state.containers)
                state.containers[address] = head
            }
        }
    }

    /// Forgets everything: nobody knows what the index has.
    func clear() {
        state.withLock { state in
            state.batches += 1
            state.accounts = [:]
            state.containers = [:]
        }
    }

    private static func makeRoom<Key, Head>(_ heads: inout [Key: Head]) {
        guard heads.count >= limit else { return }
        // Any half: what is in use comes back at once.
        for key in Array(heads.keys.prefix(limit / 2)) { heads[key] = nil }
    }
}
