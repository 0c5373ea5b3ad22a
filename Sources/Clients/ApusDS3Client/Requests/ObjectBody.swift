// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusDS3API
import ApusFiles
public import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of an object, or of a blob of it, as they are sent.
public enum ObjectBody: Sendable {
    /// Bytes in memory.
    case bytes(Bytes)
    /// A part of a file, read while it is sent; without a length, all that follows.
    case file(path: String, offset: UInt64 = 0, lengthBytes: UInt64? = nil)
    /// A stream, whose length must be known. It can be read once: a try that fails is the last.
    case stream(BodyReader)

    /// The UTF-8 bytes of a text.
    public static func text(_ text: String) -> ObjectBody { .bytes(Bytes(text)) }
}

/// A body that is about to be sent, from its start, as often as that can be had.
struct OutgoingBody: Sendable {
    let lengthBytes: UInt64
    let isReplayable: Bool
    /// nil when it was taken and cannot be had again.
    let reader: @Sendable () throws -> BodyReader?

    static let nothing = OutgoingBody(lengthBytes: 0, isReplayable: true) { .empty }

    init(
        lengthBytes: UInt64, isReplayable: Bool,
        reader: @escaping @Sendable () throws -> BodyReader?
    ) {
        self.lengthBytes = lengthBytes
        self.isReplayable = isReplayable
        self.reader = reader
    }

    init(_ bytes: Bytes) {
        self.init(lengthBytes: UInt64(bytes.count), isReplayable: true) { BodyReader(bytes) }
    }

    /// The list of a job's objects, written while it is sent.
    init(_ objects: [DS3.ListedObject]) {
        let pieces = DS3.ObjectListPieces(objects)
        let length = UInt64(pieces.byteCount)
        self.init(lengthBytes: length, isReplayable: true) {
            let rest = Mutex(pieces)
            return BodyReader(lengthBytes: length) {
                rest.withLock { $0.next() }.map(BodyPiece.bytes)
            }
        }
    }

    /// What a caller gave, files opened.
    ///
    /// - Throws: `DS3Error` with `.local` for a file that cannot be read or is too short, and for a
    ///   stream of unknown length.
    init(_ body: ObjectBody, lane: Lane) async throws {
        switch body {
        case .bytes(let bytes): self.init(bytes)
        case .stream(let reader):
            guard let length = reader.lengthBytes else {
                throw DS3Error(.local, "The length of a stream must be known")
            }
            let rest = Mutex<BodyReader?>(reader)
            self.init(lengthBytes: length, isReplayable: false) {
                rest.withLock { $0.take() }
            }
        case .file(let path, let offset, let wanted):
            let file = try await SentFile.open(path, lane: lane)
            guard offset <= file.sizeBytes, (wanted ?? 0) <= file.sizeBytes - offset else {
                throw DS3Error(.local, "\(path) is shorter than what is to be sent of it")
            }
            let range = offset..<(wanted.map { offset + $0 } ?? file.sizeBytes)
            self.init(lengthBytes: UInt64(range.count), isReplayable: true) {
                file.reader(range)
            }
        }
    }
}

/// A file that is being sent, perhaps several parts of it at once.
final class SentFile: Sendable {
    /// How much is read at once.
    private static let pieceBytes: UInt64 = 512 * 1024

    let path: String
    let sizeBytes: UInt64
    let status: FileStatus
    private let file: OpenFile

    private init(path: String, file: OpenFile, status: FileStatus) {
        self.path = path
        self.file = file
        self.status = status
        sizeBytes = status.sizeBytes
    }

    /// - Throws: `DS3Error` with `.local`.
    static func open(_ path: String, lane: Lane) async throws -> SentFile {
        try await lane.run { try openNow(path, lane: lane) }
    }

    /// Opens a file on the calling thread, which may block.
    ///
    /// - Throws: `DS3Error` with `.local`.
    static func openNow(_ path: String, lane: Lane) throws -> SentFile {
        do {
            // Without O_NONBLOCK, a pipe would wait for its writer.
            let descriptor = try FileCalls.open(path, flags: O_RDONLY | O_NONBLOCK)
            let file = OpenFile(takingOver: descriptor, lane: lane)
            let status = try FileCalls.status(of: descriptor)
            guard status.kind == .regular else {
                throw DS3Error(LocalFileError.notRegular(path: path))
            }
            return SentFile(path: path, file: file, status: status)
        } catch let error as SystemError {
            throw DS3Error(error, at: path)
        }
    }

    /// A part, in pieces.
    ///
    /// - Parameter watch: called with each piece, on the lane.
    func reader(
        _ range: Range<UInt64>, _ watch: @escaping @Sendable (Bytes) -> Void = { _ in }
    ) -> BodyReader {
        let position = Atomic(range.lowerBound)
        return BodyReader(lengthBytes: UInt64(range.count)) { [self] in
            let start = position.load(ordering: .relaxed)
            guard start < range.upperBound else { return nil }
            let next = start..<min(range.upperBound, start + Self.pieceBytes)
            let bytes = try await file.lane.run { [self] in
                let bytes = try readNow(next)
                watch(bytes)
                return bytes
            }
            position.store(start + UInt64(bytes.count), ordering: .relaxed)
            return .bytes(bytes)
        }
    }

    /// The checksum of a part; nil for a type that is none of the contract's.
    func checksum(of range: Range<UInt64>, _ type: DS3.ChecksumType) async throws -> String? {
        let sum = WatchedChecksum(type)
        let body = reader(range) { sum.update($0) }
        while try await body.next() != nil {}
        return sum.finish()
    }

    /// All of a part, which must be there, on the calling thread, which may block.
    func readNow(_ range: Range<UInt64>) throws -> Bytes {
        let bytes: Bytes
        do throws(SystemError) {
            bytes = try file.readNow(range)
        } catch { throw DS3Error(error, at: path) }
        guard UInt64(bytes.count) == UInt64(range.count) else {
            throw DS3Error(LocalFileError.changed(path: path))
        }
        return bytes
    }
}
