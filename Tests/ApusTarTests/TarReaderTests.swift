// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTar
import ApusTestSupport
import Synchronization
import Testing

@Suite struct TarReaderTests {
    @Test func `hands out members with their bytes, whatever pieces they come in`() async throws {
        var archive = TarArchive()
        archive.add("dir/", type: "5")
        archive.add("dir/a", "some bytes")
        archive.add("dir/link", type: "2")
        archive.add("dir/empty")
        archive.add("dir/long", String(repeating: "0123456789", count: 200))
        let bytes = archive.finish()
        for pieceBytes in [bytes.count, 512, 511, 7] {
            let members = try await read(bytes, inPiecesOf: pieceBytes)
            #expect(
                members.map(\.entry.name.text) == [
                    "dir/", "dir/a", "dir/link", "dir/empty", "dir/long",
                ])
            #expect(members.map(\.entry.kind) == [.directory, .file, .other, .file, .file])
            #expect(members.map(\.content.count) == [0, 10, 0, 0, 2000])
            #expect(members[1].content == "some bytes")
        }
    }

    @Test func `reads over what nobody has asked for`() async throws {
        var archive = TarArchive()
        archive.add("a", String(repeating: "x", count: 700))
        archive.add("b", "second")
        let reader = TarReader(BodyReader(archive.finish()))
        _ = try await reader.nextEntry()
        #expect(try await reader.nextEntry()?.name.text == "b")
        #expect(try await reader.nextBytes()?.text == "second")
        #expect(try await reader.nextBytes() == nil)
        #expect(try await reader.nextEntry() == nil)
        #expect(try await reader.nextEntry() == nil)
    }

    @Test func `takes names, sizes and attributes from extended headers`() async throws {
        let long = "very/" + String(repeating: "long", count: 60)
        var archive = TarArchive()
        archive.add(
            "short", "12345",
            records: [
                ("path", long), ("SCHILY.xattr.user.mime_type", "text/x=y"), ("mtime", "1.5"),
            ])
        archive.add("././@LongLink", long + "/gnu\0", type: "L")
        archive.add("very/long", "again")
        archive.add("plain", "x")
        archive.append(header: "pax", sizeBytes: 12, type: "x")
        archive.append(padded: Bytes("12 size=600\n"))
        archive.append(header: "sized", sizeBytes: 0, type: "0")
        archive.append(padded: Bytes(String(repeating: "z", count: 600)))
        let members = try await read(archive.finish(), inPiecesOf: 100)
        #expect(members.map(\.entry.name.text) == [long, long + "/gnu", "plain", "sized"])
        #expect(
            members[0].entry.attributes == [
                "SCHILY.xattr.user.mime_type": Bytes("text/x=y"), "mtime": Bytes("1.5"),
            ])
        #expect(members[0].content == "12345")
        #expect(members[2].entry.attributes.isEmpty)
        #expect(members[3].content.utf8.count == 600)
    }

    @Test func `what is said for all holds until it is taken back`() async throws {
        var archive = TarArchive()
        archive.add("pax_global_header", "8 a=all\n8 b=all\n", type: "g")
        archive.add("one", records: [("b", "own")])
        archive.add("two")
        archive.add("pax_global_header", "5 a=\n", type: "g")
        archive.add("three")
        let members = try await read(archive.finish(), inPiecesOf: 4096)
        #expect(
            members.map { $0.entry.attributes.mapValues(\.text) } == [
                ["a": "all", "b": "own"], ["a": "all", "b": "all"], ["b": "all"],
            ])
    }

    @Test func `knows files with holes, which are not what they seem`() async throws {
        var archive = TarArchive()
        archive.add("old", "map", type: "S")
        archive.add("new", "map", records: [("GNU.sparse.major", "1")])
        archive.add("plain", "bytes")
        let members = try await read(archive.finish(), inPiecesOf: 4096)
        #expect(members.map(\.entry.kind) == [.sparseFile, .sparseFile, .file])
        #expect(members.map(\.content) == ["", "", "bytes"])
    }

    @Test func `may end without zeros, but not in the middle`() async throws {
        var archive = TarArchive()
        archive.add("a", String(repeating: "x", count: 600), records: [("k", "v")])
        let whole = archive.finish(endsProperly: false)
        #expect(try await read(whole, inPiecesOf: 4096).count == 1)
        #expect(try await read(Bytes([UInt8](repeating: 0, count: 512)), inPiecesOf: 512).isEmpty)
        await #expect(throws: TarError.empty) { try await read(Bytes(), inPiecesOf: 1) }
        for count in [1, 512, 700, 1024, 1536, 1700, whole.count - 1] {
            await #expect(throws: TarError.truncated, "\(count) bytes") {
                try await read(whole[0..<count], inPiecesOf: 4096)
            }
        }
    }

    @Test(arguments: [
        "no archive at all", "checksum", "size", "extended header too large", "record length",
        "record without a sign", "record size", "nothing after a header",
    ])
    func `refuses what is wrong`(_ what: String) async throws {
        var archive = TarArchive()
        var bytes: [UInt8]?
        switch what {
        case "checksum":
            archive.add("a")
            var wrong = archive.finish().array
            wrong[0] += 1
            bytes = wrong
        case "size":
            archive.add("a")
            var wrong = archive.finish().array
            wrong.replaceSubrange(124..<136, with: Array("0000000009x\0".utf8))
            bytes = wrong
        case "extended header too large": archive.append(header: "x", sizeBytes: 2 << 20, type: "x")
        case "record length": archive.add("x", "99999999999999999999 a=b\n", type: "x")
        case "record without a sign": archive.add("x", "7 abcd\n", type: "x")
        case "record size": archive.add("a", records: [("size", "-1")])
        case "nothing after a header": archive.add("x", "6 a=b\n", type: "x")
        default: bytes = [UInt8](repeating: 0x41, count: 1024)
        }
        let input = bytes.map { Bytes($0) } ?? archive.finish()
        await #expect(throws: TarError.invalidHeader) { try await read(input, inPiecesOf: 4096) }
    }

    private struct Member {
        let entry: TarEntry
        let content: String
    }

    private func read(_ bytes: Bytes, inPiecesOf pieceBytes: Int) async throws -> [Member] {
        let position = Mutex(0)
        let reader = TarReader(
            BodyReader(lengthBytes: nil) {
                position.withLock { start in
                    guard start < bytes.count else { return nil }
                    defer { start += pieceBytes }
                    return .bytes(bytes[start..<min(start + pieceBytes, bytes.count)])
                }
            })
        var members: [Member] = []
        while let entry = try await reader.nextEntry() {
            var content = ""
            while let bytes = try await reader.nextBytes() { content += bytes.text }
            members.append(Member(entry: entry, content: content))
        }
        return members
    }
}
