// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusSwiftClient

extension CommandContext {
    /// Whether standard output is one JSON object a line, and nothing else.
    var writesJSONLines: Bool { arguments[GlobalOptions.jsonLines] }

    /// Prints a document on a line of its own.
    func printLine(_ document: JSONValue) async throws {
        var line = ByteWriter(capacity: 256)
        line.append(json: document)
        line.append(UInt8(ascii: "\n"))
        try await output.printRaw(line.finish())
    }

    /// Where JSON lines are wanted, prints the result as one; a failure is told on standard
    /// error as well, and counts.
    ///
    /// - Returns: whether it did, so that nothing else is to be printed.
    func printLine(_ result: any ServiceResult) async throws -> Bool {
        guard writesJSONLines else { return false }
        try await printLine(result.document)
        if let failure = result.failure { await output.error(failure.line) }
        return true
    }

    /// Where JSON lines are wanted, prints what a command without results found.
    ///
    /// - Returns: whether it did.
    func printLine(_ members: [String: JSONValue]) async throws -> Bool {
        guard writesJSONLines else { return false }
        var members = members
        members["action"] = .string(command.name)
        members["success"] = true
        try await printLine(.object(members))
        return true
    }

    /// Refuses what would put bytes of objects between the lines.
    func refuseJSONLines(with option: String) throws(Refusal) {
        if writesJSONLines { throw Refusal("--json cannot be used together with \(option)") }
    }
}

/// What ended a command as a whole, beside the results it had before.
struct CommandFailure: ServiceResult {
    /// The subcommand's name.
    let action: String
    let failure: (any Error)?
}
