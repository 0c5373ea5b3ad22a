// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTar

/// The lines of an input: the first is a path, the others attributes, the rest contents.
private func member(_ input: Bytes) -> (TarMember, content: Bytes)? {
    let lines = input.array.split(
        separator: UInt8(ascii: "\n"), maxSplits: 4, omittingEmptySubsequences: false)
    guard lines.count > 1, let path = Bytes(Array(lines[0])).validText, !path.isEmpty,
        !path.utf8.contains(0)
    else { return nil }
    let content = Bytes(Array(lines[lines.count - 1]))
    var member = TarMember(
        path: path, sizeBytes: UInt64(content.count),
        modified: FileTime(
            seconds: Int64(lines.count) << Int64(content.count % 60),
            nanoseconds: Int64(content.count)))
    for line in lines[1..<lines.count - 1] {
        let fields = line.split(
            separator: UInt8(ascii: "\t"), maxSplits: 1, omittingEmptySubsequences: false)
        // What the writer asks of keywords, and what a reader takes for itself.
        guard fields.count == 2, let keyword = Bytes(Array(fields[0])).validText, !keyword.isEmpty,
            !keyword.utf8.contains(UInt8(ascii: "=")), !fields[1].isEmpty,
            !["path", "size", "mtime"].contains(keyword), !keyword.hasPrefix("GNU.sparse.")
        else { continue }
        member.attributes[keyword] = Bytes(Array(fields[1]))
    }
    return (member, content)
}

/// What is written is read back as it was, and takes whole blocks.
func fuzz(_ input: Bytes) {
    guard let (member, content) = member(input) else { return }
    var writer = ByteWriter()
    writer.append(TarWriter.header(member))
    writer.append(content)
    writer.append(TarWriter.padding(after: member.sizeBytes))
    writer.append(TarWriter.end)
    let archive = writer.finish()
    require(archive.count % Int(TarWriter.blockBytes) == 0, "\(archive.count) bytes")
    do throws(TarError) {
        var decoder = TarDecoder()
        var start = 0
        var found: TarEntry?
        var bytes: [UInt8] = []
        while true {
            let rest = archive[start..<archive.count]
            let step = try rest.withSpan { span throws(TarError) in try decoder.next(span) }
            start += step.consumedBytes
            switch step.event {
            case .entry(let entry): found = entry
            case .data(let range): bytes += rest[range].array
            case .entryEnd: continue
            case .needsMore: require(false, "more is wanted")
            case .end:
                require(found?.name == Bytes(member.path), "another name")
                require(found?.sizeBytes == member.sizeBytes, "another size")
                require(bytes == content.array, "other bytes")
                for (keyword, value) in member.attributes {
                    require(found?.attributes[keyword] == value, "another \(keyword)")
                }
                return
            }
        }
    } catch {
        require(false, "\(error)")
    }
}
