// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd query`
struct LXDQueryCommand: LXDSubcommand {
    private enum Options {
        static let method = Option.text(
            "-X", "--request", placeholder: "METHOD", help: "The method. Default: GET.")
        static let data = Option.text(
            "-d", "--data", placeholder: "JSON", help: "The document to send; - reads it.")
        static let raw = Option.flag("--raw", help: "Print the answer as it came.")
        static let wait = Option.flag("--wait", help: "Wait for the end of an operation.")
    }

    static let declaration = Command(
        "query", synopsis: "[options] [<remote>:]<path>",
        summary: "Sends any request to the API, and prints what it answers with.",
        positionals: [Positional("<path>", "The path, as /1.0/instances?recursion=1.")],
        options: [
            Options.method.declarations, Options.data.declarations, Options.raw.declarations,
            Options.wait.declarations,
        ].flatMap(\.self))

    let context: LXDContext

    func run() async throws {
        let place = RemoteName(try context.names(1...1)[0])
        guard let url = ResourceURL(place.name) else {
            throw context.usage("'\(place.name)' is no path of the API")
        }
        let lxd = try await context.lxd(place.remote)
        let method = Method(rawValue: (context.arguments[Options.method] ?? "GET").uppercased())
        var headers: Headers = [:]
        var body = BodyReader.empty
        if let data = context.arguments[Options.data] {
            let bytes =
                data == "-"
                ? try await UploadCommand.standardInput(Lane(name: "apus-input", threads: 1))
                    .collect(limitBytes: 64 * 1024 * 1024) : Bytes(data)
            guard (try? JSONValue(parsing: bytes)) != nil else {
                throw Refusal("What is to be sent is no JSON")
            }
            headers["Content-Type"] = "application/json"
            body = BodyReader(bytes)
        }
        let answer = try await lxd.raw.exchange(method, url, headers: headers, body: body)
        let isDocument = answer.headers["Content-Type"]?.hasPrefix("application/json") ?? true
        if context.arguments[Options.raw] || !isDocument {
            while let bytes = try await answer.body.next() {
                try await context.output.printRaw(bytes)
                try await context.output.flush()
            }
            if !answer.status.isSuccess { context.status.set(1) }
            return
        }
        if context.arguments[Options.wait] {
            let (document, begun) = try await answer.outcome()
            guard let running = begun else { return try await context.print(document) }
            let ended = try await context.finish(running, place.name)
            return try await context.print(ended.json)
        }
        try await context.print(try await answer.document())
    }
}
