// swift-tools-version: 6.2
// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let programs = [
    "AnyRequest", "BulkGet", "BulkPut", "ListByTwo", "ListEverything", "MakeBucket",
    "RenameOnTheWay", "Transfer",
]

// What the articles of ApusDS3Client show: a program for each, with the client and nothing else.
let package = Package(
    name: "DS3",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "apus", path: "../..")],
    targets: programs.map { name in
        .executableTarget(
            name: name, dependencies: [.product(name: "ApusDS3Client", package: "apus")])
    }
)
