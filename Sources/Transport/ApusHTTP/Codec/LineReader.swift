// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Cuts a head that is still arriving into lines, looking at each byte once.
///
/// It is given the head's bytes from their start each time, and more of them.
struct LineReader {
    /// Where the line that is being read starts.
    private(set) var lineStart = 0
    /// Up to where that line is known to hold no control byte.
    private var scanned = 0

    /// The next whole line, without its line end, or nil when more bytes are needed.
    ///
    /// Whether a line is refused, and for what, depends on its first offence alone, so cutting
    /// the input elsewhere never changes the answer.
    ///
    /// - Throws: `overlong` when the line is longer than `limitBytes`; 400 for a control byte,
    ///   a bare CR or a bare LF.
    mutating func next(
        in bytes: RawSpan, limitBytes: Int, overlong: @autoclosure () -> HTTPRefusal
    ) throws(HTTPRefusal) -> Range<Int>? {
        let end = bytes.firstControl(from: scanned)
        guard end - lineStart <= limitBytes else { throw overlong() }
        scanned = end
        guard end < bytes.byteCount else { return nil }
        switch bytes.byte(at: end) {
        case UInt8(ascii: "\r"):
            guard end + 1 < bytes.byteCount else { return nil }
            guard bytes.byte(at: end + 1) == UInt8(ascii: "\n") else {
                throw .malformed("Bare CR in the message head")
            }
        case UInt8(ascii: "\n"): throw .malformed("Bare LF in the message head")
        case 0: throw .malformed("NUL in the message head")
        default: throw .malformed("Control character in the message head")
        }
        let line = lineStart..<end
        lineStart = end + 2
        scanned = lineStart
        return line
    }
}
