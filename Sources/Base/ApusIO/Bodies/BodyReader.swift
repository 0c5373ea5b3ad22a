// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import Synchronization

/// A body that is read once, piece by piece, by one task.
///
/// `next()` answers nil only after the framed end. A body that was cut short, or whose reader
/// was cancelled, throws instead: a truncated body never looks whole (which is why this is not
/// an `AsyncThrowingStream`, whose cancelled iteration simply ends).
public final class BodyReader: Sendable {
    /// Regions are handed to `next()` in slices of at most this many bytes.
    public static let sliceLimitBytes: UInt64 = 256 * 1024

    /// The length promised beforehand; nil when it is known only at the end.
    public let lengthBytes: UInt64?

    private let source: @Sendable () async throws -> BodyPiece?
    private let pending = Mutex<FileRegion?>(nil)

    /// Makes a body.
    ///
    /// - Parameters:
    ///   - lengthBytes: the length promised, when it is known.
    ///   - next: answers the next piece, nil after the framed end, and throws when the body is
    ///     cut short. Called again only after it has answered.
    public init(lengthBytes: UInt64?, next: @escaping @Sendable () async throws -> BodyPiece?) {
        self.lengthBytes = lengthBytes
        source = next
    }

    /// A body of these bytes.
    public convenience init(_ bytes: Bytes) {
        let rest = TakenOnce(bytes.isEmpty ? nil : bytes)
        self.init(lengthBytes: UInt64(bytes.count)) { rest.take().map(BodyPiece.bytes) }
    }

    /// A body of no bytes. One for all: it has nothing that could be read only once.
    public static let empty = BodyReader(lengthBytes: 0) { nil }

    /// The next piece as it comes, or nil after the framed end.
    ///
    /// - Throws: whatever the source throws, and `CancellationError` in a cancelled task.
    public func nextPiece() async throws -> BodyPiece? {
        try Task.checkCancellation()
        if let region = pending.withLock({ region in
            defer { region = nil }
            return region
        }) {
            return .region(region)
        }
        return try await source()
    }

    /// The next bytes, or nil after the framed end; parts of files are read into memory.
    ///
    /// - Throws: as `nextPiece()`, `SystemError` when a file cannot be read, and
    ///   `BodyError.truncated` when it has become shorter than its region.
    public func next() async throws -> Bytes? {
        while let piece = try await nextPiece() {
            switch piece {
            case .bytes(let bytes):
                if !bytes.isEmpty { return bytes }
            case .region(let region):
                let end = min(
                    region.range.upperBound, region.range.lowerBound + Self.sliceLimitBytes)
                if end < region.range.upperBound {
                    let rest = FileRegion(region.file, end..<region.range.upperBound)
                    pending.withLock { $0 = rest }
                }
                let range = region.range.lowerBound..<end
                guard !range.isEmpty else { continue }
                let bytes = try await region.file.read(range)
                guard bytes.count == range.count else { throw BodyError.truncated }
                return bytes
            }
        }
        return nil
    }

    /// Reads everything into memory.
    ///
    /// - Throws: `BodyError.tooLong` as soon as more than `limitBytes` have come.
    public func collect(limitBytes: Int) async throws -> Bytes {
        if let lengthBytes, lengthBytes > UInt64(limitBytes) { throw BodyError.tooLong }
        var parts = ByteWriter(capacity: Int(lengthBytes ?? 0))
        while let bytes = try await next() {
            guard parts.count + bytes.count <= limitBytes else { throw BodyError.tooLong }
            parts.append(bytes)
        }
        return parts.finish()
    }
}

/// Why a body could not be read to its end.
public enum BodyError: Error, Hashable {
    /// It ended before its framed end.
    case truncated
    /// It is longer than the reader allows.
    case tooLong
    /// The peer sent too slowly.
    case timedOut
    /// The peer broke the framing (a bad chunk size, for example).
    case malformed
}

/// A value that can be taken once.
private final class TakenOnce: Sendable {
    private let value: Mutex<Bytes?>

    init(_ value: Bytes?) {
        self.value = Mutex(value)
    }

    func take() -> Bytes? {
        value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
