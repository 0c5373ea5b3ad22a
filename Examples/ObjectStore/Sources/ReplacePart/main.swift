// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Changes the middle of a large object by replacing one of its parts: the others stay where they
// are, and whoever reads gets the old object or the new one, never some of both.
//
//     ReplacePart CONTAINER NAME INDEX TEXT

import ApusBytes
import ApusHTTPClient
import ApusSwiftClient
import Foundation

/// A line of a manifest, as the Swift API names its fields.
struct Part: Codable {
    var path: String
    var etag: String
    var size_bytes: UInt64
}

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()
let connection = Connection(try login.session(), over: try HTTPClient())
let (container, name) = (arguments[1], arguments[2])
guard let index = Int(arguments[3]) else { fatalError("\(arguments[3]) is no number") }
let bytes = Bytes(arguments[4])

let stored = try await connection.getObject(
    container, name, query: ["multipart-manifest": "get", "format": "raw"])
var parts = try JSONDecoder().decode(
    [Part].self, from: Data(try await stored.body.collect(limitBytes: 8_000_000).array))

// Under a name of its own: the old part is read by others until the manifest is replaced.
let fresh = "\(name)-part-\(UUID().uuidString)"
let reply = try await connection.putObject(container, fresh, .bytes(bytes))
let old = parts[index].path
parts[index] = Part(
    path: "/\(container)/\(fresh)", etag: reply.etag ?? "", size_bytes: UInt64(bytes.count))

let manifest = Bytes(Array(try JSONEncoder().encode(parts)))
_ = try await connection.putObject(
    container, name, .bytes(manifest), query: ["multipart-manifest": "put"])

// Only now nobody needs it any more.
let place = old.dropFirst().split(separator: "/", maxSplits: 1).map(String.init)
_ = try await connection.deleteObject(place[0], place[1])

let download = try await connection.getObject(container, name)
print(try await download.body.collect(limitBytes: 1_000_000).text)
