// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Reads keys of an instance that this library knows, and one it need not know.
//
//     UnknownKeys INSTANCE KEY

import ApusBytes
import ApusLXDAPI
import ApusLXDClient

func look(at name: String, for key: String, on lxd: LXD) async throws {
    var instance = try await lxd.instances[name]

    // A property, for a key of LXD's description.
    print("status: \(instance.status ?? "not told")")

    // Any key, by its name: what the server sent under it, or nil.
    if let value = instance[key] {
        print("\(key): \(value.encoded.text)")
    } else {
        print("\(key): not told")
    }

    // A save leaves what this library does not know as it is.
    instance.description = "looked at"
    try await lxd.save(&instance)
    print("saved: \(instance.description ?? "")")
}

let arguments = CommandLine.arguments
try await look(at: arguments[1], for: arguments[2], on: LXD())
