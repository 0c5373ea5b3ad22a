// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusStorage
import Synchronization

/// Encrypts a body on its way to the engine's writer, with a key of its own. Used by one task.
///
/// It does so where it is called: a chunk takes a few microseconds, less than a way to a lane and
/// back.
final class EncryptingWriter: ObjectWriter {
    private struct State: ~Copyable {
        var cipher: CounterCipher
        var sizeBytes: UInt64 = 0
    }

    private let inner: any ObjectWriter
    private let key: BodyKey
    private let state: Mutex<State>

    init(_ inner: any ObjectWriter) {
        let key = BodyKey.random()
        self.inner = inner
        self.key = key
        state = Mutex(State(cipher: key.cipher()))
    }

    func write(_ bytes: Bytes) async throws(StorageError) {
        let encrypted = state.withLock { state in
            state.sizeBytes += UInt64(bytes.count)
            return state.cipher.apply(bytes)
        }
        try await inner.write(encrypted)
    }

    func seal() async throws(StorageError) -> any StagedBody {
        let sizeBytes = state.withLock { $0.sizeBytes }
        let staged = try await inner.seal()
        return EncryptedStagedBody(
            inner: staged, spans: sizeBytes == 0 ? [] : [BodySpan(sizeBytes: sizeBytes, key: key)])
    }

    func abandon() async {
        await inner.abandon()
    }
}

/// A sealed body with what it is encrypted with, which its row is going to keep.
struct EncryptedStagedBody: StagedBody {
    let inner: any StagedBody
    let spans: [BodySpan]

    var sizeBytes: UInt64 { inner.sizeBytes }
}
