// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusStorage
import Synchronization

/// Bodies in memory, as a group would have them that supplies nothing else.
final class MemoryFiles: ObjectFiles {
    private struct State {
        var bodies: [BodyName: Bytes] = [:]
        var quarantined: [BodyName: String] = [:]
        var refusesRemoval = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.bodies.count } }
    var notes: [String] { state.withLock { Array($0.quarantined.values) } }

    /// Changes what bodies there are, as damage and crashes do.
    func change(_ body: (inout [BodyName: Bytes]) -> Void) {
        state.withLock { body(&$0.bodies) }
    }

    func refuseRemoval(_ refuses: Bool) {
        state.withLock { $0.refusesRemoval = refuses }
    }

    func stage(
        _ name: BodyName, sizeBytes: UInt64?
    ) async throws(StorageError) -> any ObjectWriter {
        Writer(name: name, files: self)
    }

    func open(
        _ name: BodyName, caching: CacheHint
    ) async throws(StorageError) -> any ObjectBody {
        guard let bytes = state.withLock({ $0.bodies[name] }) else {
            throw StorageError(.notFound, "body \(name)")
        }
        return Body(bytes: bytes)
    }

    func remove(_ name: BodyName) async throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            guard !state.refusesRemoval else { throw StorageError(.unavailable, "not now") }
            state.bodies[name] = nil
        }
    }

    func quarantine(_ name: BodyName, note: String) async throws(StorageError) {
        state.withLock { state in
            if state.bodies.removeValue(forKey: name) != nil { state.quarantined[name] = note }
        }
    }

    func names(
        after name: BodyName?, limit: Int
    ) async throws(StorageError) -> [BodyName] {
        let names = state.withLock { $0.bodies.keys.sorted() }
        return Array(
            names.drop { candidate in name.map { candidate <= $0 } ?? false }.prefix(limit))
    }

    func checkHealth() async throws(StorageError) {}
    func shutdown() async {}

    private struct Sealed: StagedBody {
        let sizeBytes: UInt64
    }

    private final class Writer: ObjectWriter {
        private let name: BodyName
        private let files: MemoryFiles
        private let bytes = Mutex<[UInt8]>([])

        init(name: BodyName, files: MemoryFiles) {
            self.name = name
            self.files = files
        }

        func write(_ bytes: Bytes) async throws(StorageError) {
            self.bytes.withLock { $0 += bytes.array }
        }

        func seal() async throws(StorageError) -> any StagedBody {
            let whole = Bytes(bytes.withLock { $0 })
            files.state.withLock { $0.bodies[name] = whole }
            return Sealed(sizeBytes: UInt64(whole.count))
        }

        func abandon() async {}
    }

    private struct Body: ObjectBody {
        let bytes: Bytes

        func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
            guard range.upperBound <= UInt64(bytes.count) else {
                throw StorageError(.corrupt, "a body that was cut")
            }
            // Less than is asked for, as a slow store would.
            let end = min(range.upperBound, range.lowerBound + 100_000)
            return [.bytes(bytes[Int(range.lowerBound)..<Int(end)])]
        }
    }
}
