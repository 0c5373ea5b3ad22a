// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Testing

/// Copies and moves of large objects whose manifests list other manifests, or parts of segments.
@Suite(.timeLimit(.minutes(10))) struct WholeCopyTests {
    enum Form: CaseIterable, Sendable {
        case nested, ranged, both
    }

    private static let text = "0123456789abcdef"

    /// Makes `c/o` of segments in `s`; answers what is in it.
    private func make(_ form: Form, _ connection: Connection) async throws -> String {
        for container in ["c", "s", "d"] { _ = try await connection.putContainer(container) }
        _ = try await connection.putObject("s", "one", .text("0123456789"))
        _ = try await connection.putObject("s", "two", .text("abcdef"))
        let manifest: Query = ["multipart-manifest": "put"]
        _ = try await connection.putObject(
            "s", "sub", .text("[{\"path\": \"/s/one\"}, {\"path\": \"/s/two\"}]"), query: manifest)
        let (parts, text) =
            switch form {
            case .nested: ("{\"path\": \"/s/sub\"}, {\"path\": \"/s/two\"}", Self.text + "abcdef")
            case .ranged:
                ("{\"path\": \"/s/one\", \"range\": \"2-5\"}, {\"path\": \"/s/two\"}", "2345abcdef")
            case .both:
                (
                    "{\"path\": \"/s/sub\", \"range\": \"8-11\"}, {\"path\": \"/s/one\"}",
                    "89ab0123456789"
                )
            }
        _ = try await connection.putObject(
            "c", "o", .text("[\(parts)]"), contentType: "text/x-mine",
            headers: ["X-Object-Meta-Colour": "blue"], query: manifest)
        return text
    }

    private func contents(
        _ container: String, _ name: String, _ connection: Connection
    ) async throws -> String {
        try await connection.getObject(container, name).body.collect(limitBytes: 1000).text
    }

    @Test(arguments: Form.allCases)
    func `a copy is whole, and stays so without its source`(form: Form) async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            let text = try await make(form, connection)
            try await service.copyWhole("c", "o", to: "d", "copy")
            #expect(try await contents("d", "copy", connection) == text)
            let headers = try await connection.headObject("d", "copy").headers
            #expect(headers["Content-Type"] == "text/x-mine")
            #expect(headers["X-Object-Meta-Colour"] == "blue")
            for try await result in service.delete(["o"], in: "c") {
                #expect(result.value.isSuccess)
            }
            #expect(
                try await connection.getContainer("s").entries.map(\.name).isEmpty
                    || form == .ranged)
            #expect(try await contents("d", "copy", connection) == text)
        }
    }

    @Test(arguments: Form.allCases)
    func `a move takes the manifest as it is`(form: Form) async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            let text = try await make(form, connection)
            try await service.move("c", "o", to: "d", "moved")
            #expect(try await contents("d", "moved", connection) == text)
            #expect(try await connection.getContainer("c").entries.isEmpty)
            let headers = try await connection.headObject("d", "moved").headers
            #expect(headers["X-Static-Large-Object"] == "True")
            #expect(headers["X-Object-Meta-Colour"] == "blue")
            #expect(try await connection.getContainer("s").entries.count == 3)
        }
    }

    @Test(arguments: [true, false])
    func `what a copy replaces leaves to others what is theirs`(moves: Bool) async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            _ = try await make(.nested, connection)
            // Names that only begin as those of its segments do.
            for name in ["big/1", "big/2", "bigger"] {
                _ = try await connection.putObject("s", name, .text(name))
            }
            _ = try await connection.putObject(
                "d", "dynamic", .empty, headers: ["X-Object-Manifest": "s/big"])
            _ = try await connection.putObject("d", "plain", .text("plain"))
            if moves {
                try await service.move("d", "plain", to: "d", "dynamic")
            } else {
                try await service.copyWhole("d", "plain", to: "d", "dynamic")
            }
            #expect(try await contents("d", "dynamic", connection) == "plain")
            #expect(
                try await connection.getContainer("s").entries.map(\.name) == [
                    "bigger", "one", "sub", "two",
                ])
        }
    }

    @Test(arguments: [true, false])
    func `a copy over one of the same segments leaves the source whole`(moves: Bool) async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            let text = try await make(.ranged, connection)
            _ = try await connection.copyObject(
                "c", "o", to: "/d/other", query: ["multipart-manifest": "get"])
            if moves {
                try await service.move("c", "o", to: "d", "other")
            } else {
                try await service.copyWhole("c", "o", to: "d", "other")
                #expect(try await contents("c", "o", connection) == text)
            }
            #expect(try await contents("d", "other", connection) == text)
            // One that takes the place of what it is a part of.
            _ = try await connection.putObject("c", "part", .text("part"))
            _ = try await connection.putObject(
                "c", "whole", .text("[{\"path\": \"/c/part\"}]"),
                query: ["multipart-manifest": "put"])
            try await service.copyWhole("c", "part", to: "c", "whole")
            #expect(try await contents("c", "part", connection) == "part")
            #expect(try await contents("c", "whole", connection) == "part")
        }
    }

    @Test func `what a copy replaces leaves nothing behind, however deep`() async throws {
        try await MemoryServer().withService { service in
            let connection = service.connection
            _ = try await make(.nested, connection)
            _ = try await connection.putObject("d", "plain", .text("plain"))
            try await service.copyWhole("d", "plain", to: "c", "o")
            #expect(try await contents("c", "o", connection) == "plain")
            #expect(try await connection.getContainer("s").entries.isEmpty)
        }
    }
}
