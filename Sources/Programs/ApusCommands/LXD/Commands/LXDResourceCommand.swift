// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient

/// What a kind of resources is called, where it is, and what is shown of it in a list.
struct ResourceKind: Sendable {
    /// One of them, in words.
    let noun: String
    /// Behind `/1.0`.
    let path: [String]
    /// A title, and the key of the document, or the path to it with dots; `#key` counts what is
    /// there.
    let columns: [(title: String, key: String)]
    /// What a new one has besides name, description and configuration: an option's key, and that
    /// of the document.
    var creationKeys: [String] = []

    /// What can be done to all kinds.
    static let actions = [
        "list", "show", "create", "set", "unset", "edit", "rename", "delete",
    ]
}

/// A subcommand that has subcommands for one kind of resources: `apus lxd network list`.
protocol LXDResourceCommand: LXDSubcommand {
    static var kind: ResourceKind { get }
    var context: LXDContext { get }

    /// Does what only this kind has.
    ///
    /// - Returns: whether there is such an action.
    func run(other action: String, _ names: [String]) async throws -> Bool
}

enum LXDResourceOptions {
    static let description = Option.text(
        "--description", placeholder: "TEXT", help: "With create: what it is for.")
    static let type = Option.text(
        "-t", "--type", placeholder: "TYPE", help: "With create: of which type.")
    static let force = Option.flag("-f", "--force", help: "Also where it is in use, or runs.")
}

extension LXDResourceCommand {
    func run(other action: String, _ names: [String]) async throws -> Bool { false }

    /// A declaration with the actions of all kinds, and those of this one.
    static func declared(
        _ name: String, aliases: [String] = [], summary: String, more: [String] = [],
        without: Set<String> = [], synopsis: String? = nil, description: [String] = [],
        options: [OptionDeclaration] = []
    ) -> Command {
        let actions = ResourceKind.actions.filter { !without.contains($0) } + more
        return Command(
            name, aliases: aliases,
            synopsis: synopsis
                ?? "[options] \(actions.joined(separator: "|")) [<remote>:][<name>] "
                + "[<key>=<value>...]",
            summary: summary,
            description: [
                "create takes configuration as KEY=VALUE, set changes single keys, unset removes "
                    + "them; edit opens the whole as a JSON document in $VISUAL or $EDITOR, or "
                    + "takes it from standard input where that is no terminal (show prints one)."
            ] + description,
            positionals: [
                Positional("<action>", "What to do.", choices: actions),
                Positional("[<name>]", "The \(kind.noun)."),
                Positional("[<key>=<value>...]", "Configuration."),
            ],
            options: LXDResourceOptions.description.declarations + options)
    }

    func run() async throws {
        guard let action = context.names.first else { throw context.usage("") }
        try await run(action, Array(context.names.dropFirst()))
    }

    private func run(_ action: String, _ names: [String]) async throws {
        if try await run(other: action, names) { return }
        let editor = ResourceEditor(context: context, kind: Self.kind)
        guard try await editor.run(action, names) else {
            throw context.usage("'\(action)' with this is nothing that can be done")
        }
    }
}

/// Does what can be done to resources of all kinds, by their documents.
struct ResourceEditor: Sendable {
    let context: LXDContext
    let kind: ResourceKind

    func url(_ name: String? = nil) -> ResourceURL {
        ResourceURL(["1.0"] + kind.path + (name.map { [$0] } ?? []))
    }

    /// - Returns: whether there is such an action with so many names.
    func run(_ action: String, _ names: [String]) async throws -> Bool {
        if action == "list" {
            guard names.count <= 1 else { return false }
            try await list(RemoteName(names.first ?? ""))
            return true
        }
        guard let first = names.first else { return false }
        let place = RemoteName(first)
        let rest = Array(names.dropFirst())
        guard !place.name.isEmpty else { return false }
        switch (action, rest.count) {
        case ("show", 0), ("info", 0):
            let lxd = try await context.lxd(place.remote)
            try await context.print(try await lxd.raw.get(url(place.name)).document())
        case ("create", _): try await create(place, rest)
        case ("set", 1...): try await set(place, rest)
        case ("unset", 1...): try await unset(place, rest)
        case ("edit", 0): try await edit(place)
        case ("rename", 1): try await rename(place, to: rest[0])
        case ("delete", _): await delete(names)
        default: return false
        }
        return true
    }

    private func list(_ place: RemoteName) async throws {
        guard place.name.isEmpty else { throw context.usage("A list is of a remote: NAME:") }
        let lxd = try await context.lxd(place.remote)
        var url = url().with("recursion", "1")
        var columns = kind.columns
        if context.arguments[LXDOptions.allProjects] {
            url = url.with("all-projects", "true")
            columns.insert(("PROJECT", "project"), at: 0)
        }
        let answer = try await lxd.raw.get(url)
        try await print(try await answer.document().elements ?? [], columns)
    }

    /// Prints documents in the order of what their first column says.
    func print(_ documents: [JSONValue], _ columns: [(title: String, key: String)]) async throws {
        let rows = documents.map { document in
            (document, columns.map { Self.cell(document, $0.key) })
        }.sorted { $0.1.lexicographicallyPrecedes($1.1) }
        if context.writesJSON {
            for (document, _) in rows { try await context.printLine(document) }
            return
        }
        var table = Table(columns.map(\.title))
        for (_, cells) in rows { table.add(cells) }
        try await context.print(table)
    }

    fileprivate static func cell(_ document: JSONValue, _ key: String) -> String {
        let counts = key.hasPrefix("#")
        var value: JSONValue? = document
        // Keys of the configuration have dots themselves.
        for part in (counts ? key.dropFirst() : key[...]).split(separator: ".", maxSplits: 1) {
            value = value?[String(part)]
        }
        guard counts else { return value?.cell ?? "" }
        return "\(value?.elements?.count ?? value?.members?.count ?? 0)"
    }

    /// `KEY=VALUE` each.
    static func settings(_ items: [String]) throws(Refusal) -> [String: JSONValue] {
        try texts(items).mapValues { .string($0) }
    }

    /// `KEY=VALUE` each.
    static func texts(_ items: [String]) throws(Refusal) -> [String: String] {
        var settings: [String: String] = [:]
        for item in items {
            guard let equals = item.firstIndex(of: "="), equals != item.startIndex else {
                throw Refusal("'\(item)' is not KEY=VALUE")
            }
            settings[String(item[..<equals])] = String(item[item.index(after: equals)...])
        }
        return settings
    }

    private func create(_ place: RemoteName, _ items: [String]) async throws {
        var document: [String: JSONValue] = [
            "name": .string(place.name), "config": .object(try Self.settings(items)),
        ]
        if let text = context.arguments[LXDResourceOptions.description] {
            document["description"] = .string(text)
        }
        for key in kind.creationKeys {
            let option = key == "type" ? LXDResourceOptions.type : LXDStorageCommand.driver
            if let value = context.arguments[option] { document[key] = .string(value) }
        }
        let lxd = try await context.lxd(place.remote)
        try await context.perform(lxd, .post, url(), .object(document), label: place.name)
        try await context.done(place.name, [:], "Created \(kind.noun) \(place.name)")
    }

    private func set(_ place: RemoteName, _ items: [String]) async throws {
        let settings = try Self.settings(items)
        // No PATCH: in most kinds of resources LXD 5.0 takes what is not sent with one for empty,
        // the description of a network or the configuration of a project.
        try await update(place) { document in
            let config = document["config"]?.members ?? [:]
            document["config"] = .object(config.merging(settings) { $1 })
        }
    }

    /// Reads the document, changes it, and puts it back unless somebody else was faster.
    func update(
        _ place: RemoteName, _ change: (inout [String: JSONValue]) throws -> Void
    ) async throws {
        let lxd = try await context.lxd(place.remote)
        let answer = try await lxd.raw.get(url(place.name))
        var document = try await answer.document().members ?? [:]
        try change(&document)
        var headers: Headers = [:]
        headers["If-Match"] = answer.headers["ETag"]
        try await context.perform(
            lxd, .put, url(place.name), .object(document), headers: headers, label: place.name)
        try await context.done(place.name)
    }

    private func unset(_ place: RemoteName, _ keys: [String]) async throws {
        try await update(place) { document in
            var config = document["config"]?.members ?? [:]
            for key in keys where config.removeValue(forKey: key) == nil {
                throw Refusal("\(place.name) has no \(key)")
            }
            document["config"] = .object(config)
        }
    }

    private func edit(_ place: RemoteName) async throws {
        let lxd = try await context.lxd(place.remote)
        guard Terminal.isTerminal(0) else {
            let document = try await DocumentEditor.read()
            try await context.perform(lxd, .put, url(place.name), document, label: place.name)
            return try await context.done(place.name)
        }
        let answer = try await lxd.raw.get(url(place.name))
        let editor = DocumentEditor(environment: context.environment)
        let isChanged = try await editor.edit(try await answer.document()) { document in
            // What somebody else has changed meanwhile is not overwritten.
            var headers: Headers = [:]
            headers["If-Match"] = answer.headers["ETag"]
            try await context.perform(
                lxd, .put, url(place.name), document, headers: headers, label: place.name)
        }
        try await context.done(
            place.name, ["changed": .boolean(isChanged)], isChanged ? nil : "Nothing was changed")
    }

    private func rename(_ place: RemoteName, to name: String) async throws {
        let lxd = try await context.lxd(place.remote)
        try await context.perform(
            lxd, .post, url(place.name), ["name": .string(name)], label: place.name)
        try await context.done(name)
    }

    private func delete(_ names: [String]) async {
        await context.forEach(names, name: \.self) { text in
            let place = RemoteName(text)
            let lxd = try await context.lxd(place.remote)
            try await context.perform(lxd, .delete, url(place.name), label: place.name)
            try await context.done(place.name, [:], "Deleted \(kind.noun) \(place.name)")
        }
    }
}
