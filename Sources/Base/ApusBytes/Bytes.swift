// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An immutable run of bytes that is cheap to copy, to cut and to send between tasks.
///
/// A slice shares its storage with the whole; nothing is copied until somebody asks for an
/// array. Equality and hashing are by content.
public struct Bytes: Sendable {
    @usableFromInline let storage: [UInt8]
    @usableFromInline let bounds: Range<Int>

    /// No bytes.
    public init() {
        storage = []
        bounds = 0..<0
    }

    /// Wraps an array without copying it.
    public init(_ array: [UInt8]) {
        storage = array
        bounds = 0..<array.count
    }

    /// The UTF-8 bytes of a text.
    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    private init(storage: [UInt8], bounds: Range<Int>) {
        self.storage = storage
        self.bounds = bounds
    }

    /// How many bytes there are.
    @inlinable public var count: Int { bounds.count }

    /// Whether there are none.
    @inlinable public var isEmpty: Bool { bounds.isEmpty }

    /// The byte at `position`, counted from 0.
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count, "position outside the bytes")
        return storage[bounds.lowerBound + position]
    }

    /// The bytes in `range`, counted from 0, sharing this value's storage.
    public subscript(range: Range<Int>) -> Bytes {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        let start = bounds.lowerBound + range.lowerBound
        return Bytes(storage: storage, bounds: start..<start + range.count)
    }

    /// The bytes as an array; free of copying when this value is a whole array.
    public var array: [UInt8] {
        bounds == 0..<storage.count ? storage : Array(storage[bounds])
    }

    /// The bytes as an array, which nobody else has when nobody else has these bytes: changing it
    /// copies nothing then.
    public consuming func takeArray() -> [UInt8] {
        bounds == 0..<storage.count ? storage : Array(storage[bounds])
    }

    /// The bytes read as UTF-8, with anything that is not replaced by U+FFFD.
    public var text: String { String(decoding: storage[bounds], as: UTF8.self) }

    /// The bytes as a text, or nil when they are not UTF-8.
    public var validText: String? { String(validating: storage[bounds], as: UTF8.self) }
}

extension Bytes: Hashable {
    public static func == (left: Bytes, right: Bytes) -> Bool {
        left.storage[left.bounds] == right.storage[right.bounds]
    }

    public func hash(into hasher: inout Hasher) {
        // All at once: an array hashes byte by byte.
        combine(into: &hasher)
    }
}

extension Bytes: CustomStringConvertible {
    public var description: String { "\(count) bytes" }
}
