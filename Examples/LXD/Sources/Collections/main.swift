// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Treats a server's profiles as a dictionary and as a sequence.
//
//     Collections PREFIX

import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()
let prefix = CommandLine.arguments[1]

for name in ["c", "a", "b"] {
    try await lxd.profiles.create(NewProfile(name: "\(prefix)-\(name)"))
}
let mine = lxd.profiles.filtered { $0.name.hasPrefix(prefix) }

// By name, by position in the order of the names, and one after the other.
print(try await lxd.profiles["\(prefix)-a"].name)
print(try await mine[2].name)
for try await profile in mine { print("- \(profile.name)") }

print("\(try await mine.count()) profiles")
print("has d: \(try await lxd.profiles.contains("\(prefix)-d"))")

// A name or an entity can be deleted.
try await lxd.profiles.delete("\(prefix)-b")
for try await profile in mine { try await lxd.profiles.delete(profile) }
print("\(try await mine.count()) profiles")

// Views of one collection.
let containers = try await lxd.containers.count()
let machines = try await lxd.virtualMachines.count()
let instances = try await lxd.instances.count()
print("all counted: \(containers + machines == instances)")
