// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import Testing

@Suite(.timeLimit(.minutes(10))) struct AnswerTests {
    private static func code(of response: Response) async -> LXDError.Code? {
        let lxd = LXD(exchange: ScriptedServer { _ in response })
        do {
            _ = try await lxd.profiles["p"]
            return nil
        } catch {
            return (error as? LXDError)?.code
        }
    }

    @Test(arguments: [
        "", "not JSON", "[]", "{}", #"{"type":"sync","metadata":[]}"#,
        #"{"type":"async","metadata":{}}"#, #"{"type":"other"}"#,
    ])
    func `refuses what is no answer of a server`(body: String) async {
        let code = await Self.code(of: Response(.ok, body: .bytes(Bytes(body))))
        #expect(code == .badAnswer)
    }

    @Test(arguments: [
        (400, LXDError.Code.badRequest), (401, .forbidden), (403, .forbidden), (404, .notFound),
        (409, .conflict), (500, .failed), (501, .failed),
    ])
    func `tells errors apart`(status: Int, code: LXDError.Code) async {
        #expect(await Self.code(of: ScriptedServer.error(status, "words")) == code)
    }

    @Test func `takes an error under status 200 for one`() async {
        let document: JSONValue = ["type": "error", "error": "gone", "error_code": 404]
        #expect(
            await Self.code(of: Response(.ok, body: .bytes(document.encoded))) == .notFound)
    }

    @Test func `tells an answer that was cut short`() async {
        let body = BodyReader(lengthBytes: 100) { throw BodyError.truncated }
        #expect(await Self.code(of: Response(.ok, body: .stream(body))) == .connectionLost)
    }

    @Test(arguments: ["", ".", "..", "a\0b"])
    func `asks nothing for a name that is none`(name: String) async throws {
        let server = ScriptedServer { _ in ScriptedServer.value([:]) }
        let lxd = LXD(exchange: server)
        let error = await #expect(throws: LXDError.self) { try await lxd.profiles[name] }
        #expect(error?.code == .badName)
        #expect(server.requests.isEmpty)
    }

    @Test func `asks for an extension before it is used`() async throws {
        let server = ScriptedServer { _ in
            ScriptedServer.value(["api_extensions": ["here"], "auth": "trusted"])
        }
        let lxd = LXD(exchange: server)
        try await lxd.require("here", for: "This")
        let error = await #expect(throws: LXDError.self) {
            try await lxd.require("there", for: "This")
        }
        #expect(error?.code == .extensionMissing)
        #expect(server.requests == ["GET /1.0"])
    }

    @Test func `puts everything in the project and on the member of a view`() async throws {
        let server = ScriptedServer { _ in ScriptedServer.value([]) }
        let lxd = LXD(exchange: server).inProject("a b").onMember("m1")
        _ = try await lxd.instances.all()
        _ = try await lxd.instances.inAllProjects.filtered(by: "status eq Running").all()
        #expect(
            server.requests == [
                "GET /1.0/instances?recursion=1&project=a%20b&target=m1",
                "GET /1.0/instances?all-projects=true&filter=status%20eq%20Running&recursion=1"
                    + "&target=m1",
            ])
    }
}
