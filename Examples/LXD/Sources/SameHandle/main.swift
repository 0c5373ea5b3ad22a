// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Holds one object for a profile in two places of a program; both see each change.
//
//     SameHandle PROFILE

import ApusLXDAPI
import ApusLXDClient

func demonstrate(_ name: String, on lxd: LXD) async throws {
    let here = try lxd.profiles.handle(name)
    let there = try lxd.inProject("default").profiles.handle(name)
    print("the same: \(here === there)")
    print("known: \(here.value != nil)")

    // Any read through the client is seen by all who hold the handle …
    var profile = try await lxd.profiles[name]
    print("known: \(here.value != nil)")

    // … and any write.
    var values = there.values().makeAsyncIterator()
    _ = await values.next()
    profile.description = "seen by all"
    try await lxd.save(&profile)
    print("here: \(here.value?.description ?? "")")
    if let value = await values.next() { print("there: \(value?.description ?? "deleted")") }

    try await lxd.delete(profile)
    print("deleted: \(there.isDeleted)")
}

try await demonstrate(CommandLine.arguments[1], on: LXD())
