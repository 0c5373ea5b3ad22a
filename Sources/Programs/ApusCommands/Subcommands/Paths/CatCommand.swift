// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusSwiftClient

/// `apus cat`
struct CatCommand: Subcommand {
    static let declaration = Command(
        "cat", synopsis: "[options] <container>/<object>...",
        summary: "Writes objects to standard output, one behind the other.",
        description: [
            "What is written is compared with the checksum at its end: by then it is out, but "
                + "the exit status tells."
        ],
        positionals: [Positional("<container>/<object>...", "The objects.")],
        options: CommandOptions.headers.declarations)

    let context: CommandContext

    func run() async throws {
        guard !context.names.isEmpty else { return await context.usageError() }
        try context.refuseJSONLines(with: "cat")
        var options = DownloadOptions()
        options.outputFile = "-"
        options.headers = context.arguments[CommandOptions.headers]
        let chosen = options
        try await context.withService { service in
            for text in context.names {
                guard case .remote(let container, let name) = try Place(text), !name.isEmpty else {
                    throw Refusal("'\(text)' is not CONTAINER/OBJECT")
                }
                for try await result in service.download([name], from: container, options: chosen) {
                    do {
                        if let failure = result.failure { throw failure }
                        while let bytes = try await result.contents?.next() {
                            try await context.output.printRaw(bytes)
                        }
                    } catch {
                        try Task.checkCancellation()
                        try await context.output.flush()
                        await context.output.error("\(text): \(error.line)")
                    }
                }
            }
        }
    }
}
