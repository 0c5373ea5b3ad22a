// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCommands
import ApusHTTP
import ApusSwiftClient
import Synchronization
import Testing

/// A server whose numbers have no sum, and options that are more than anybody waits for.
@Suite(.timeLimit(.minutes(10))) struct BoastfulServerTests {
    private struct BoastfulServer: HTTPExchange {
        func respond(to request: Request) async throws -> Response {
            let most = UInt64.max
            if request.target == "/auth/v1.0" {
                return Response(
                    .ok, headers: ["X-Storage-Url": "http://memory/v1/a", "X-Auth-Token": "t"])
            }
            if request.method == .head { return Response(.ok) }
            guard request.method == .get, request.target != "/info" else {
                return Response(.notFound)
            }
            if request.target.contains("marker=") {
                return Response(.ok, body: .bytes(Bytes("[]")))
            }
            let folder = request.target.hasPrefix("/v1/a/c") ? "d/" : "d"
            let rows = [folder + "1", folder + "2"].map {
                #"{"name": "\#($0)", "count": \#(most), "bytes": \#(most), "hash": ""}"#
            }
            return Response(.ok, body: .bytes(Bytes("[\(rows.joined(separator: ", "))]")))
        }
    }

    private func run(
        _ arguments: [String], over exchange: (any HTTPExchange)?
    ) async -> (status: Int32, output: String) {
        let printed = Mutex("")
        let status = await ApusCommandLine.run(
            ["apus", "-A", "http://127.0.0.1:1/auth/v1.0", "-U", "u", "-K", "k"] + arguments,
            environment: [:],
            output: OutputManager { bytes in
                printed.withLock { $0 += bytes.text }
            } writeError: { _ in
            }, over: exchange)
        return (status, printed.withLock { $0 })
    }

    @Test(arguments: [["list", "-l", "c"], ["list", "-l"], ["du", "c"], ["du"]])
    func `sums end at the largest number`(arguments: [String]) async throws {
        let (_, output) = await run(arguments, over: BoastfulServer())
        #expect(output.contains("\(UInt64.max)"))
    }

    @Test(arguments: ["1e300", "1e308d", "99999999999999999999d"])
    func `a time-out may be as long as one likes`(time: String) async throws {
        // Nobody listens there.
        #expect(await run(["-R", "0", "-T", time, "stat"], over: nil).status == 1)
    }

    @Test func `a number of threads may be as large as one likes`() async throws {
        let (status, _) = await run(
            ["delete", "c", "o", "--object-threads", "\(Int.max)"], over: BoastfulServer())
        #expect(status == 1)
    }
}
