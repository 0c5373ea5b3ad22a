// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Ten tasks want the same job; the one that makes the object has it.
//
//     Claim CONTAINER JOB

import ApusHTTPClient
import ApusSwiftClient
import Foundation

/// Makes an object unless there is one of that name; answers whether it was made.
func claim(
    _ job: String, for worker: String, in container: String, over connection: Connection
) async throws -> Bool {
    do {
        _ = try await connection.putObject(
            container, job, .text(worker), headers: ["If-None-Match": "*"])
        return true
    } catch let error as ClientError where error.reason == .status(412) {
        return false
    }
}

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()
let connection = Connection(try login.session(), over: try HTTPClient())
let (container, job) = (arguments[1], arguments[2])

let winners = try await withThrowingTaskGroup(of: Bool.self) { workers in
    for number in 1...10 {
        workers.addTask {
            try await claim(job, for: "worker-\(number)", in: container, over: connection)
        }
    }
    var winners = 0
    for try await won in workers where won { winners += 1 }
    return winners
}
print("\(winners) of 10 has \(job)")
