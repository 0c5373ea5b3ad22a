// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

/// Files of images as servers and enemies send them.
@Suite(.timeLimit(.minutes(10))) struct ImageFilesTests {
    private static func lxd(_ body: BodyReader, contentType: String) -> LXD {
        LXD(
            exchange: ScriptedServer { _ in
                var response = Response(.ok, body: .stream(body))
                response.headers["Content-Type"] = contentType
                response.headers["Content-Disposition"] = "inline;filename=\"../../evil\""
                return response
            })
    }

    private static func form(_ parts: [(String, String)], isEnded: Bool = true) -> BodyReader {
        var text = ""
        for (name, contents) in parts {
            text +=
                "--b\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"../x\"\r\n"
                + "\r\n\(contents)\r\n"
        }
        return BodyReader(Bytes(text + (isEnded ? "--b--\r\n" : "")))
    }

    private static let type = "multipart/form-data; boundary=b"
    /// What is left of an export to a file that is expected to fail.
    private func failure(
        _ body: BodyReader, _ contentType: String, fingerprint: String = "00"
    ) async throws -> (code: LXDError.Code?, files: [String]) {
        let directory = try TemporaryDirectory()
        let lxd = Self.lxd(body, contentType: contentType)
        do {
            try await lxd.image(fingerprint).export(toFile: directory.path + "/image")
            return (nil, try directory.files())
        } catch {
            return ((error as? LXDError)?.code, try directory.files())
        }
    }

    @Test func `writes no file that is not the image's`() async throws {
        let one = try await failure(BodyReader(Bytes("other")), "application/octet-stream")
        #expect(one.code == .badAnswer)
        #expect(one.files == [])
        let two = try await failure(
            Self.form([("metadata", "one"), ("rootfs", "two")]), Self.type)
        #expect(two.code == .badAnswer)
        #expect(two.files == [])
    }

    @Test func `removes a file it has begun when the program is interrupted`() async throws {
        let directory = try TemporaryDirectory()
        let body = BodyReader(lengthBytes: nil) {
            let begun = try directory.files()
            #expect(begun.count == 1)
            #expect(begun.allSatisfy { PartialFiles.holds("\(directory.path)/\($0)") })
            return nil
        }
        let lxd = Self.lxd(body, contentType: "application/octet-stream")
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let paths = try await lxd.image(empty).export(toFile: directory.path + "/image")
        #expect(try directory.files() == ["image"])
        #expect(!PartialFiles.holds(paths[0]))
    }

    @Test func `leaves nothing of what was cut short`() async throws {
        let body = BodyReader(lengthBytes: 100) { throw BodyError.truncated }
        let cut = try await failure(body, "application/octet-stream")
        #expect(cut.code == .connectionLost)
        #expect(cut.files == [])
        let form = try await failure(
            Self.form([("metadata", "one"), ("rootfs", "two")], isEnded: false), Self.type)
        #expect(form.code == .badAnswer)
        #expect(form.files == [])
    }

    @Test(arguments: [
        [("metadata", "one"), ("metadata", "two")], [("rootfs", "one"), ("rootfs.img", "two")],
        [("other", "one")],
    ])
    func `refuses parts that no image has`(parts: [(String, String)]) async throws {
        let refused = try await failure(Self.form(parts), Self.type)
        #expect(refused.code == .badAnswer)
        #expect(refused.files == [])
    }

    @Test func `writes where it was told, whatever names come`() async throws {
        let directory = try TemporaryDirectory()
        // The SHA-256 of "onetwo".
        let fingerprint =
            "25b6746d5172ed6352966a013d93ac846e1110d5a25e8f183b5931f4688842a1"
        let parts = [("metadata", "one"), ("rootfs.img", "two")]
        let lxd = Self.lxd(Self.form(parts), contentType: Self.type)
        let paths = try await lxd.image(fingerprint).export(toFile: directory.path + "/i")
        #expect(paths == [directory.path + "/i", directory.path + "/i.root"])
        #expect(try directory.files().sorted() == ["i", "i.root"])
        #expect(read(paths[0]) == "one")
        #expect(read(paths[1]) == "two")
    }
}
