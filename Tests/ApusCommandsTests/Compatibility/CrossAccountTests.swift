// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusTestSupport
import Testing

/// Work in another's account, with only some rights there (`TestCrossAccountObjectAccess` of
/// python-swiftclient's `test_shell.py`): who may write objects need not be able to make containers
/// or to read.
@Suite struct CrossAccountTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: String
        let reads: Bool
        let writes: Bool
        /// Method and path of every request, without those of segments, which come in any order.
        let requests: [String]
        var output = ""
        var errors = ""
        var status: Int32 = 0

        var testDescription: String { "\(arguments), reads: \(reads), writes: \(writes)" }
    }

    private static let denied = "Warning: failed to create container 'c': 403 Forbidden\n"
    private static let deniedSegments =
        "Warning: failed to create container 'c_segments': 403 Forbidden\n"

    @Test(arguments: [
        Case(
            arguments: "upload c F --leave-segments", reads: true, writes: true,
            requests: ["PUT /c", "PUT /c/o"], output: "o\n", errors: denied),
        Case(
            arguments: "upload c F --leave-segments", reads: false, writes: true,
            requests: ["PUT /c", "PUT /c/o"], output: "o\n", errors: denied),
        Case(
            arguments: "upload c F --use-dlo --leave-segments -S 10 -C c", reads: false,
            writes: true, requests: ["PUT /c", "PUT /c/o"],
            output: "o\no segment 0\no segment 1\n", errors: denied),
        Case(
            arguments: "upload c F --use-dlo --leave-segments -S 10", reads: true, writes: true,
            requests: ["HEAD /c", "PUT /c", "PUT /c/o", "PUT /c_segments"],
            output: "o\no segment 0\no segment 1\n", errors: denied + deniedSegments),
        Case(
            arguments: "upload c F --leave-segments", reads: false, writes: false,
            requests: ["PUT /c", "PUT /c/o"],
            errors: denied + "Object PUT failed: http://memory/v1/AUTH_alice/c/o 403 Forbidden\n",
            status: 1),
        Case(
            arguments: "-q download c o --no-download", reads: true, writes: false,
            requests: ["GET /c/o"]),
        Case(
            arguments: "download c o --no-download", reads: false, writes: false,
            requests: ["GET /c/o"],
            errors: "Error downloading object 'c/o': Object GET failed: "
                + "http://memory/v1/AUTH_alice/c/o 403 Forbidden\nFailed Transaction ID: None\n",
            status: 1),
        Case(
            arguments: "list c", reads: true, writes: false, requests: ["GET /c?format=json"]),
        Case(
            arguments: "list c", reads: false, writes: false, requests: ["GET /c?format=json"],
            errors: "Container GET failed: http://memory/v1/AUTH_alice/c?format=json "
                + "403 Forbidden\n", status: 1),
    ])
    func `does what is allowed and tells what is not`(row: Case) async throws {
        let exchange = RecordingExchange { request in
            if request.target.hasPrefix("/auth/") {
                return Response(
                    .ok,
                    headers: [
                        "X-Storage-Url": "http://memory/v1/AUTH_bob", "X-Auth-Token": "bob",
                    ])
            }
            guard request.target.hasPrefix("/v1/AUTH_alice/c") else { return Response(.forbidden) }
            switch request.method {
            case .get, .head:
                guard row.reads else { return Response(.forbidden) }
                return Response(.ok, body: .bytes(Bytes(request.method == .get ? "[]" : "")))
            default:
                let isObject = request.target.split(separator: "/").count > 3
                return Response(row.writes && isObject ? .created : .forbidden)
            }
        }
        try await withFiles(["f": "01234567890123456789"]) { directory in
            var arguments = ["--os-storage-url", "http://memory/v1/AUTH_alice"]
            for word in row.arguments.split(separator: " ").map(String.init) {
                if word == "F" {
                    arguments += [directory + "/f", "--object-name", "o"]
                } else {
                    arguments.append(word)
                }
            }
            let run = await runApus(arguments, program: "swift", over: exchange)
            #expect(run.status == row.status)
            #expect(run.errors == row.errors)
            let lines = run.output.split(separator: "\n").sorted().map { "\($0)\n" }
            #expect(lines.joined() == row.output)
            let asked = exchange.asked.map { line in
                String(line.split(separator: " | ")[0]).replacing("/v1/AUTH_alice", with: "")
            }
            #expect(
                asked.filter { $0 != "GET /info" && !$0.contains("/20/10/") }.sorted()
                    == row.requests)
        }
    }
}
