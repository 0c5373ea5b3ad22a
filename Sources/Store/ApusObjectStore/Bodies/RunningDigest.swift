// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Synchronization

/// A digest that several tasks may feed, one after another.
final class RunningDigest: Sendable {
    private let digest: Mutex<Digest?>

    init(_ algorithm: Digest.Algorithm) {
        digest = Mutex(Digest(algorithm))
    }

    func update(_ chunks: [Bytes]) {
        digest.withLock { digest in
            for chunk in chunks { digest?.update(chunk) }
        }
    }

    /// Lower-case hexadecimal; no update follows.
    func finish() -> String {
        digest.withLock { digest in
            guard let digest = digest.take() else { preconditionFailure("digest finished twice") }
            return Hexadecimal.encode(digest.finish())
        }
    }
}
