// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
package import ApusIO
package import ApusStorage
import Synchronization

/// Checksums of the blocks of a body whose bytes come in any portions.
package struct BlockChecksums: Sendable {
    private var finished: [UInt32] = []
    private var current: UInt32 = 0
    private var filledBytes = 0

    /// Adds bytes.
    package mutating func append(_ bytes: Bytes) {
        let blockBytes = Int(BodyFormat.blockBytes)
        var position = 0
        while position < bytes.count {
            let count = min(bytes.count - position, blockBytes - filledBytes)
            current = CRC32C.of(bytes[position..<position + count], continuing: current)
            filledBytes += count
            position += count
            if filledBytes == blockBytes { endBlock() }
        }
    }

    /// All checksums, as they are written.
    package mutating func finish() -> Bytes {
        if filledBytes > 0 { endBlock() }
        return BodyFormat.encode(finished)
    }

    private mutating func endBlock() {
        finished.append(current)
        current = 0
        filledBytes = 0
    }
}

/// A sealed body. Its file goes with it unless a commit has kept it.
package final class StagedFileBody: StagedBody {
    package let id: BodyID
    package let sizeBytes: UInt64

    private enum Life {
        case staged
        case claimed
        case discarded
    }

    private let store: BodyStore
    private let life = Mutex(Life.staged)
    /// The bytes of a small body, until a commit writes them.
    package let content: Bytes?
    /// The file, once there is one.
    private let file: Mutex<OpenFile?>

    /// A small body that is only in memory yet.
    package init(_ id: BodyID, content: Bytes, store: BodyStore) {
        self.id = id
        self.store = store
        self.content = content
        sizeBytes = UInt64(content.count)
        file = Mutex(nil)
    }

    /// A body whose bytes and checksums are in its file, durable but for its name.
    package init(_ id: BodyID, file: OpenFile, sizeBytes: UInt64, store: BodyStore) {
        self.id = id
        self.store = store
        self.sizeBytes = sizeBytes
        content = nil
        self.file = Mutex(file)
    }

    deinit {
        discard()
    }

    /// Whether it belongs to the store whose commit it is in.
    package func isStaged(in store: BodyStore) -> Bool { self.store === store }

    /// Takes the body for a row; false when one has it already, or it was abandoned.
    package func claim() -> Bool {
        let isMine = life.withLock { life in
            guard life == .staged else { return false }
            life = .claimed
            return true
        }
        if isMine { store.note(id, isStaged: false) }
        return isMine
    }

    /// Gives it back: the commit has failed.
    package func release() {
        if file.withLock({ $0 != nil }) { store.note(id, isStaged: true) }
        life.withLock { $0 = .staged }
    }

    /// Removes it, unless a row has it.
    package func discard() {
        let isMine = life.withLock { life in
            guard life == .staged else { return false }
            life = .discarded
            return true
        }
        guard isMine, file.withLock({ $0.take() }) != nil else { return }
        store.removeLater([id])
    }

    /// Writes what is missing of the file, the copy of the row last. Blocks.
    package func write(copy: Bytes) throws(StorageError) -> BodySync.Written {
        if let open = file.withLock({ $0 }) {
            try calling { () throws(SystemError) in
                let end = try FileCalls.status(of: open.descriptor).sizeBytes
                try FileCalls.writeAll(open.descriptor, copy, at: end)
            }
            // The name of a large body's file is not durable before its first commit.
            return BodySync.Written(id: id, file: open, isNew: true)
        }
        guard let content else {
            throw StorageError(.unavailable, "body \(id) has been abandoned")
        }
        var checksums = BlockChecksums()
        checksums.append(content)
        let whole = Bytes(content.array + checksums.finish().array + copy.array)
        let made = try store.create(id)
        file.withLock { $0 = made }
        try calling { () throws(SystemError) in
            try FileCalls.writeAll(made.descriptor, whole, at: 0)
        }
        FileCalls.startWriteback(made.descriptor, 0..<UInt64(whole.count))
        return BodySync.Written(id: id, file: made, isNew: true)
    }
}
