// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Builds bytes piece by piece: response heads, listings, documents.
public struct ByteWriter: Sendable {
    var buffer: [UInt8] = []

    /// An empty writer with room for `capacity` bytes.
    public init(capacity: Int = 256) {
        buffer.reserveCapacity(capacity)
    }

    /// How many bytes have been written.
    public var count: Int { buffer.count }

    /// Adds one byte.
    public mutating func append(_ byte: UInt8) {
        buffer.append(byte)
    }

    /// Adds the UTF-8 bytes of a text.
    public mutating func append(_ text: String) {
        buffer.append(contentsOf: text.utf8)
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
        var digits: (UInt64) = number
        let start = buffer.count
        repeat {
            buffer.append(UInt8(ascii: "0") + UInt8(digits % 10))
            digits /= 10
        } while digits > 0
        buffer[start...].reverse()
    }

    /// Adds the last `digits` digits of a number in decimal, with zeros before them.
    public mutating func append(decimal number: UInt64, digits: Int) {
        var rest = number
        let end = buffer.count + digits
        buffer.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
        for position in 1...max(1, digits) where digits > 0 {
            buffer[end - position] += UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Hands over what was written and starts anew.
    public mutating func finish() -> Bytes {
        defer { buffer = [] }
        return Bytes(buffer)
    }
}
