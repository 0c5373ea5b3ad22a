// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Synchronization

/// An MD5 that is fed by whoever moves the bytes, one task after the other.
final class RunningMD5: Sendable {
    private let digest = Mutex<Digest?>(Digest(.md5))

    func update(_ bytes: Bytes) {
        digest.withLock { $0?.update(bytes) }
    }

    /// The digest in hexadecimal; empty when it was asked for before.
    func finish() -> String {
        digest.withLock { digest in
            guard let whole = digest.take() else { return "" }
            return Hexadecimal.encode(whole.finish())
        }
    }

    /// The digest of one run of bytes.
    static func of(_ bytes: Bytes) -> String {
        Hexadecimal.encode(Digest.of(bytes, .md5))
    }

    /// The digest of no bytes.
    static let ofNothing = "d41d8cd98f00b204e9800998ecf8427e"
}
