// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTar
import ApusTestSupport
import Testing

@Suite struct TarWriterTests {
    private static let members: [(TarMember, String)] = [
        (TarMember(path: "plain", sizeBytes: 5), "bytes"),
        (
            TarMember(path: "dir/empty", sizeBytes: 0, modified: FileTime(seconds: 1_700_000_000)),
            ""
        ),
        (
            TarMember(
                path: "dir/日本", sizeBytes: 3,
                modified: FileTime(seconds: 1, nanoseconds: 500_000_000)), "abc"
        ),
        (
            TarMember(
                path: String(repeating: "long/", count: 60) + "name", sizeBytes: 512,
                attributes: ["SCHILY.xattr.user.a": Bytes("a value\nof two lines")]),
            String(repeating: "x", count: 512)
        ),
        // Records of just as many bytes as make their length longer by a digit.
        (
            TarMember(
                path: "digits", sizeBytes: 1,
                attributes: [
                    "k": Bytes(String(repeating: "v", count: 93)),
                    "l": Bytes(String(repeating: "v", count: 94)),
                    "m": Bytes(String(repeating: "v", count: 95)),
                ]), "1"
        ),
    ]

    private func archive() -> Bytes {
        var writer = ByteWriter()
        writer.append(TarWriter.globalHeader(["comment": Bytes("a volume")]))
        for (member, content) in Self.members {
            writer.append(TarWriter.header(member))
            writer.append(content)
            writer.append(TarWriter.padding(after: member.sizeBytes))
        }
        writer.append(TarWriter.end)
        return writer.finish()
    }

    @Test func `is read as it was written`() async throws {
        let reader = TarReader(BodyReader(archive()))
        for (member, content) in Self.members {
            let entry = try #require(try await reader.nextEntry())
            #expect(entry.name.text == member.path)
            #expect(entry.sizeBytes == member.sizeBytes)
            for (name, value) in member.attributes { #expect(entry.attributes[name] == value) }
            var bytes = ByteWriter()
            while let more = try await reader.nextBytes() { bytes.append(more) }
            #expect(bytes.finish().text == content)
        }
        #expect(try await reader.nextEntry() == nil)
    }

    @Test func `tells sizes that have no room in a header`() throws {
        for size in [8_589_934_591, 8_589_934_592, 1 << 50] as [UInt64] {
            let header = TarWriter.header(TarMember(path: "large", sizeBytes: size))
            var decoder = TarDecoder()
            let step = try header.withSpan { span throws(TarError) in try decoder.next(span) }
            guard case .entry(let entry) = step.event else {
                Issue.record("no entry, but \(step.event)")
                return
            }
            #expect(entry.sizeBytes == size)
            #expect(step.consumedBytes == header.count)
        }
    }
}
