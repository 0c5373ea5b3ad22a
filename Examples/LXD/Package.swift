// swift-tools-version: 6.2
// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let programs = [
    "AskAnything", "Collections", "Commands", "PlainData", "Related", "SameHandle",
    "UnknownKeys", "WholeTree",
]

// What the articles of ApusLXDClient show: a program for each, with the client and nothing else.
let package = Package(
    name: "LXD",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "apus", path: "../..")],
    targets: programs.map { name in
        .executableTarget(
            name: name, dependencies: [.product(name: "ApusLXDClient", package: "apus")])
    }
)
