// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Synchronization

/// One at a time for each container: its creation looks into several back-ends before it makes
/// it in one of them, and no two may do so at once.
final class Turns: Sendable {
    /// Who waits for each container that somebody has the turn of, in order.
    private let waiting = Mutex<[ContainerAddress: [CheckedContinuation<Void, Never>]]>([:])

    /// Runs work when nobody else works on the container. It is not left when the caller is
    /// cancelled: those before it end soon.
    func take<Answer>(
        _ address: ContainerAddress, _ work: () async throws -> Answer
    ) async rethrows -> Answer {
        await begin(address)
        defer { end(address) }
        return try await work()
    }

    private func begin(_ address: ContainerAddress) async {
        await withCheckedContinuation { continuation in
            let isMine = waiting.withLock { waiting in
                guard waiting[address] == nil else {
                    waiting[address]?.append(continuation)
                    return false
                }
                waiting[address] = []
                return true
            }
            if isMine { continuation.resume() }
        }
    }

    private func end(_ address: ContainerAddress) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard let queue = waiting[address], let first = queue.first else {
                waiting[address] = nil
                return nil
            }
            waiting[address] = Array(queue.dropFirst())
            return first
        }
        next?.resume()
    }
}
