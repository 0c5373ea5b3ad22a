// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Synchronization

/// An MD5 that is fed by whoever moves the bytes, one task after the other.
final class RunningMD5: Sendable {
    private let digest = Mutex<MD5?>(MD5())

    func update(_ bytes: Bytes) {
        digest.withLock { $0?.update(bytes) }
    }

    /// Adds to each digest bytes of its own, side by side; no digest may be there twice.
    static func update(_ all: [(digest: RunningMD5, bytes: Bytes)]) {
        if all.count == 1 { return all[0].digest.update(all[0].bytes) }
        var running: [MD5] = []
        var members: [(digest: RunningMD5, bytes: Bytes)] = []
        for member in all {
            guard let state = member.digest.digest.withLock({ $0.take() }) else { continue }
            running.append(state)
            members.append(member)
        }
        MD5.update(&running, with: members.map(\.bytes))
        for (member, state) in zip(members, running) {
            member.digest.digest.withLock { $0 = state }
        }
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
