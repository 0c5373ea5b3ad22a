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
        if let sum { try verify(sum.finish()) }
        return Int(position)
    }

    /// As `receive(_:)`, with all that takes time on a lane.
    func receive(
        on lane: Lane, _ take: @escaping @Sendable (Bytes, UInt64) throws -> Void
    ) async throws -> Int {
        let sum = checksum.map { WatchedChecksum($0.type) }
        var position: UInt64 = 0
        while let bytes = try await body.next() {
            let start = position
            try await lane.run {
                sum?.update(bytes)
                try take(bytes, start)
            }
            position += UInt64(bytes.count)
        }
        if let value = sum?.finish() { try verify(value) }
        return Int(position)
    }

    /// All of a short body, which is not compared with its checksum.
    ///
    /// - Throws: `DS3Error` for one of another length.
    func whole(of count: Int) async throws -> Bytes {
        // Mostly it comes in one piece, which is not copied.
        let first = try await body.next() ?? Bytes()
        var length = first.count
        var all = ByteWriter(capacity: 0)
        while length <= count, let piece = try await body.next() {
            if all.count == 0 { all.append(first) }
            all.append(piece)
            length += piece.count
        }
        guard length <= count else {
            throw DS3Error(.badAnswer, "More bytes come than were asked for")
        }
        guard length == count else {
            throw DS3Error(.connectionLost, "Fewer bytes came than were asked for")
        }
        return all.count == 0 ? first : all.finish()
    }

    /// Compares the checksum of the whole, where there is one.
    ///
    /// - Throws: `DS3Error` with `.checksumMismatch`.
    func verify(_ bytes: Bytes) throws(DS3Error) {
        if let value = checksum?.type.checksum(of: bytes) { try verify(value) }
    }

    private func verify(_ value: String) throws(DS3Error) {
        guard let checksum, value != checksum.value else { return }
        throw DS3Error.mismatch(checksum, value)
    }
}

extension DS3Error {
    static func mismatch(_ told: BlobChecksum, _ have: String) -> DS3Error {
        DS3Error(
            .checksumMismatch, "The \(told.type) is \(have), and the server says \(told.value)")
    }
}
