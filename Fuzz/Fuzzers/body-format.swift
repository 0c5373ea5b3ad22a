// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusLocalFiles
import ApusModel
import ApusStorage

private func row(_ texts: [String], _ number: UInt64) -> ObjectRow {
    var metadata = Metadata()
    for (position, text) in texts.dropFirst(4).enumerated() {
        metadata["x-object-meta-\(position)"] = text
    }
    return ObjectRow(
        createdAt: Timestamp(ticks: number), sizeBytes: number, etag: texts[2],
        contentType: texts[3], metadata: metadata, expiresAt: number % 3 == 0 ? number : nil)
}

/// A footer is read as it was written and tells where its copy is; with any bit of it changed it
/// is none. The copy says what the row says.
///
/// The input is taken for a footer, and then for the texts of a row, a line each.
func fuzz(_ input: Bytes) {
    if let footer = BodyFormat.footer(input) {
        require(footer.copyBytes <= UInt64(UInt32.max), "a long copy: \(footer)")
    }
    _ = BodyList(input.text).map { require(BodyList($0.description) == $0, "\($0)") }

    let texts = input.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
    guard texts.count >= 5, let container = try? ContainerName(texts[0]),
        let name = try? ObjectName(texts[1]), let account = try? AccountName("AUTH_test")
    else { return }
    let number = input.array.reduce(UInt64(0xCBF2_9CE4)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let row = row(texts, number >> 14)
    let bodies = BodyList([
        .init(id: BodyID(epoch: UInt32(number >> 40), number: number), sizeBytes: number >> 14)
    ])
    let copy = BodyFormat.copy(
        row, at: ObjectKey(name), in: ContainerAddress(account, container), bodies: bodies,
        sizeBytes: row.sizeBytes)
    let textBytes = copy.count - BodyFormat.footerBytes
    let written = copy[textBytes..<copy.count]
    guard let footer = BodyFormat.footer(written) else { fatalError("no footer") }
    require(footer.sizeBytes == row.sizeBytes, "size \(footer.sizeBytes)")
    require(footer.copyBytes == UInt64(textBytes), "length \(footer.copyBytes)")
    require(footer.copyChecksum == CRC32C.of(copy[0..<textBytes]), "another checksum")

    var damaged = written.array
    let bit = Int(number % UInt64(BodyFormat.footerBytes * 8))
    damaged[bit / 8] ^= 1 << (bit % 8)
    require(BodyFormat.footer(Bytes(damaged)) == nil, "a footer with bit \(bit) changed")

    let text = copy[1..<textBytes - 1].text
    guard let fields = JSONText.decode(text) else { fatalError("not read: \(text)") }
    func holds(_ field: String, _ value: String) {
        require(fields[field]?.utf8.elementsEqual(value.utf8) == true, "\(field): \(text)")
    }
    holds("container", container.text)
    holds("name", name.text)
    holds("etag", row.etag)
    holds("content_type", row.contentType)
    holds("bodies", bodies.description)
    guard let metadata = JSONText.decode(fields["metadata"] ?? "") else {
        fatalError("metadata not read: \(text)")
    }
    require(metadata == row.metadata.values, "metadata: \(text)")
}
