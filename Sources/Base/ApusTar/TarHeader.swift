// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The block of 512 bytes before each member.
///
/// Source: POSIX.1-2001, "pax"; the GNU tar manual, "Basic Tar Format".
struct TarHeader {
    static let blockBytes = 512

    /// What the header before a member stands for.
    enum Kind {
        case member(TarEntry.Kind)
        /// Records for the next member, or for all from here on.
        case records(areGlobal: Bool)
        /// The name of the next member, for want of space in its own header.
        case longName
        /// The same for a link's target, which nobody asks for.
        case longTarget
    }

    let kind: Kind
    let name: Bytes
    let sizeBytes: UInt64

    /// Whether bytes follow; some archivers give a size to what has none.
    var hasData: Bool {
        guard case .member(let kind) = kind else { return true }
        return kind == .file || kind == .sparseFile || isUnknown
    }

    private let isUnknown: Bool

    /// - Returns: nil for a block of zeros, which ends an archive.
    init?(_ block: RawSpan) throws(TarError) {
        guard (0..<Self.blockBytes).contains(where: { block.byte(at: $0) != 0 }) else { return nil }
        guard let stated = Self.number(148..<156, in: block),
            Self.checksums(of: block).contains(Int64(clamping: stated)),
            let size = Self.number(124..<136, in: block)
        else { throw .invalidHeader }
        var name = Self.text(0..<100, in: block)
        // "ustar\0"; GNU tar keeps times where the prefix would be, and says "ustar ".
        let isPOSIX = block.bytes(257..<263) == Bytes("ustar\0")
        if isPOSIX {
            let prefix = Self.text(345..<500, in: block)
            if !prefix.isEmpty { name = Bytes(prefix.array + [UInt8(ascii: "/")] + name.array) }
        }
        var isUnknown = false
        switch block.byte(at: 156) {
        case 0 where name.array.last == UInt8(ascii: "/"): kind = .member(.directory)
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): kind = .member(.file)
        case UInt8(ascii: "S"): kind = .member(.sparseFile)
        case UInt8(ascii: "5"): kind = .member(.directory)
        case UInt8(ascii: "1")...UInt8(ascii: "6"): kind = .member(.other)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): kind = .records(areGlobal: false)
        case UInt8(ascii: "g"): kind = .records(areGlobal: true)
        case UInt8(ascii: "L"): kind = .longName
        case UInt8(ascii: "K"): kind = .longTarget
        default:
            kind = .member(.other)
            isUnknown = true
        }
        self.isUnknown = isUnknown
        self.name = name
        sizeBytes = size
    }

    /// How many zero bytes fill the last block of so many.
    static func paddingBytes(after sizeBytes: UInt64) -> UInt64 {
        let rest = sizeBytes % UInt64(blockBytes)
        return rest == 0 ? 0 : UInt64(blockBytes) - rest
    }

    /// What comes before the first NUL.
    private static func text(_ range: Range<Int>, in block: RawSpan) -> Bytes {
        let end = range.first { block.byte(at: $0) == 0 } ?? range.upperBound
        return block.bytes(range.lowerBound..<end)
    }

    /// Octal digits, or base 256 when the highest bit says so; nil for what is neither, is
    /// negative, or is more than a file can have.
    private static func number(_ range: Range<Int>, in block: RawSpan) -> UInt64? {
        var value: UInt64 = 0
        let first = block.byte(at: range.lowerBound)
        if first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            for position in range.dropFirst() {
                guard value >> 55 == 0 else { return nil }
                value = value << 8 | UInt64(block.byte(at: position))
            }
            return value
        }
        var hasDigits = false
        for position in range {
            let byte = block.byte(at: position)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                guard value >> 60 == 0 else { return nil }
                value = value << 3 | UInt64(byte - UInt8(ascii: "0"))
                hasDigits = true
            case UInt8(ascii: " ") where !hasDigits: continue
            case UInt8(ascii: " "), 0: return value
            default: return nil
            }
        }
        return value
    }

    /// The sum of all bytes with the checksum's own as blanks; old archivers added them signed.
    private static func checksums(of block: RawSpan) -> [Int64] {
        var unsigned: Int64 = 0
        var signed: Int64 = 0
        for position in 0..<blockBytes {
            let isChecksum = (148..<156).contains(position)
            let byte = isChecksum ? UInt8(ascii: " ") : block.byte(at: position)
            unsigned += Int64(byte)
            signed += Int64(Int8(bitPattern: byte))
        }
        return [unsigned, signed]
    }
}
