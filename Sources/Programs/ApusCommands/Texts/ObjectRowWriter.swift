// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftClient

/// Writes rows of `apus list -l`, byte by byte: of a million of them, texts that are made to be put
/// together would take most of the time.
struct ObjectRowWriter {
    let isHuman: Bool
    let showsVersions: Bool

    /// Adds a row without its line end.
    func append(_ entry: ContainerListing.Entry, to text: inout ByteWriter) {
        guard case .object(let object) = entry else {
            append(sizeBytes: 0, to: &text)
            // Blanks for the day and the time.
            append(blanks: 10 + 1 + 8 + 2, to: &text)
            if showsVersions { append("null", width: 16, to: &text) }
            append("None", width: 24, to: &text)
            return text.append(entry.name)
        }
        append(sizeBytes: object.bytes, to: &text)
        text.append(UInt8(ascii: " "))
        append(time: object.lastModified, to: &text)
        if showsVersions { append(object.versionID ?? "null", width: 16, to: &text) }
        append(object.contentType, width: 24, to: &text)
        text.append(object.name)
    }

    private func append(sizeBytes: UInt64, to text: inout ByteWriter) {
        guard !isHuman else { return text.append(ByteCountFormat.text(sizeBytes, human: true)) }
        let start = text.count
        var digits = 1
        var rest = sizeBytes / 10
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        append(blanks: 12 - digits, to: &text)
        text.append(decimal: sizeBytes)
        assert(text.count - start >= 12)
    }

    /// Day and time, each with a blank behind it.
    private func append(time: String, to text: inout ByteWriter) {
        let bytes = time.utf8.span
        if bytes.count == 26, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: ".") {
            for position in 0..<10 { text.append(bytes[position]) }
            text.append(UInt8(ascii: " "))
            for position in 11..<19 { text.append(bytes[position]) }
            return text.append(UInt8(ascii: " "))
        }
        let halves = time.split(separator: "T")
        append(halves.first.map(String.init) ?? "", width: 10, to: &text)
        append(
            halves.last?.split(separator: ".").first.map(String.init) ?? "", width: 8, to: &text)
    }

    /// A text at the right of so many columns, and a blank behind it.
    private func append(_ column: String, width: Int, to text: inout ByteWriter) {
        let bytes = column.utf8.span
        var isASCII = true
        for position in bytes.indices where bytes[position] >= 0x80 { isASCII = false }
        append(blanks: width - (isASCII ? bytes.count : column.count), to: &text)
        text.append(column)
        text.append(UInt8(ascii: " "))
    }

    private func append(blanks count: Int, to text: inout ByteWriter) {
        for _ in 0..<max(0, count) { text.append(UInt8(ascii: " ")) }
    }
}
