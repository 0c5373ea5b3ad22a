// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Gives an object another name: a copy within the server, a look at it, and only then a deletion.
//
//     Rename CONTAINER FROM TO

import ApusHTTPClient
import ApusSwiftClient
import Foundation

/// Why an object keeps its old name.
struct NotRenamed: Error {
    let reason: String
}

func rename(
    _ source: String, to target: String, in container: String, over connection: Connection
) async throws {
    let before = try await connection.headObject(container, source)
    // Of a large object, the manifest gets the new name; its segments stay where they are. A copy
    // without this would put them together into one plain object.
    let isStatic = before.headers["X-Static-Large-Object"]?.lowercased() == "true"
    let isDynamic = before.headers["X-Object-Manifest"] != nil
    let query: Query = isStatic || isDynamic ? ["multipart-manifest": "get"] : [:]
    _ = try await connection.copyObject(
        container, source, to: "/\(container)/\(target)", query: query)

    let after = try await connection.headObject(container, target)
    guard after.etag == before.etag,
        after.headers["Content-Length"] == before.headers["Content-Length"]
    else { throw NotRenamed(reason: "the copy is not what was to be copied") }

    // Somebody may have written to the old name meanwhile: theirs is not ours to delete.
    let now = try await connection.headObject(container, source)
    guard now.etag == before.etag,
        now.headers["X-Timestamp"] == before.headers["X-Timestamp"]
    else { throw NotRenamed(reason: "\(source) has changed; both names are there now") }
    _ = try await connection.deleteObject(container, source)
}

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()
let connection = Connection(try login.session(), over: try HTTPClient())

try await rename(arguments[2], to: arguments[3], in: arguments[1], over: connection)
print("\(arguments[2]) is \(arguments[3]) now")
