// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Reads keys of an instance that this library knows, and one it need not know.
//
//     UnknownKeys INSTANCE KEY

import ApusBytes
import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()
let key = CommandLine.arguments[2]
var instance = try await lxd.instances[CommandLine.arguments[1]]

// A property, for a key of LXD's description.
print("status: \(instance.status ?? "not told")")

// Any key, by its name: what the server sent under it, or nil.
if let value = instance[key] {
    print("\(key): \(value.encoded.text)")
} else {
    print("\(key): not told")
}

// What a save of the whole document sends has it too, so that nothing is lost on the way.
instance.description = "looked at"
print("sent back: \(lxd.encoded(instance)[key] != nil)")
try await lxd.save(&instance)
print("saved: \(instance.description ?? "")")
