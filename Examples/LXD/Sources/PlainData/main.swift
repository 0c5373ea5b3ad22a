// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Changes an instance's profile, meets somebody else's change, and takes it over.
//
//     PlainData PROFILE

import ApusLXDAPI
import ApusLXDClient

func demonstrate(_ name: String, on lxd: LXD) async throws {
    // An entity is a value: reading it asks nobody, and a copy of it is a copy.
    var mine = try await lxd.profiles[name]
    var theirs = mine

    mine.config["user.owner"] = "me"
    print("modified: \(lxd.isModified(mine))")
    lxd.rollback(&mine)
    print("modified: \(lxd.isModified(mine))")

    theirs.description = "changed by somebody else"
    try await lxd.save(&theirs)

    mine.config["user.owner"] = "me"
    do {
        try await lxd.save(&mine)
    } catch let conflict as StaleEntity<Profile> {
        // Nothing was overwritten. Both versions are there to decide with.
        print("conflict with: \(conflict.theirs.description ?? "")")
        mine = conflict.theirs
        mine.config["user.owner"] = conflict.mine.config["user.owner"]
        try await lxd.save(&mine)
    }
    print("\(mine.description ?? ""), owned by \(mine.config["user.owner"] ?? "nobody")")
}

try await demonstrate(CommandLine.arguments[1], on: LXD())
