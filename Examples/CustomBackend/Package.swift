// swift-tools-version: 6.2
// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A back-end made elsewhere: it needs nothing of apus but the product ApusStorage. The program
// and the tests need a product more each.
let package = Package(
    name: "CustomBackend",
    platforms: [.macOS(.v26)],
    products: [.library(name: "MirrorBackend", targets: ["MirrorBackend"])],
    dependencies: [.package(name: "apus", path: "../..")],
    targets: [
        .target(
            name: "MirrorBackend",
            dependencies: [.product(name: "ApusStorage", package: "apus")]),
        .executableTarget(
            name: "mirrord",
            dependencies: ["MirrorBackend", .product(name: "ApusServer", package: "apus")]),
        .testTarget(
            name: "MirrorBackendTests",
            dependencies: [
                "MirrorBackend", .product(name: "ApusBackendConformance", package: "apus"),
                .product(name: "ApusMemoryBackend", package: "apus"),
            ]),
    ]
)
