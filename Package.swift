// swift-tools-version: 6.2
// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What every target of ours is compiled with. Nothing here is an unsafe flag, so the libraries
/// work as dependencies; warnings become errors on the Makefile's command lines only.
let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A target of one layer; its folder is `Sources/<layer>/<name>`.
func target(_ layer: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)",
        swiftSettings: house)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/Programs/\(name)",
        swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: house)
}

let package = Package(
    name: "apus",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "apusd", targets: ["apusd"]),
        .library(
            name: "ApusStorage", targets: ["ApusStorage", "ApusModel", "ApusIO", "ApusBytes"]),
        .library(name: "ApusBackendConformance", targets: ["ApusBackendConformance"]),
        .library(name: "ApusFileBackend", targets: ["ApusFileBackend"]),
        .library(name: "ApusMemoryBackend", targets: ["ApusMemoryBackend"]),
        .library(name: "ApusPackedBackend", targets: ["ApusPackedBackend"]),
        .library(name: "ApusServer", targets: ["ApusServer"]),
        .library(name: "ApusProfiles", targets: ["ApusProfiles"]),
        .library(
            name: "ApusDS3Client",
            targets: [
                "ApusDS3Client", "ApusDS3API", "ApusHTTPClient", "ApusHTTP", "ApusXML", "ApusFiles",
                "ApusIO", "ApusBytes",
            ]),
        .library(
            name: "ApusLXDClient",
            targets: [
                "ApusLXDClient", "ApusLXDAPI", "ApusHTTPClient", "ApusHTTP", "ApusFiles", "ApusIO",
                "ApusBytes",
            ]),
        .library(
            name: "ApusSwiftClient",
            targets: [
                "ApusSwiftClient", "ApusHTTPClient", "ApusHTTP", "ApusSwiftAPI", "ApusFiles",
                "ApusIO", "ApusBytes",
            ]),
    ],
    targets: [
        // System: C modules and typed shims only.
        .target(name: "CPosix", path: "Sources/System/CPosix"),
        .systemLibrary(
            name: "COpenSSL", path: "Sources/System/COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CCurl", path: "Sources/System/CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(
            name: "CRocksDB", path: "Sources/System/CRocksDB", pkgConfig: "rocksdb",
            providers: [.apt(["librocksdb-dev"]), .brew(["rocksdb"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Debian's libbz2 comes without a file for pkg-config.
        .systemLibrary(
            name: "CBzip2", path: "Sources/System/CBzip2",
            providers: [.apt(["libbz2-dev"]), .brew(["bzip2"])]),
        .systemLibrary(
            name: "CYAML", path: "Sources/System/CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CExpat", path: "Sources/System/CExpat", pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),

        // Base
        target("Base", "ApusBytes"),
        target("Base", "ApusDigest", ["ApusBytes", "COpenSSL", "CPosix"]),
        target("Base", "ApusArguments"),
        target("Base", "ApusIO", ["ApusBytes", "COpenSSL", "CPosix"]),
        target("Base", "ApusFiles", ["ApusBytes", "ApusDigest", "ApusIO"]),
        target("Base", "ApusTelemetry", ["ApusBytes", "ApusIO"]),
        target("Base", "ApusTar", ["ApusBytes", "ApusIO"]),
        target("Base", "ApusYAML", ["ApusBytes", "CYAML"]),
        target("Base", "ApusXML", ["ApusBytes", "CExpat"]),
        target("Base", "ApusCompression", ["ApusBytes", "ApusIO", "CZlib", "CBzip2"]),

        // Transport
        target("Transport", "ApusHTTP", ["ApusBytes", "ApusDigest", "ApusIO"]),
        target(
            "Transport", "ApusHTTPClient",
            ["ApusHTTP", "ApusBytes", "ApusIO", "CCurl", "COpenSSL", "CPosix"]),
        target("Transport", "ApusHTTPServer", ["ApusHTTP", "ApusBytes", "ApusIO"]),

        // Store
        target("Store", "ApusModel", ["ApusBytes"]),
        target("Store", "ApusStorage", ["ApusModel", "ApusBytes", "ApusIO"]),

        target(
            "Store", "ApusLocalFiles",
            ["ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO"]),
        target(
            "Store", "ApusObjectStore",
            ["ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO"]),
        target(
            "Store", "ApusJobs",
            [
                "ApusObjectStore", "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
            ]),
        target(
            "Store", "ApusMaintenance",
            [
                "ApusObjectStore", "ApusStorage", "ApusModel", "ApusTelemetry", "ApusBytes",
                "ApusDigest", "ApusIO",
            ]),

        // Wire
        target("Wire", "ApusSwiftAPI", ["ApusModel", "ApusBytes", "ApusDigest"]),
        target("Wire", "ApusLXDAPI", ["ApusBytes"]),
        target("Wire", "ApusDS3API", ["ApusXML", "ApusBytes", "ApusDigest"]),

        // Access
        target(
            "Access", "ApusAuth", ["ApusHTTP", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO"]),

        // Edges
        target(
            "FrontEnds", "ApusSwiftFrontEnd",
            [
                "ApusHTTP", "ApusAuth", "ApusSwiftAPI", "ApusObjectStore", "ApusStorage",
                "ApusModel", "ApusBytes", "ApusDigest", "ApusIO", "ApusTelemetry", "ApusTar",
                "ApusCompression",
            ]),
        target(
            "FrontEnds", "ApusDS3FrontEnd",
            [
                "ApusHTTP", "ApusDS3API", "ApusXML", "ApusJobs", "ApusObjectStore", "ApusStorage",
                "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
            ]),
        target(
            "Backends", "ApusArchiveBackend",
            [
                "ApusLocalFiles", "ApusStorage", "ApusModel", "ApusTar", "ApusBytes",
                "ApusDigest", "ApusIO",
            ]),
        target(
            "Backends", "ApusBackendConformance",
            ["ApusStorage", "ApusModel", "ApusBytes", "ApusIO"]),
        target(
            "Backends", "ApusEncryptedBackend",
            ["ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO"]),
        target(
            "Backends", "ApusFileBackend",
            [
                "ApusLocalFiles", "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
                "CSQLite",
            ]),
        target(
            "Backends", "ApusMemoryBackend", ["ApusStorage", "ApusModel", "ApusBytes", "ApusIO"]),
        target(
            "Backends", "ApusPackedBackend",
            [
                "ApusLocalFiles", "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
                "CRocksDB",
            ]),
        target(
            "Clients", "ApusSwiftClient",
            ["ApusHTTP", "ApusSwiftAPI", "ApusFiles", "ApusBytes", "ApusDigest", "ApusIO"]),
        target(
            "Clients", "ApusDS3Client",
            [
                "ApusDS3API", "ApusHTTPClient", "ApusHTTP", "ApusFiles", "ApusIO", "ApusBytes",
            ]),
        target(
            "Clients", "ApusLXDClient",
            [
                "ApusLXDAPI", "ApusHTTPClient", "ApusHTTP", "ApusDigest", "ApusYAML", "ApusFiles",
                "ApusIO", "ApusBytes",
            ]),
        target(
            "Clients", "ApusProfiles", ["ApusSwiftClient", "ApusYAML", "ApusBytes", "ApusIO"]),

        // Programs
        target(
            "Programs", "ApusCommands",
            [
                "ApusDS3Client", "ApusDS3API", "ApusLXDClient", "ApusLXDAPI", "ApusProfiles",
                "ApusSwiftClient", "ApusSwiftAPI", "ApusHTTPClient", "ApusHTTP", "ApusArguments",
                "ApusFiles", "ApusDigest", "ApusXML", "ApusIO", "ApusBytes",
            ]),
        program("apus", ["ApusCommands", "ApusSwiftClient", "ApusFiles", "ApusIO", "ApusBytes"]),
        target(
            "Programs", "ApusServer",
            [
                "ApusSwiftFrontEnd", "ApusDS3FrontEnd", "ApusSwiftAPI", "ApusFileBackend",
                "ApusPackedBackend", "ApusMemoryBackend", "ApusEncryptedBackend",
                "ApusArchiveBackend",
                "ApusAuth",
                "ApusMaintenance", "ApusObjectStore", "ApusStorage", "ApusModel", "ApusHTTPServer",
                "ApusHTTPClient", "ApusHTTP", "ApusTelemetry", "ApusArguments", "ApusDigest",
                "ApusIO", "ApusBytes",
            ]),
        program("apusd", ["ApusServer"]),

        // Tests
        .target(
            name: "ApusTestSupport", dependencies: ["ApusIO", "ApusBytes", "COpenSSL", "CPosix"],
            path: "Tests/ApusTestSupport", swiftSettings: house),
        tests(
            "ApusArchiveBackendTests",
            [
                "ApusArchiveBackend", "ApusFileBackend", "ApusPackedBackend",
                "ApusMemoryBackend", "ApusBackendConformance", "ApusStorage", "ApusModel",
                "ApusTar", "ApusBytes", "ApusDigest", "ApusIO", "ApusTestSupport",
            ]),
        tests(
            "ApusEncryptedBackendTests",
            [
                "ApusEncryptedBackend", "ApusFileBackend", "ApusPackedBackend",
                "ApusMemoryBackend", "ApusBackendConformance", "ApusMaintenance",
                "ApusObjectStore", "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
                "ApusTestSupport",
            ]),
        tests(
            "ApusFileBackendTests",
            [
                "ApusFileBackend", "ApusBackendConformance", "ApusLocalFiles", "ApusStorage",
                "ApusModel", "ApusBytes", "ApusDigest", "ApusIO", "ApusTestSupport",
            ]),
        tests(
            "Integration",
            [
                "apus", "apusd", "ApusServer", "ApusTelemetry", "ApusHTTPClient", "ApusSwiftClient",
                "ApusDS3Client", "ApusDS3API", "ApusHTTP", "ApusHammer", "ApusFaultEngines",
                "ApusStorage", "ApusModel", "ApusDigest", "ApusIO", "ApusBytes", "ApusTestSupport",
                "CPosix",
            ]),
        .target(
            name: "ApusFaultEngines",
            dependencies: [
                "ApusArchiveBackend", "ApusFileBackend", "ApusPackedBackend", "ApusStorage",
                "ApusBytes",
            ],
            path: "Tests/ApusFaultEngines", swiftSettings: house),
        .executableTarget(
            name: "ApusHammer",
            dependencies: [
                "ApusFaultEngines", "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO",
            ], path: "Tests/ApusHammer", swiftSettings: house),
        .executableTarget(
            name: "ApusClientMemory",
            dependencies: ["ApusSwiftClient", "ApusHTTP", "ApusIO", "ApusBytes"],
            path: "Tests/ApusClientMemory", swiftSettings: house),
        .executableTarget(
            name: "ApusLXDBench", dependencies: ["ApusLXDClient", "ApusLXDAPI", "ApusBytes"],
            path: "Tests/ApusLXDBench", swiftSettings: house),
        tests("ApusLocalFilesTests", ["ApusLocalFiles"]),
        tests("ApusMemoryBackendTests", ["ApusMemoryBackend", "ApusBackendConformance"]),
        tests(
            "ApusPackedBackendTests",
            [
                "ApusPackedBackend", "ApusBackendConformance", "ApusLocalFiles", "ApusStorage",
                "ApusModel", "ApusBytes", "ApusIO", "ApusTestSupport",
            ]),
        tests("ApusArgumentsTests", ["ApusArguments"]),
        tests("ApusAuthTests", ["ApusAuth", "ApusHTTP", "ApusModel", "ApusIO", "ApusBytes"]),
        tests("ApusBytesTests", ["ApusBytes"]),
        tests("ApusYAMLTests", ["ApusYAML", "ApusBytes"]),
        tests("ApusXMLTests", ["ApusXML", "ApusBytes"]),
        tests("ApusTarTests", ["ApusTar", "ApusBytes", "ApusIO", "ApusTestSupport"]),
        tests(
            "ApusCompressionTests",
            ["ApusCompression", "ApusBytes", "ApusIO", "ApusTestSupport"]),
        tests(
            "ApusCommandsTests",
            [
                "ApusCommands", "ApusArguments", "ApusSwiftClient", "ApusSwiftFrontEnd",
                "ApusDS3FrontEnd", "ApusMemoryBackend", "ApusObjectStore", "ApusStorage",
                "ApusAuth", "ApusModel", "ApusHTTP", "ApusBytes", "ApusIO", "ApusTestSupport",
            ]),
        tests("ApusFilesTests", ["ApusFiles", "ApusIO", "ApusTestSupport"]),
        tests("ApusDigestTests", ["ApusDigest", "ApusBytes"]),
        .executableTarget(
            name: "ApusTerminalProbe", dependencies: ["ApusIO", "ApusBytes"],
            path: "Tests/ApusTerminalProbe", swiftSettings: house),
        tests(
            "ApusIOTests",
            ["ApusIO", "ApusBytes", "ApusTestSupport", "ApusTerminalProbe", "CPosix"]),
        .systemLibrary(name: "LlhttpOracle", path: "Fuzz/Differential/Oracle"),
        tests("ApusHTTPTests", ["ApusHTTP", "ApusBytes", "LlhttpOracle"]),
        tests(
            "ApusHTTPServerTests",
            [
                "ApusHTTPServer", "ApusHTTPClient", "ApusHTTP", "ApusBytes", "ApusIO",
                "ApusTestSupport",
            ]),
        tests(
            "ApusSwiftClientTests",
            [
                "ApusSwiftClient", "ApusSwiftAPI", "ApusHTTPClient", "ApusHTTPServer", "ApusDigest",
                "ApusSwiftFrontEnd", "ApusMemoryBackend", "ApusObjectStore", "ApusFiles",
                "ApusAuth", "ApusModel", "ApusHTTP", "ApusBytes", "ApusIO", "ApusTestSupport",
            ]),
        tests(
            "ApusHTTPClientTests",
            [
                "ApusHTTPClient", "ApusHTTPServer", "ApusHTTP", "ApusDigest", "ApusIO",
                "ApusBytes", "ApusTestSupport", "COpenSSL",
            ]),
        tests(
            "ApusMaintenanceTests",
            [
                "ApusMaintenance", "ApusMemoryBackend", "ApusFileBackend", "ApusPackedBackend",
                "ApusObjectStore", "ApusLocalFiles", "ApusStorage", "ApusModel", "ApusTelemetry",
                "ApusBytes", "ApusDigest", "ApusIO",
                "ApusTestSupport",
            ]),
        tests(
            "ApusProfilesTests",
            ["ApusProfiles", "ApusSwiftClient", "ApusBytes", "ApusIO", "ApusTestSupport"]),
        // Against real daemons; Scripts/Peers/lxd runs them.
        tests(
            "LXDPeerTests",
            [
                "ApusLXDClient", "ApusLXDAPI", "ApusHTTPClient", "ApusHTTP", "ApusIO", "ApusBytes",
                "ApusTestSupport",
            ]),
        tests("ApusTelemetryTests", ["ApusTelemetry", "ApusBytes", "ApusIO"]),
        tests("ApusModelTests", ["ApusModel", "ApusBytes"]),
        tests(
            "ApusServerTests",
            [
                "ApusServer", "ApusSwiftFrontEnd", "ApusSwiftAPI", "ApusAuth", "ApusModel",
                "ApusBytes", "ApusDigest", "ApusIO", "ApusStorage", "ApusObjectStore",
                "ApusTestSupport",
            ]),
        tests(
            "ApusStorageTests",
            [
                "ApusStorage", "ApusModel", "ApusBytes", "ApusIO", "ApusBackendConformance",
                "ApusFileBackend", "ApusMemoryBackend", "ApusTestSupport",
            ]),
        tests(
            "ApusJobsTests",
            [
                "ApusJobs", "ApusObjectStore", "ApusArchiveBackend", "ApusMemoryBackend",
                "ApusStorage", "ApusModel", "ApusBytes", "ApusDigest", "ApusIO", "ApusTestSupport",
            ]),
        tests(
            "ApusObjectStoreTests",
            [
                "ApusObjectStore", "ApusMemoryBackend", "ApusStorage", "ApusModel", "ApusBytes",
                "ApusDigest", "ApusIO",
            ]),
        tests(
            "ApusLXDClientTests",
            [
                "ApusLXDClient", "ApusLXDAPI", "ApusHTTPClient", "ApusHTTPServer", "ApusHTTP",
                "ApusFiles", "ApusIO", "ApusBytes", "ApusTestSupport",
            ]),
        tests(
            "ApusDS3ClientTests",
            [
                "ApusDS3Client", "ApusDS3FrontEnd", "ApusDS3API", "ApusObjectStore", "ApusStorage",
                "ApusMemoryBackend", "ApusHTTPServer", "ApusHTTPClient", "ApusHTTP", "ApusModel",
                "ApusXML", "ApusIO", "ApusBytes", "ApusTestSupport",
            ]),
        tests("ApusDS3APITests", ["ApusDS3API", "ApusXML", "ApusBytes"]),
        tests(
            "ApusDS3FrontEndTests",
            [
                "ApusDS3FrontEnd", "ApusDS3API", "ApusXML", "ApusObjectStore", "ApusStorage",
                "ApusMemoryBackend", "ApusHTTPServer", "ApusHTTP", "ApusModel", "ApusDigest",
                "ApusBytes", "ApusIO", "ApusTestSupport", "ApusArchiveBackend",
                "ApusJobs",
            ]),
        tests("ApusLXDAPITests", ["ApusLXDAPI", "ApusBytes"]),
        tests("ApusSwiftAPITests", ["ApusSwiftAPI", "ApusModel", "ApusBytes"]),
        tests(
            "ApusSwiftFrontEndTests",
            [
                "ApusSwiftFrontEnd", "ApusObjectStore", "ApusMemoryBackend", "ApusAuth",
                "ApusHTTPServer", "ApusHTTPClient", "ApusHTTP", "ApusSwiftAPI", "ApusDigest",
                "ApusModel", "ApusBytes", "ApusIO", "ApusTestSupport",
            ]),
    ]
)
