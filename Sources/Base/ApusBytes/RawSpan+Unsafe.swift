// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// What parsers read borrowed bytes with. Sound because every load is bounds-checked, either by
// `unsafeLoad` itself or by the loop that calls the unchecked form, and because any bit pattern
// is a valid `UInt8`, which has no alignment to respect. Every byte of a text that is made is
// written before it is counted.

extension RawSpan {
    /// The byte at `position`, counted from 0; a position outside traps.
    @inlinable
    public func byte(at position: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: position, as: UInt8.self)
    }

    /// The bytes in `range` as a text, or nil when they are not UTF-8.
    public func text(_ range: Range<Int>) -> String? {
        unsafe extracting(range).withUnsafeBytes { buffer in
            // Decoding is specialised in the standard library and validating is not: for the
            // short ASCII texts of headers that is a factor of five.
            let bytes = unsafe buffer.assumingMemoryBound(to: UInt8.self)
            if unsafe Self.isASCII(buffer) { return unsafe String(decoding: bytes, as: UTF8.self) }
            return unsafe String(validating: bytes, as: UTF8.self)
        }
    }

    private static func isASCII(_ buffer: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        var all: UInt64 = 0
        while position + 8 <= buffer.count {
            unsafe all |= buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            position += 8
        }
        while position < buffer.count {
            unsafe all |= UInt64(buffer[position])
            position += 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    /// The bytes in `range` as lower-case hexadecimal.
    public func hexadecimal(_ range: Range<Int>) -> String {
        unsafe extracting(range).withUnsafeBytes { bytes in
            unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
                for position in 0..<bytes.count {
                    unsafe text[2 * position] = Hexadecimal.digit(bytes[position] >> 4)
                    unsafe text[2 * position + 1] = Hexadecimal.digit(bytes[position] & 15)
                }
                return bytes.count * 2
            }
        }
    }

    /// A copy of the bytes in `range`.
    public func bytes(_ range: Range<Int>) -> Bytes {
        unsafe extracting(range).withUnsafeBytes { buffer in Bytes(unsafe [UInt8](buffer)) }
    }

    /// The position of the first ASCII control byte at or after `start`, or `byteCount`.
    ///
    /// A tab does not count as a control byte: HTTP allows it wherever it allows a space. DEL
    /// does count.
    public func firstControl(from start: Int) -> Int {
        precondition(start >= 0 && start <= byteCount, "start outside the bytes")
        let space = SIMD16<UInt8>(repeating: 0x20)
        let delete = SIMD16<UInt8>(repeating: 0x7F)
        let tab = SIMD16<UInt8>(repeating: 0x09)
        var position = start
        while position + 16 <= byteCount {
            let lanes = unsafe unsafeLoadUnaligned(
                fromUncheckedByteOffset: position, as: SIMD16<UInt8>.self)
            let controls = ((lanes .< space) .& (lanes .!= tab)) .| (lanes .== delete)
            if any(controls) { break }
            position += 16
        }
        while position < byteCount {
            let byte = unsafe unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            if (byte < 0x20 && byte != 0x09) || byte == 0x7F { break }
            position += 1
        }
        return position
    }
}

extension Bytes {
    /// Calls `body` with the span of a text's UTF-8 bytes, copying only what is not native.
    public static func withSpan<R, E: Error>(
        of text: String, _ body: (RawSpan) throws(E) -> R
    ) throws(E) -> R {
        try body(unsafe text.utf8.span.bytes)
    }
}
