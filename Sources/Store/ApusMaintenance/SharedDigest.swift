// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Synchronization

/// A running digest that can be kept in other values, and that several pieces are added to, one
/// after another.
final class SharedDigest: Sendable {
    private let algorithm: Digest.Algorithm
    private let digest: Mutex<Digest>

    init(_ algorithm: Digest.Algorithm) {
        self.algorithm = algorithm
        digest = Mutex(Digest(algorithm))
    }

    func update(_ bytes: Bytes) {
        digest.withLock { $0.update(bytes) }
    }

    /// Ends it, as lower-case hexadecimal; another begins.
    func finish() -> String {
        Hexadecimal.encode(
            digest.withLock { digest in
                var whole = Digest(algorithm)
                swap(&digest, &whole)
                return whole.finish()
            })
    }
}
