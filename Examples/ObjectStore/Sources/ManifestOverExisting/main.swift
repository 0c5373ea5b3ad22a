// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Makes one large object of objects that exist already, without moving a byte of them, and reads a
// range across the seam of the first two.
//
//     ManifestOverExisting CONTAINER NAME OBJECT OBJECT...

import ApusBytes
import ApusHTTPClient
import ApusSwiftClient
import Foundation

/// A line of the manifest, as the Swift API names its fields.
struct Part: Encodable {
    var path: String
    var etag: String
    var size_bytes: UInt64
}

let arguments = CommandLine.arguments
let login = AuthenticationOptions(environment: ProcessInfo.processInfo.environment).settled()
try login.check()
let (container, name) = (arguments[1], arguments[2])

// One call is one request; nothing happens beside it.
let connection = Connection(try login.session(), over: try HTTPClient())

var parts: [Part] = []
for object in arguments[3...] {
    let head = try await connection.headObject(container, object)
    guard let etag = head.etag, let size = head.headers["Content-Length"].flatMap(UInt64.init)
    else { fatalError("\(object) has no ETag or no length") }
    parts.append(Part(path: "/\(container)/\(object)", etag: etag, size_bytes: size))
}
let manifest = Bytes(Array(try JSONEncoder().encode(parts)))
_ = try await connection.putObject(
    container, name, .bytes(manifest), contentType: "application/octet-stream",
    query: ["multipart-manifest": "put"])

let whole = try await connection.headObject(container, name)
print("\(name): \(whole.headers["Content-Length"] ?? "?") bytes in \(parts.count) parts")

let seam = parts[0].size_bytes
let download = try await connection.getObject(
    container, name, headers: ["Range": "bytes=\(seam - 3)-\(seam + 2)"])
print("Across the seam: \(try await download.body.collect(limitBytes: 6).text)")

// The manifest itself: the query decides what an object's bytes are.
let stored = try await connection.getObject(
    container, name, query: ["multipart-manifest": "get", "format": "raw"])
print(try await stored.body.collect(limitBytes: 1_000_000).text)
