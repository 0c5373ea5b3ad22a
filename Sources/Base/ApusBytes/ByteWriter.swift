// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Builds bytes piece by piece: response heads, listings, documents.
public struct ByteWriter: Sendable {
    @usableFromInline var buffer: [UInt8] = []

    /// An empty writer with room for `capacity` bytes.
    public init(capacity: Int = 256) {
        buffer.reserveCapacity(capacity)
    }

    /// How many bytes have been written.
    @inlinable public var count: Int { buffer.count }

    /// Adds one byte.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        buffer.append(byte)
    }

    /// Adds bytes.
    public mutating func append(_ bytes: Bytes) {
        buffer.append(contentsOf: bytes.storage[bytes.bounds])
    }

    /// Takes back everything but the first `count` bytes.
    ///
    /// - Precondition: so many have been written.
    public mutating func truncate(to count: Int) {
        precondition(count <= buffer.count, "less has been written")
        buffer.removeSubrange(count...)
    }

    /// Adds a number in decimal.
    public mutating func append(decimal number: UInt64) {
        var place: UInt64 = 1
        while number / place >= 10 { place *= 10 }
        append(number, fromPlace: place)
    }

    private mutating func append(_ number: UInt64, fromPlace first: UInt64) {
        var place = first
        while place > 0 {
            buffer.append(UInt8(ascii: "0") + UInt8(number / place % 10))
            place /= 10
        }
    }

    /// Adds the last `digits` digits of a number in decimal, with zeros before them.
    ///
    /// - Precondition: at most 20, which every number has room in.
    public mutating func append(decimal number: UInt64, digits: Int) {
        guard digits > 0 else { return }
        precondition(digits <= 20, "no number has so many digits")
        var place: UInt64 = 1
        for _ in 1..<digits { place *= 10 }
        append(number, fromPlace: place)
    }

    /// Hands over what was written and starts anew.
    public mutating func finish() -> Bytes {
        defer { buffer = [] }
        return Bytes(buffer)
    }
}
