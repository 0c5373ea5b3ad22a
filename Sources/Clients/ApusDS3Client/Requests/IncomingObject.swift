// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusDS3API
public import ApusIO

/// The checksum of the bytes of one blob.
public struct BlobChecksum: Hashable, Sendable {
    public let type: DS3.ChecksumType
    /// The value in base64, as headers have it.
    public let value: String

    /// - Parameter value: in base64; a CRC as four bytes, the highest first.
    public init(_ type: DS3.ChecksumType, _ value: String) {
        self.type = type
        self.value = value
    }

    /// The checksum of bytes; nil for a type that is none of the contract's five.
    public init?(_ type: DS3.ChecksumType, of bytes: Bytes) {
        guard let value = type.checksum(of: bytes) else { return nil }
        self.init(type, value)
    }
}

/// An object, or a blob or range of one, that is coming.
public struct IncomingObject: Sendable {
    /// What the headers say of the object.
    public let head: DS3.ObjectHead
    /// Status and headers.
    public let response: DS3.Response
    /// The bytes: read them to their end, or drop them.
    public let body: BodyReader
    /// The checksum of the bytes, where the server tells it: with whole blobs.
    public let checksum: BlobChecksum?

    init(_ reply: DS3.Reply<DS3.ObjectHead>, body: BodyReader) {
        head = reply.value
        response = reply.response
        self.body = body
        // That of a blob says nothing about a part of it.
        guard response.status == 200 else {
            checksum = nil
            return
        }
        var found: BlobChecksum?
        for type in DS3.ChecksumType.all {
            if let value = type.header.flatMap({ reply.response.header($0) }) {
                found = BlobChecksum(type, value)
            }
        }
        checksum = found
    }

    /// Reads the body to its end and compares the checksum, where there is one.
    ///
    /// - Parameter take: called with bytes and where they begin in the body.
    /// - Returns: how many bytes came.
    /// - Throws: `DS3Error`, with `.checksumMismatch` when they are not what the server says;
    ///   what `take` throws.
    @discardableResult
    public func receive(_ take: (Bytes, UInt64) async throws -> Void) async throws -> Int {
        var sum = checksum.flatMap { DS3.RunningChecksum($0.type) }
        var position: UInt64 = 0
        while let bytes = try await body.next() {
            sum?.update(bytes)
            try await take(bytes, position)
            position += UInt64(bytes.count)
        }
        if let checksum, let sum {
            let value = sum.finish()
            guard value == checksum.value else { throw DS3Error.mismatch(checksum, value) }
        }
        return Int(position)
    }
}

extension DS3Error {
    static func mismatch(_ told: BlobChecksum, _ have: String) -> DS3Error {
        DS3Error(
            .checksumMismatch, "The \(told.type) is \(have), and the server says \(told.value)")
    }
}
