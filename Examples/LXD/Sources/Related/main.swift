// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Goes from an instance to its profiles, and from a profile to those that use it.
//
//     Related INSTANCE

import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()
let instance = try await lxd.instances[CommandLine.arguments[1]]

// What the document names is there at once …
print("profiles: \(instance.profiles.names.joined(separator: ", "))")

// … and what the names stand for when it is asked for: one by position, one by name, or all by
// one request.
let first = try await instance.profiles.from(lxd)[0]
print("first: \(first.name)")
let standard = try await instance.profiles.from(lxd)["default"]
print("devices of \(standard.name): \(standard.devices.keys.sorted().joined(separator: ", "))")
for try await profile in instance.profiles.from(lxd) {
    let users = profile.usedBy.all(Instance.self)
    print("\(profile.name) is used here: \(users.contains(instance.name))")
}

do {
    _ = try instance.profiles["no such profile"]
} catch {
    print("no such profile: \(error.code)")
}
