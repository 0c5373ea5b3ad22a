// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
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
        return try await file.lane.run {
            let digest = RunningMD5()
            var start = range.lowerBound
            while start < range.upperBound {
                let end = min(range.upperBound, start + Self.pieceBytes)
                let bytes = try file.readNow(offset + start..<offset + end)
                guard !bytes.isEmpty else { throw LocalFileError.changed(path: path) }
                digest.update(bytes)
                start += UInt64(bytes.count)
            }
            return digest.finish()
        }
    }
}

/// Why a file cannot be sent or written.
public enum LocalFileError: Error, Hashable, CustomStringConvertible {
    /// A pipe, device, socket or directory.
    case notRegular(path: String)
    /// The name has bytes that are not UTF-8, so no object can bear it; shown with U+FFFD.
    case notUTF8(path: String)
    /// The name would lead out of where files are to go.
    case unsafePath(path: String)
    /// It has become shorter since it was opened.
    case changed(path: String)
    /// Another process is writing it.
    case busy(path: String)
    /// The system refused, with this number and text.
    case failed(path: String, code: Int32, reason: String)

    /// The path it is about.
    public var path: String {
        switch self {
        case .notRegular(let path), .notUTF8(let path), .unsafePath(let path), .busy(let path),
            .changed(let path),
            .failed(let path, _, _):
            path
        }
    }

    public var description: String {
        switch self {
        case .notRegular(let path): "Local file '\(path)' not found"
        case .notUTF8(let path): "Local file '\(path)' has a name that is not UTF-8"
        case .changed(let path): "Local file '\(path)' changed while it was being read"
        case .busy(let path): "'\(path)' is being downloaded by another process"
        case .failed(let path, let code, let reason): "[Errno \(code)] \(reason): '\(path)'"
        case .unsafePath(let path):
            "refused to write '\(path)' outside of the target (use --allow-unsafe-paths)"
        }
    }
}

extension FileTime {
    /// Seconds with six decimals, as Python prints a file's time.
    ///
    /// Python keeps the time as a floating-point number, whose rounding `--changed` compares.
    var secondsText: String {
        let time = Double(seconds) + Double(nanoseconds) * 1e-9
        let whole = time.rounded(.down)
        let micros = ((time - whole) * 1e6).rounded(.toNearestOrEven)
        let carry = micros >= 1e6
        let digits = String(Int64(carry ? 0 : micros))
        return "\(Int64(whole) + (carry ? 1 : 0))."
            + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// Reads seconds with a fraction, as `X-Object-Meta-Mtime` has them.
    init?(secondsText: String) {
        if let time = Self.read(secondsText) {
            self = time
            return
        }
        guard let time = Double(secondsText), time.isFinite, abs(time) < 1e12 else { return nil }
        let parts = secondsText.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].utf8.count <= 9, let whole = Int64(parts[0]), whole >= 0,
            let fraction = Int64(parts[1])
        {
            var nanoseconds = fraction
            for _ in parts[1].utf8.count..<9 { nanoseconds *= 10 }
            self.init(seconds: whole, nanoseconds: nanoseconds)
        } else {
            let whole = time.rounded(.down)
            self.init(
                seconds: Int64(whole), nanoseconds: Int64((time - whole) * 1e9))
        }
    }

    /// Reads what nearly all times look like: digits, a point, up to nine digits.
    private static func read(_ text: String) -> FileTime? {
        let bytes = text.utf8.span
        var (seconds, nanoseconds): (Int64, Int64) = (0, 0)
        var place: Int64 = 0
        guard bytes.count <= 22, bytes.count > 0, bytes[0] != UInt8(ascii: ".") else { return nil }
        for position in bytes.indices {
            let byte = bytes[position]
            if byte == UInt8(ascii: "."), place == 0 {
                place = 1_000_000_000
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            if place == 0 {
                seconds = seconds * 10 + digit
                guard seconds < 1_000_000_000_000 else { return nil }
            } else {
                place /= 10
                guard place > 0 else { return nil }
                nanoseconds += digit * place
            }
        }
        guard place < 1_000_000_000, place > 0 else { return nil }
        return FileTime(seconds: seconds, nanoseconds: nanoseconds)
    }
}
