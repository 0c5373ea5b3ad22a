// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Synchronization

/// A digest, and checksums beside it, that several tasks may feed, one after another.
final class RunningDigest: Sendable {
    private let digest: Mutex<Digest?>
    private let others: [(type: BodyChecksum, running: Checksum)]

    private final class Checksum: Sendable {
        let state: Mutex<BodyChecksum.Running?>

        init(_ type: BodyChecksum) {
            state = Mutex(BodyChecksum.Running(type))
        }
    }

    init(_ algorithm: Digest.Algorithm, beside types: [BodyChecksum] = []) {
        digest = Mutex(Digest(algorithm))
        others = types.map { ($0, Checksum($0)) }
    }

    func update(_ chunks: [Bytes]) {
        digest.withLock { digest in
            for chunk in chunks { digest?.update(chunk) }
        }
        for other in others {
            other.running.state.withLock { running in
                for chunk in chunks { running?.update(chunk) }
            }
        }
    }

    /// Lower-case hexadecimal; no update follows.
    func finish() -> String {
        digest.withLock { digest in
            guard let digest = digest.take() else { preconditionFailure("digest finished twice") }
            return Hexadecimal.encode(digest.finish())
        }
    }

    /// The checksums beside it; no update follows.
    func finishOthers() -> [BodyChecksum: [UInt8]] {
        var found: [BodyChecksum: [UInt8]] = [:]
        for other in others {
            other.running.state.withLock { running in
                guard let running = running.take() else { return }
                found[other.type] = running.finish()
            }
        }
        return found
    }
}
