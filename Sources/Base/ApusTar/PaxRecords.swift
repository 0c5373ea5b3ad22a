// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The records of an extended header: `LENGTH KEYWORD=VALUE` and a line feed each.
///
/// Source: POSIX.1-2001, "pax Extended Header".
enum PaxRecords {
    /// - Throws: `.invalidHeader` when a record's length and form do not agree.
    static func parse(_ bytes: Bytes) throws(TarError) -> [(keyword: String, value: Bytes)] {
        var records: [(keyword: String, value: Bytes)] = []
        var start = 0
        while start < bytes.count, bytes[start] != 0 {
            var position = start
            var lengthBytes = 0
            while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
                let byte = bytes[position]
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte),
                    lengthBytes <= bytes.count
                else { throw .invalidHeader }
                lengthBytes = lengthBytes * 10 + Int(byte - UInt8(ascii: "0"))
                position += 1
            }
            let end = start + lengthBytes
            // At least a blank, a letter, the sign and the line feed.
            guard end <= bytes.count, end >= position + 4,
                bytes[end - 1] == UInt8(ascii: "\n")
            else { throw .invalidHeader }
            let text = bytes[position + 1..<end - 1]
            guard let cut = (0..<text.count).first(where: { text[$0] == UInt8(ascii: "=") }),
                cut > 0, let keyword = text[0..<cut].validText
            else { throw .invalidHeader }
            records.append((keyword, text[cut + 1..<text.count]))
            start = end
        }
        return records
    }

    /// Records in the order of their keywords.
    static func encode(_ records: [String: Bytes]) -> Bytes {
        var writer = ByteWriter(capacity: 512)
        for (keyword, value) in records.sorted(by: { $0.key < $1.key }) {
            // A blank, a sign and a line feed; the length counts its own digits.
            let rest = keyword.utf8.count + value.count + 3
            var lengthBytes = rest + 1
            while rest + String(lengthBytes).utf8.count != lengthBytes {
                lengthBytes = rest + String(lengthBytes).utf8.count
            }
            writer.append("\(lengthBytes) \(keyword)=")
            writer.append(value)
            writer.append(UInt8(ascii: "\n"))
        }
        return writer.finish()
    }
}
