// swift-tools-version: 6.2
// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let programs = [
    "Application", "Claim", "DeleteTwo", "ManifestOverExisting", "Rename", "ReplacePart",
    "Transfer", "Workflow",
]

// What the articles of ApusSwiftClient show: a program for each, with the client and nothing else.
let package = Package(
    name: "ObjectStore",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "apus", path: "../..")],
    targets: programs.map { name in
        .executableTarget(
            name: name, dependencies: [.product(name: "ApusSwiftClient", package: "apus")])
    }
)
