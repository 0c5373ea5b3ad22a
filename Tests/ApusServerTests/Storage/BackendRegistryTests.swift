// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct BackendRegistryTests {
    private static let group = BackendGroup(
        name: "mirror",
        options: [
            BackendOption("first", .text, help: "One side."),
            BackendOption("retry_time", .duration, help: "How long to try."),
            BackendOption("copies", .integer(1...9), help: "How many."),
        ]
    ) { _ in throw ServerError("not to be opened") }

    private func registry() throws -> BackendRegistry {
        var registry = BackendRegistry()
        try registry.register(Self.group)
        return registry
    }

    private func problems(_ text: String) throws -> [String] {
        do {
            _ = try Configuration(parsing: Bytes(text), file: "x", registry: try registry())
            return []
        } catch let error as ConfigurationError {
            return error.problems.map(\.description)
        }
    }

    @Test func `knows what comes with it`() {
        #expect(BackendRegistry().names.contains("file"))
        #expect(BackendRegistry().names.contains("memory"))
        #expect(BackendRegistry()["nothing"] == nil)
    }

    @Test func `refuses two groups of one name`() throws {
        var registry = try registry()
        let again = #expect(throws: ServerError.self) { try registry.register(Self.group) }
        #expect(again?.description == "there are two back-ends called mirror")
        let file = BackendGroup(name: "file") { _ in throw ServerError("no") }
        #expect(throws: ServerError.self) { try registry.register(file) }
        let loud = BackendGroup(name: "Loud") { _ in throw ServerError("no") }
        #expect(throws: ServerError.self) { try registry.register(loud) }
    }

    @Test func `reads the options that a group takes, each as its kind`() throws {
        let text = """
            [DEFAULT]
            data_dir = /d
            backend = pair
            [backend:pair]
            engine = mirror
            first = /a
            retry_time = 5m
            copies = 3
            """
        let configuration = try Configuration(
            parsing: Bytes(text), file: "x", registry: try registry())
        let backend = try #require(configuration.backend(of: configuration.policies[0]))
        #expect(backend.engine == "mirror")
        #expect(backend.options.text("first") == "/a")
        #expect(backend.options.duration("retry_time") == .seconds(300))
        #expect(backend.options.integer("copies") == 3)
        #expect(backend.options["absent"] == nil)
    }

    @Test func `names the nearest option and the nearest back-end`() throws {
        #expect(
            try problems("[DEFAULT]\ndata_dir = /d\n[backend:mirror]\nfrist = 1\n")
                == ["line 4: [backend:mirror] has no option frist; is first meant?"])
        #expect(
            try problems("[DEFAULT]\ndata_dir = /d\n[backend:mirror]\ncopies = 12\n")
                == ["line 4: copies is between 1 and 9, not 12"])
        let unknown = try problems("[DEFAULT]\ndata_dir = /d\nbackend = miror\n")
        #expect(unknown.count == 1)
        #expect(unknown.first?.hasSuffix("; is mirror meant?") == true)
        #expect(unknown.first?.hasPrefix("line 1: there is no back-end miror") == true)
    }

    @Test func `uses the packed back-end when nothing is named`() throws {
        let configuration = try Configuration(
            parsing: Bytes("[DEFAULT]\ndata_dir = /d\n"), file: "x")
        #expect(configuration.backend(of: configuration.policies[0])?.engine == "packed")
    }

    @Test func `says why a library cannot be used`() throws {
        let missing = try problems(
            "[DEFAULT]\ndata_dir = /d\n[backend:x]\nlibrary = /nowhere/libx.so\n")
        #expect(missing.count == 1)
        #expect(missing.first?.contains("the library /nowhere/libx.so cannot be loaded") == true)
        #if os(Linux)
            let other = try problems(
                "[DEFAULT]\ndata_dir = /d\n[backend:x]\nlibrary = libc.so.6\n")
            #expect(
                other.first
                    == "line 3: libc.so.6 is not a back-end: it has no apus_backend_interface")
        #endif
    }

    @Test(arguments: [
        ("apus-backend 2; compiler 6.3.1", "version 2 of the interface"),
        ("something else", "version ? of the interface"),
        ("apus-backend 1; compiler 5.9", "by the compiler 5.9"),
        ("apus-backend 1; compiler \(BackendInterface.compiler); modules 00", "another build"),
    ])
    func `refuses a library of another making`(text: String, reason: String) {
        let error = #expect(throws: ServerError.self) {
            try LibraryInterface(text).check("lib.so", modules: "11")
        }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func `the digest is over every module that crosses, in order`() async throws {
        try await withTemporaryDirectory { folder in
            func write(_ text: String, _ module: String) throws {
                let file = try FileCalls.open(
                    "\(folder)/\(module).swiftmodule", flags: O_WRONLY | O_CREAT | O_TRUNC)
                defer { FileCalls.close(file) }
                try FileCalls.writeAll(file, Bytes(text), at: 0)
            }
            for module in BackendInterface.modules {
                #expect(LoadedModules.digest(in: folder) == nil)
                try write(module, module)
            }
            let whole = Bytes(BackendInterface.modules.joined())
            let first = LoadedModules.digest(in: folder)
            #expect(first == Hexadecimal.encode(Digest.of(whole, .sha256)))
            for module in BackendInterface.modules {
                try write("changed", module)
                #expect(LoadedModules.digest(in: folder) != first)
                try write(module, module)
            }
            #expect(LoadedModules.digest(in: folder) == first)
        }
    }

    @Test func `takes a library of the same making`() throws {
        let text = "apus-backend 1; compiler \(BackendInterface.compiler); modules 11"
        try LibraryInterface(text).check("lib.so", modules: "11")
        try LibraryInterface(text).check("lib.so", modules: nil)
    }
}
