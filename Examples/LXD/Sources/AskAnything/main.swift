// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Asks for what this library has no word for.
//
//     AskAnything INSTANCE

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()

// Addresses are built, and names in them escaped, whatever they are.
let url = lxd.url.instances[CommandLine.arguments[1]].files(path: "/tmp/a b?c")
print(url)

// A stream goes out and another comes back; nothing is held whole.
_ = try await lxd.raw.post(
    url, body: BodyReader(Bytes("any bytes")),
    headers: ["X-LXD-type": "file", "X-LXD-mode": "0600"])
let answer = try await lxd.raw.get(url)
print("\(answer.status.code) \(answer.headers["X-LXD-mode"] ?? "")")
while let bytes = try await answer.body.next() { print(bytes.text) }

// A path that came after this library was made.
let next = ResourceURL(["1.0", "brand-new", "thing"]).with("depth", "2")
do {
    _ = try await lxd.raw.get(next)
} catch let error as LXDError {
    print("\(next): \(error.code)")
}
