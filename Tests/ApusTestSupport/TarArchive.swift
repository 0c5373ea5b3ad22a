// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Makes tar archives for tests: members in the ustar format, with pax records where asked for.
public struct TarArchive {
    private var writer = ByteWriter()

    public init() {}

    /// Adds a member with its bytes.
    public mutating func add(
        _ name: String, _ content: String = "", type: String = "0",
        records: [(String, String)] = []
    ) {
        if !records.isEmpty {
            let text = records.map { Self.record($0.0, $0.1) }.joined()
            append(header: "pax", sizeBytes: text.utf8.count, type: "x")
            append(padded: Bytes(text))
        }
        append(header: name, sizeBytes: content.utf8.count, type: type)
        append(padded: Bytes(content))
    }

    /// Adds a header whose member is to be made up of what follows.
    public mutating func append(header name: String, sizeBytes: Int, type: String) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at position: Int) {
            for (offset, byte) in text.utf8.enumerated() { block[position + offset] = byte }
        }
        put(String(name.prefix(100)), at: 0)
        put("0000644\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        put(Self.octal(sizeBytes, digits: 11), at: 124)
        put("00000000000\0", at: 136)
        put("        ", at: 148)
        put(type, at: 156)
        put("ustar\0" + "00", at: 257)
        put(Self.octal(block.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
        writer.append(Bytes(block))
    }

    /// Adds bytes and fills their last block.
    public mutating func append(padded bytes: Bytes) {
        writer.append(bytes)
        writer.append(Bytes([UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)))
    }

    /// The archive, with the blocks of zeros that end one.
    public mutating func finish(endsProperly: Bool = true) -> Bytes {
        if endsProperly { writer.append(Bytes([UInt8](repeating: 0, count: 1024))) }
        return writer.finish()
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// A record says how long it is, its length included.
    private static func record(_ keyword: String, _ value: String) -> String {
        let rest = " \(keyword)=\(value)\n"
        var length = rest.utf8.count
        while length != rest.utf8.count + String(length).utf8.count {
            length = rest.utf8.count + String(length).utf8.count
        }
        return "\(length)\(rest)"
    }
}
