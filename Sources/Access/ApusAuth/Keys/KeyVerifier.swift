// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
public import ApusIO
import Synchronization

/// Judges keys, the slow ones on a lane, and remembers for a while what it has found.
///
/// Hashed keys are slow on purpose; without a memory a few clients that log in for every request
/// would keep every processor busy. What is kept is a keyed digest of user and key that means
/// nothing outside this process.
public final class KeyVerifier: Sendable {
    /// So many judgements are remembered at most.
    static let memoryLimit = 4096

    private let lane: Lane
    private let salt: Bytes
    private let memory = Mutex<[Bytes: Bool]>([:])

    /// - Parameter lane: where hashed keys are judged, one thread per core.
    public init(lane: Lane) {
        self.lane = lane
        var random = SystemRandomNumberGenerator()
        salt = Bytes((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    /// Whether a presented key is the stored one.
    ///
    /// - Throws: `Lane.Refusal` when too many keys wait to be judged already.
    public func accepts(_ key: String, as stored: StoredKey) async throws -> Bool {
        guard stored.isHashed else { return stored.accepts(key) }
        let question = Bytes(
            Digest.hmac(Bytes(stored.text + "\0" + key), key: salt, .sha256))
        if let answer = remembered(question) { return answer }
        return try await lane.run { [self] in
            // Somebody who stood before us in the queue may have asked the same.
            if let answer = remembered(question) { return answer }
            let answer = stored.accepts(key)
            memory.withLock { memory in
                if memory.count >= Self.memoryLimit { memory.removeAll() }
                memory[question] = answer
            }
            return answer
        }
    }

    private func remembered(_ question: Bytes) -> Bool? {
        memory.withLock { $0[question] }
    }
}
