// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest

/// The ids of what is there from the start: the same on every server, as the names of it are.
enum BuiltIn {
    static let user = id("user")
    static let everyone = id("group Everyone")
    static let administrators = id("group Administrators")
    static let dataPolicy = id("data policy")
    static let dataPath = id("data path")
    static let library = id("library")
    static let tapePartition = id("tape partition")
    static let drive = id("drive")
    static let poolPartition = id("pool partition")
    static let pool = id("pool")
    static let node = id("node")
    static let cache = id("cache")
    /// The storage domain on media behind the cache, and that on line.
    static let archive = id("storage domain archive")
    static let online = id("storage domain online")

    /// The id of something by what it is.
    static func id(_ what: String...) -> String { UUIDText.named(["apus", "ds3"] + what) }
}
