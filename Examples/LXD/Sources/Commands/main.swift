// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Launches a container, runs a command in it, and leaves nothing behind.
//
//     Commands NAME IMAGE

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()
let made = try await lxd.instances.launch(
    NewInstance(name: CommandLine.arguments[1], source: .image(alias: CommandLine.arguments[2])))
let instance = lxd.instance(made)

print(try await instance.run("echo", "hello").text, terminator: "")

// With input, and whatever the command's status is.
let result = try await instance.run(
    ExecRequest(command: ["sh", "-c", "cat; exit 3"], environment: ["A": "b"]),
    input: BodyReader(Bytes("read and written\n")))
print("\(result.output.text)status \(result.status)")

try await instance.files.put("/etc/motd", BodyReader(Bytes("welcome\n")))
print(try await instance.run("cat", "/etc/motd").text, terminator: "")

try await instance.stop(isForced: true)
try await lxd.instances.delete(made)
print("gone: \(try await lxd.instances.contains(made.name) == false)")
