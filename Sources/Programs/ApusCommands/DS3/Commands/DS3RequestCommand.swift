// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusIO
import ApusSwiftClient
import ApusXML

/// `apus ds3 request`
struct DS3RequestCommand: DS3Subcommand {
    private enum Options {
        static let data = Option.text(
            "-d", "--data", placeholder: "XML", help: "The document to send; - reads it.")
        static let headers = Option.flag("-i", "--include", help: "With the headers of the answer.")
    }

    /// What a document that is sent may have, in bytes.
    private static let documentLimit = 64 * 1024 * 1024

    static let declaration = Command(
        "request", synopsis: "[options] <method> <path>",
        summary:
            "Sends any request of the contract, signed, and prints the document it answers with.",
        description: ["Any of the 379: they are listed in Docs/Protocols/DS3.md."],
        positionals: [
            Positional("<method>", "GET, PUT, POST, DELETE or HEAD."),
            Positional("<path>", "As /_rest_/tape?page_length=3."),
        ],
        options: Options.data.declarations + Options.headers.declarations)

    let context: DS3Context

    func run() async throws {
        let names = try context.names(2...2)
        guard let method = DS3.Method(rawValue: names[0].uppercased()) else {
            throw context.usage("'\(names[0])' is no method of DS3")
        }
        var request = try DS3.request(method, names[1])
        if let data = context.arguments[Options.data] {
            let bytes =
                data == "-"
                ? try await UploadCommand.standardInput(Lane(name: "apus-input", threads: 1))
                    .collect(limitBytes: Self.documentLimit) : Bytes(data)
            request.body = .bytes(bytes)
        }
        let client = try await context.client()
        let reply = try await client.send(request)
        if context.arguments[Options.headers] {
            try await context.output.print("\(reply.response.status)")
            for header in reply.response.headers {
                try await context.output.print(
                    "\(header.name): " + Table.printable(header.value))
            }
            try await context.output.print("")
        }
        guard !reply.value.isEmpty else { return }
        let text = reply.value
        try await context.output.printRaw(Bytes(text.last == "\n" ? text : text + "\n"))
    }
}
