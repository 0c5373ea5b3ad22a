// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO

/// A file as it is to be written into a tar archive, but for its bytes.
public struct TarMember: Hashable, Sendable {
    /// The path, with `/` between its parts.
    public var path: String
    /// How many bytes follow.
    public var sizeBytes: UInt64
    /// When it was last changed; what was before 1970 counts as then.
    public var modified: FileTime
    /// Records of its extended header besides those that are needed, by keyword; no keyword has
    /// a `=`.
    public var attributes: [String: Bytes]

    /// Makes a member.
    public init(
        path: String, sizeBytes: UInt64, modified: FileTime = FileTime(seconds: 0),
        attributes: [String: Bytes] = [:]
    ) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.modified = modified
        self.attributes = attributes
    }
}

/// Writes what stands between the bytes of members in a tar archive: `ustar` headers, with an
/// extended header of pax before those whose name, size, time or attributes they cannot hold.
///
/// An archive is, for each member, `header(_:)`, its bytes and `padding(after:)`, then `end`.
///
/// Source: POSIX.1-2001, "pax", "ustar Interchange Format" and "pax Extended Header".
public enum TarWriter {
    /// All of an archive is in blocks of so many bytes.
    public static let blockBytes: UInt64 = 512
    /// What ends an archive: two blocks of zeros.
    public static let end = Bytes([UInt8](repeating: 0, count: 1024))

    /// The header, or headers, of a file.
    public static func header(_ member: TarMember) -> Bytes {
        var records = member.attributes
        let isPlain = member.path.utf8.count <= 100 && member.path.utf8.allSatisfy { $0 < 0x80 }
        if !isPlain { records["path"] = Bytes(member.path) }
        let isLarge = member.sizeBytes > largestOctal
        if isLarge { records["size"] = Bytes(String(member.sizeBytes)) }
        let seconds = UInt64(max(0, member.modified.seconds))
        let nanoseconds = member.modified.seconds < 0 ? 0 : member.modified.nanoseconds
        if nanoseconds > 0 || seconds > largestOctal {
            records["mtime"] = Bytes(decimal(seconds, nanoseconds))
        }
        var writer = ByteWriter(capacity: 2048)
        if !records.isEmpty { appendRecords(records, "x", of: member.path, to: &writer) }
        writer.append(
            block(
                name: fallback(member.path), sizeBytes: isLarge ? 0 : member.sizeBytes,
                seconds: min(seconds, largestOctal), kind: "0"))
        return writer.finish()
    }

    /// Records that hold for all members that follow.
    public static func globalHeader(_ records: [String: Bytes]) -> Bytes {
        var writer = ByteWriter(capacity: 1024)
        appendRecords(records, "g", of: "global", to: &writer)
        return writer.finish()
    }

    /// The zeros that fill the last block of a member.
    public static func padding(after sizeBytes: UInt64) -> Bytes {
        end[0..<Int(paddingBytes(after: sizeBytes))]
    }

    /// How many they are.
    public static func paddingBytes(after sizeBytes: UInt64) -> UInt64 {
        TarHeader.paddingBytes(after: sizeBytes)
    }

    /// Eleven octal digits.
    private static let largestOctal: UInt64 = 0o77_777_777_777

    private static func appendRecords(
        _ records: [String: Bytes], _ kind: Unicode.Scalar, of path: String,
        to writer: inout ByteWriter
    ) {
        let content = PaxRecords.encode(records)
        let name = "PaxHeaders/" + (path.split(separator: "/").last ?? "")
        writer.append(
            block(name: fallback(name), sizeBytes: UInt64(content.count), seconds: 0, kind: kind))
        writer.append(content)
        writer.append(padding(after: UInt64(content.count)))
    }

    /// What readers see that know no extended headers.
    private static func fallback(_ path: String) -> [UInt8] {
        path.utf8.prefix(100).map { $0 < 0x80 && $0 > 0 ? $0 : UInt8(ascii: "_") }
    }

    private static func decimal(_ seconds: UInt64, _ nanoseconds: Int64) -> String {
        var digits = String(min(nanoseconds, 999_999_999))
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        return "\(seconds).\(digits)"
    }

    private static func block(
        name: [UInt8], sizeBytes: UInt64, seconds: UInt64, kind: Unicode.Scalar
    ) -> Bytes {
        var block = [UInt8](repeating: 0, count: TarHeader.blockBytes)
        func put(_ bytes: some Sequence<UInt8>, at position: Int) {
            for (offset, byte) in bytes.enumerated() { block[position + offset] = byte }
        }
        func put(octal number: UInt64, digits: Int, at position: Int) {
            let text = String(number, radix: 8)
            put(repeatElement(UInt8(ascii: "0"), count: digits - text.utf8.count), at: position)
            put(text.utf8, at: position + digits - text.utf8.count)
        }
        put(name, at: 0)
        put(octal: 0o644, digits: 7, at: 100)
        put(octal: 0, digits: 7, at: 108)
        put(octal: 0, digits: 7, at: 116)
        put(octal: sizeBytes, digits: 11, at: 124)
        put(octal: seconds, digits: 11, at: 136)
        put(repeatElement(UInt8(ascii: " "), count: 8), at: 148)
        put(String(kind).utf8, at: 156)
        put("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(0) { $0 + UInt64($1) }
        put(octal: sum, digits: 6, at: 148)
        block[154] = 0
        return Bytes(block)
    }
}
