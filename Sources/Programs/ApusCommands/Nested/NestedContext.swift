// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusSwiftClient
import Synchronization

/// What a subcommand of a nested program works with: what it was told, and where it prints.
protocol NestedContext: Sendable {
    var program: Program { get }
    var command: Command { get }
    var arguments: ParsedArguments { get }
    var output: OutputManager { get }
    var status: ChosenStatus { get }
    var bars: ProgressLines { get }

    /// An error in words, with what to do about it.
    static func text(of error: any Error) -> String

    /// Name and text of an error that programs read; nil for those of no kind.
    static func code(of error: any Error) -> (text: String, code: String)?
}

extension NestedContext {
    var names: [String] { arguments.positionals }
    var verbosity: Int { arguments[GlobalOptions.verbosity] }
    var writesJSON: Bool { arguments[GlobalOptions.jsonLines] }

    /// Only so many names, else the usage is refused.
    func names(_ counts: some RangeExpression<Int>) throws -> [String] {
        guard counts.contains(names.count) else { throw usage("") }
        return names
    }

    /// A command line that lacks something, or has too much.
    func usage(_ reason: String) -> Refusal {
        var text = "Usage: \(program.name) \(command.name) \(command.synopsis)"
        if !reason.isEmpty { text = "\(reason)\n\(text)" }
        return Refusal("\(text)\nTry: \(program.name) \(command.name) --help")
    }

    /// Prints a failure, in JSON as well where that is wanted, and counts it.
    ///
    /// - Parameter name: what it was about; nil for the command as a whole.
    func tell(_ error: any Error, of name: String?) async {
        if writesJSON {
            let failure = Self.code(of: error)
            try? await printLine([
                "action": .string(command.name), "success": false,
                "name": name.map { .string($0) } ?? .null,
                "error": .string(failure?.text ?? error.line),
                "code": failure.map { .string($0.code) } ?? .null,
            ])
        }
        await output.error((name.map { "\($0): " } ?? "") + Self.text(of: error))
    }
}

// MARK: Printing

extension NestedContext {
    /// Prints a document on a line of its own.
    func printLine(_ document: JSONValue) async throws {
        var line = ByteWriter(capacity: 256)
        line.append(json: document)
        line.append(UInt8(ascii: "\n"))
        try await output.printRaw(line.finish())
    }

    func print(_ table: Table) async throws {
        try await output.printRaw(Bytes(table.text))
    }

    /// Prints a list: a document a line, or a table.
    func print(
        _ documents: [JSONValue], _ columns: [(title: String, cell: (JSONValue) -> String)]
    ) async throws {
        if writesJSON {
            for document in documents { try await printLine(document) }
            return
        }
        var table = Table(columns.map(\.title))
        for document in documents { table.add(columns.map { $0.cell(document) }) }
        try await print(table)
    }

    /// Prints a document: on one line, or indented for people.
    func print(_ document: JSONValue) async throws {
        if writesJSON { return try await printLine(document) }
        try await output.printRaw(Bytes(document.indented + "\n"))
    }

    /// Says that something is done: for people only where there is something to say.
    func done(_ name: String, _ members: [String: JSONValue] = [:], _ words: String? = nil)
        async throws
    {
        if writesJSON {
            var members = members
            members["action"] = .string(command.name)
            members["name"] = .string(name)
            members["success"] = true
            return try await printLine(.object(members))
        }
        if verbosity > 0, let words { try await output.print(Table.printable(words)) }
    }
}

// MARK: Progress

extension NestedContext {
    /// Whether lines about what goes on are wanted: on a terminal alone.
    var showsProgress: Bool {
        verbosity > 0 && !arguments[GlobalOptions.noProgress] && Terminal.isTerminal(2)
    }

    /// Shows a line about what goes on; nil takes it away.
    func showBar(_ label: String, _ text: String?) async {
        guard showsProgress else { return }
        let columns = Terminal.columns(2) ?? 80
        let line = text.map { ProgressBar.shortened("\(label): \($0)", to: max(1, columns - 1)) }
        await output.showBar(bars.set(label, line))
    }

    /// How many things are worked on at once.
    private static var concurrency: Int { 8 }

    /// Does something with each of several names, at once; failures are told for each.
    func forEach<Item: Sendable>(
        _ items: [Item], name: @escaping @Sendable (Item) -> String,
        _ body: @escaping @Sendable (Item) async throws -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for (position, item) in items.enumerated() {
                if position >= Self.concurrency { await group.next() }
                group.addTask {
                    do {
                        try await body(item)
                    } catch {
                        await tell(error, of: name(item))
                    }
                }
            }
        }
    }
}

/// The lines that say how far things are, in the order they were begun.
final class ProgressLines: Sendable {
    private let lines = Mutex<[(label: String, text: String)]>([])

    /// Changes one line, nil takes it away.
    ///
    /// - Returns: all lines, nil for none.
    func set(_ label: String, _ text: String?) -> String? {
        lines.withLock { lines in
            let place = lines.firstIndex { $0.label == label }
            switch (place, text) {
            case (let place?, let text?): lines[place].text = text
            case (let place?, nil): lines.remove(at: place)
            case (nil, let text?): lines.append((label, text))
            case (nil, nil): break
            }
            guard !lines.isEmpty else { return nil }
            return lines.suffix(8).map(\.text).joined(separator: "\n")
        }
    }
}

/// The status that the program ends with where a subcommand has one of its own.
final class ChosenStatus: Sendable {
    private let state = Mutex<Int32?>(nil)

    var value: Int32? { state.withLock { $0 } }

    func set(_ status: Int32) {
        state.withLock { $0 = status }
    }
}
