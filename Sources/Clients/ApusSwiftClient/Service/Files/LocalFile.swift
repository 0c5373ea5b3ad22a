// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFiles
import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is about to be sent.
///
/// Small ones are read whole when they are opened, in the same visit to the lane; the others are
/// read while they are sent, and hashed where they are read.
final class LocalFile: Sendable {
    /// Files up to this size are read when they are opened.
    static let inlineLimitBytes: UInt64 = 256 * 1024
    /// How much is read at once.
    static let pieceBytes: UInt64 = 512 * 1024

    let path: String
    let status: FileStatus
    private let file: OpenFile
    private let inline: Bytes?
    /// The MD5 of `inline`, when it was wanted beforehand.
    private let inlineMD5 = Mutex<String?>(nil)
    /// Where the bytes to send begin in the file.
    private let offset: UInt64

    /// The rest of a file that is open already, read through no path.
    init(open file: OpenFile, from offset: UInt64) throws {
        path = "(open file)"
        status = try FileCalls.status(of: file.descriptor)
        self.file = file
        inline = nil
        self.offset = min(offset, status.sizeBytes)
    }

    private init(path: String, status: FileStatus, file: OpenFile, inline: Bytes?) {
        offset = 0
        self.path = path
        self.status = status
        self.file = file
        self.inline = inline
    }

    /// Opens a file on the lane.
    ///
    /// - Throws: `SystemError`, or `LocalFileError.notRegular` for a pipe, device or directory.
    static func open(_ path: String, lane: Lane) async throws -> LocalFile {
        try await lane.run { try openNow(path, lane: lane) }
    }

    /// Opens a file on the calling thread, which may block; later reads are done on the lane.
    static func openNow(_ path: String, lane: Lane) throws -> LocalFile {
        let descriptor: Int32
        do {
            // Without O_NONBLOCK, a pipe would wait for its writer.
            descriptor = try FileCalls.open(path, flags: O_RDONLY | O_NONBLOCK)
        } catch {
            // What cannot be opened and is no file anyway is told as that.
            guard try FileCalls.status(path).kind == .regular else {
                throw LocalFileError.notRegular(path: path)
            }
            // Somebody has a lease on it, and is asked to give it up meanwhile.
            guard error.code == EWOULDBLOCK else { throw error }
            descriptor = try FileCalls.open(path, flags: O_RDONLY)
        }
        let file = OpenFile(takingOver: descriptor, lane: lane)
        let status = try FileCalls.status(of: descriptor)
        guard status.kind == .regular else { throw LocalFileError.notRegular(path: path) }
        guard status.sizeBytes <= inlineLimitBytes else {
            return LocalFile(path: path, status: status, file: file, inline: nil)
        }
        let bytes = try file.readNow(0..<status.sizeBytes)
        guard UInt64(bytes.count) == status.sizeBytes else {
            throw LocalFileError.changed(path: path)
        }
        return LocalFile(path: path, status: status, file: file, inline: bytes)
    }

    /// Computes the MD5s of files that are in memory, side by side, for when they are asked for.
    static func hash(_ files: [LocalFile]) {
        let files = files.filter { $0.inline != nil }
        let digests = MD5.of(files.compactMap(\.inline))
        for (file, digest) in zip(files, digests) {
            file.inlineMD5.withLock { $0 = Hexadecimal.encode(digest) }
        }
    }

    var sizeBytes: UInt64 { status.sizeBytes - offset }

    /// How many bytes are in memory.
    var heldBytes: UInt64 { UInt64(inline?.count ?? 0) }

    /// When the file changed, as the header field `X-Object-Meta-Mtime` has it.
    var modifiedText: String { status.modified.secondsText }

    /// The bytes of a part as a body that can be sent again, with the MD5 of what was sent last.
    ///
    /// - Parameter work: where they are hashed; nil leaves that out.
    func body(
        _ range: Range<UInt64>, hashedBy work: ShortFileWork?, progress: TransferProgress
    ) -> (body: UploadBody, md5: @Sendable () -> String?) {
        if let inline {
            let bytes = inline[Int(range.lowerBound)..<Int(range.upperBound)]
            let body = UploadBody.replayable(lengthBytes: UInt64(bytes.count)) {
                let rest = Mutex<Bytes?>(bytes.isEmpty ? nil : bytes)
                return BodyReader(lengthBytes: UInt64(bytes.count)) {
                    let piece = rest.withLock { $0.take() }
                    if let piece { progress.move(piece.count) }
                    return piece.map(BodyPiece.bytes)
                }
            }
            let known = bytes.count == inline.count ? inlineMD5.withLock { $0 } : nil
            return (body, { work == nil ? nil : known ?? RunningMD5.of(bytes) })
        }
        let latest = Mutex<RunningMD5?>(nil)
        let (file, path, offset) = (file, path, offset)
        let body = UploadBody.replayable(lengthBytes: UInt64(range.count)) {
            let digest = RunningMD5()
            latest.withLock { $0 = digest }
            let position = Atomic(range.lowerBound)
            return BodyReader(lengthBytes: UInt64(range.count)) {
                let start = position.load(ordering: .relaxed)
                guard start < range.upperBound else { return nil }
                let end = min(range.upperBound, start + Self.pieceBytes)
                let bytes = try await file.lane.run {
                    try file.readNow(offset + start..<offset + end)
                }
                guard UInt64(bytes.count) == end - start else {
                    throw LocalFileError.changed(path: path)
                }
                try await work?.hash(bytes, into: digest)
                position.store(end, ordering: .relaxed)
                progress.move(bytes.count)
                return .bytes(bytes)
            }
        }
        return (body, { work != nil ? latest.withLock { $0 }?.finish() : nil })
    }

    /// The MD5 of a part.
    func md5(_ range: Range<UInt64>) async throws -> String {
        let (file, path, offset) = (file, path, offset)
        let digest = RunningMD5()
        var start = range.lowerBound
        // A visit for each piece: a file may take hours, in which others have their turn.
        while start < range.upperBound {
            try Task.checkCancellation()
            let piece = offset + start..<offset + min(range.upperBound, start + Self.pieceBytes)
            let count = try await file.lane.run {
                let bytes = try file.readNow(piece)
                guard !bytes.isEmpty else { throw LocalFileError.changed(path: path) }
                digest.update(bytes)
                return bytes.count
            }
            start += UInt64(count)
        }
        return digest.finish()
    }
}
