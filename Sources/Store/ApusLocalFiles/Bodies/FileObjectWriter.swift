// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusIO
package import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes the bytes of a body: a small one into memory, a larger one into its file, slice by slice,
/// each written on a lane while the caller makes the next.
package final class FileObjectWriter: ObjectWriter {
    /// How much is written before the system is told to begin putting it on the disk.
    private static let writebackBytes: UInt64 = 8 * 1024 * 1024

    private struct Buffer {
        var chunks: [Bytes] = []
        var sizeBytes = 0

        mutating func take() -> [Bytes] {
            defer { self = Buffer() }
            return chunks
        }
    }

    /// The file and what has been written to it; touched by one slice at a time.
    private struct Sink {
        var file: OpenFile?
        var sizeBytes: UInt64 = 0
        var startedBytes: UInt64 = 0
        var syncedBytes: UInt64 = 0
        var checksums = BlockChecksums()
    }

    private let id: BodyID
    private let store: BodyStore
    private let sliceBytes: Int
    /// What was said of the size.
    private let expectedBytes: UInt64?
    private let buffer = Mutex(Buffer())
    private let sink = Mutex(Sink())
    /// The slice being written.
    private let slice = Mutex<LaneTicket?>(nil)
    private let staged = Mutex<StagedFileBody?>(nil)

    /// - Parameter sizeBytes: how many bytes will come, when it is known: the space of a large
    ///   body is taken before its first byte is written.
    package init(store: BodyStore, sizeBytes: UInt64? = nil) {
        self.store = store
        expectedBytes = sizeBytes
        sliceBytes = store.steps.sliceBytes(memoryLimitBytes: store.memoryLimitBytes)
        id = store.newID()
    }

    deinit {
        // Nobody sealed it: there is no staged body to take the file along.
        let wasSealed = staged.withLock { $0 != nil }
        if !wasSealed, sink.withLock({ $0.file }) != nil { store.removeLater([id]) }
    }

    package func write(_ bytes: Bytes) async throws(StorageError) {
        let slice = buffer.withLock { buffer -> [Bytes]? in
            buffer.chunks.append(bytes)
            buffer.sizeBytes += bytes.count
            return buffer.sizeBytes >= sliceBytes ? buffer.take() : nil
        }
        if let slice { try await start(slice) }
    }

    /// Waits for the slice before and starts writing this one.
    private func start(_ chunks: [Bytes]) async throws(StorageError) {
        try await finishSlice()
        let ticket = LaneTicket()
        let hasStarted = store.lanes.writing.start { [self] in
            ticket.settle(
                Result { () throws(StorageError) in try append(chunks) })
        }
        guard hasStarted else { throw StorageError(.busy, "bodies to write") }
        slice.withLock { $0 = ticket }
    }

    private func finishSlice() async throws(StorageError) {
        guard let ticket = slice.withLock({ $0.take() }) else { return }
        try await ticket.wait()
    }

    /// Appends to the file. Blocks.
    private func append(_ chunks: [Bytes]) throws(StorageError) {
        try sink.withLock { sink throws(StorageError) in
            let file: OpenFile
            if let open = sink.file {
                file = open
            } else {
                file = try store.create(id)
                sink.file = file
                // What comes in one piece is refused by its own write as soon.
                if let expectedBytes, expectedBytes > UInt64(sliceBytes) {
                    try calling { () throws(SystemError) in
                        try FileCalls.reserve(
                            file.descriptor, BodyFormat.copyOffset(expectedBytes))
                    }
                }
            }
            for chunk in chunks {
                sink.checksums.append(chunk)
                let offset = sink.sizeBytes
                try calling { () throws(SystemError) in
                    try FileCalls.writeAll(file.descriptor, chunk, at: offset)
                }
                sink.sizeBytes += UInt64(chunk.count)
            }
            if sink.sizeBytes - sink.startedBytes >= Self.writebackBytes {
                FileCalls.startWriteback(file.descriptor, sink.startedBytes..<sink.sizeBytes)
                sink.startedBytes = sink.sizeBytes
            }
            if sink.sizeBytes - sink.syncedBytes >= store.steps.syncBytes {
                try calling { () throws(SystemError) in
                    try FileCalls.syncData(file.descriptor)
                }
                sink.syncedBytes = sink.sizeBytes
            }
        }
    }

    package func seal() async throws(StorageError) -> any StagedBody {
        try await finishSlice()
        let rest = buffer.withLock { $0.take() }
        let restBytes = rest.reduce(0) { $0 + $1.count }
        let isSmall =
            restBytes <= store.memoryLimitBytes && sink.withLock { $0.file == nil }
        let body: StagedFileBody
        if isSmall {
            body = StagedFileBody(id, content: Self.joined(rest, restBytes), store: store)
        } else {
            try await store.lanes.writing.working { [self] () throws(StorageError) in
                try append(rest)
            }
            body = try await store.lanes.sealing.working { [self] () throws(StorageError) in
                try finishFile()
            }
        }
        staged.withLock { $0 = body }
        return body
    }

    private static func joined(_ chunks: [Bytes], _ sizeBytes: Int) -> Bytes {
        if chunks.count == 1 { return chunks[0] }
        var whole = ByteWriter(capacity: sizeBytes)
        for chunk in chunks { whole.append(chunk) }
        return whole.finish()
    }

    /// Writes the checksums and makes bytes durable. Blocks.
    private func finishFile() throws(StorageError) -> StagedFileBody {
        try sink.withLock { sink throws(StorageError) in
            guard let file = sink.file else {
                throw StorageError(.unavailable, "body \(id) has no file")
            }
            let checksums = sink.checksums.finish()
            let size = sink.sizeBytes
            try calling { () throws(SystemError) in
                try FileCalls.writeAll(file.descriptor, checksums, at: size)
                try FileCalls.syncData(file.descriptor)
            }
            return StagedFileBody(id, file: file, sizeBytes: size, store: store)
        }
    }

    package func abandon() async {
        try? await finishSlice()
        buffer.withLock { _ = $0.take() }
        if let body = staged.withLock({ $0 }) {
            body.discard()
        } else if sink.withLock({ $0.file.take() }) != nil {
            store.removeLater([id])
        }
    }
}

/// The outcome of work on a lane that is waited for later.
private final class LaneTicket: Sendable {
    private enum State {
        case running
        case waited(CheckedContinuation<Result<Void, StorageError>, Never>)
        case settled(Result<Void, StorageError>)
    }

    private let state = Mutex(State.running)

    func settle(_ result: Result<Void, StorageError>) {
        let waiter = state.withLock { state in
            defer { state = .settled(result) }
            if case .waited(let continuation) = state { return Optional(continuation) }
            return nil
        }
        waiter?.resume(returning: result)
    }

    func wait() async throws(StorageError) {
        let result = await withCheckedContinuation { continuation in
            let settled = state.withLock { state -> Result<Void, StorageError>? in
                if case .settled(let result) = state { return result }
                state = .waited(continuation)
                return nil
            }
            if let settled { continuation.resume(returning: settled) }
        }
        try result.get()
    }
}
