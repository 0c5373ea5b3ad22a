// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO
import Synchronization

/// The body of a request: bytes, a file, or a stream.
///
/// All but `once` can be sent again when a try fails.
public struct UploadBody: Sendable {
    /// How many bytes; nil sends them chunked.
    public let lengthBytes: UInt64?
    /// Whether the body can be sent a second time.
    public let isReplayable: Bool
    private let make: @Sendable () async throws -> BodyReader?

    private init(
        lengthBytes: UInt64?, isReplayable: Bool,
        make: @escaping @Sendable () async throws -> BodyReader?
    ) {
        self.lengthBytes = lengthBytes
        self.isReplayable = isReplayable
        self.make = make
    }

    /// No bytes.
    public static var empty: UploadBody { bytes(Bytes()) }

    /// Bytes in memory.
    public static func bytes(_ bytes: Bytes) -> UploadBody {
        UploadBody(lengthBytes: UInt64(bytes.count), isReplayable: true) {
            bytes.isEmpty ? .empty : BodyReader(bytes)
        }
    }

    /// The UTF-8 bytes of a text.
    public static func text(_ text: String) -> UploadBody {
        bytes(Bytes(text))
    }

    /// A part of an open file.
    public static func file(_ region: FileRegion) -> UploadBody {
        let length = UInt64(region.range.count)
        return UploadBody(lengthBytes: length, isReplayable: true) {
            let rest = OneReader(region)
            return BodyReader(lengthBytes: length) { rest.take().map(BodyPiece.region) }
        }
    }

    /// A body that can be made again from its start: `make` is called for every try.
    public static func replayable(
        lengthBytes: UInt64?, _ make: @escaping @Sendable () async throws -> BodyReader
    ) -> UploadBody {
        UploadBody(lengthBytes: lengthBytes, isReplayable: true, make: make)
    }

    /// A stream that can be read once; its own `lengthBytes` counts.
    ///
    /// A failed try cannot be repeated and ends the call with `.cannotReplay`.
    public static func once(_ reader: BodyReader) -> UploadBody {
        let rest = OneReader(reader)
        return UploadBody(lengthBytes: reader.lengthBytes, isReplayable: false) { rest.take() }
    }

    /// The bytes from their start; nil when they were taken and cannot be had again.
    func reader() async throws -> BodyReader? {
        try await make()
    }
}

/// A value that can be taken once.
private final class OneReader<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func take() -> Value? {
        value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
