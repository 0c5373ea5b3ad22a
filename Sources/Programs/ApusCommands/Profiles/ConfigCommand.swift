// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusProfiles
import ApusSwiftClient

/// `apus config`
struct ConfigCommand: Subcommand {
    static let declaration = Command(
        "config",
        synopsis: "list | show <profile> | set <profile> <name>=<value>... | "
            + "unset <profile> <name>... | remove <profile> | default <profile> | path",
        summary: "Keeps profiles: who asks and where, under a name.",
        description: [
            "A profile sets what the --os options do, by their names (auth_url, username, "
                + "password, project_name, storage_url, auth_token, region_name, cacert and so "
                + "on), auth_version and insecure. For version 1: auth_version=1 auth_url=URL "
                + "username=USER password=KEY.",
            "name=- asks for the value on the terminal, or reads a line of standard input where "
                + "there is none, so that no secret stands on a command line.",
            "Use one with --profile or APUS_PROFILE; the default one counts where neither "
                + "options nor variables say anything. The file is readable by its owner alone, "
                + "and refused when it is not. Clouds of clouds.yaml are used with --os-cloud or "
                + "OS_CLOUD.",
        ],
        positionals: [
            Positional(
                "<action>", "What to do.",
                choices: ["list", "show", "set", "unset", "remove", "default", "path"]),
            Positional("<profile>", "The name of a profile."),
        ])

    let context: CommandContext
    private let lane = Lane(name: "apus-profiles", threads: 1)

    init(context: CommandContext) {
        self.context = context
    }

    func run() async throws {
        guard let action = context.names.first else { return await context.usageError() }
        guard let file = ProfileFile(environment: context.environment, lane: lane) else {
            throw Refusal("There is no home directory to keep profiles in")
        }
        let rest = Array(context.names.dropFirst())
        switch (action, rest.count) {
        case ("path", 0): try await print(file.path, ["path": .string(file.path)])
        case ("list", 0): try await list(file)
        case ("show", 1): try await show(rest[0], file)
        case ("set", 2...): try await set(rest[0], Array(rest.dropFirst()), file)
        case ("unset", 2...): try await unset(rest[0], Array(rest.dropFirst()), file)
        case ("remove", 1):
            try await file.update { contents in
                try Self.check(rest[0], contents)
                contents.profiles[rest[0]] = nil
                if contents.standard == rest[0] { contents.standard = nil }
            }
        case ("default", 1):
            try await file.update { contents in
                try Self.check(rest[0], contents)
                contents.standard = rest[0]
            }
        default: await context.usageError()
        }
    }

    private static func check(_ name: String, _ contents: ProfileFile.Contents) throws {
        guard contents.profiles[name] != nil else { throw Refusal("There is no profile '\(name)'") }
    }

    private func print(_ line: String, _ members: [String: JSONValue]) async throws {
        if try await context.printLine(members) { return }
        try await context.output.print(line)
    }

    private func list(_ file: ProfileFile) async throws {
        let contents = try await file.read()
        for name in contents.profiles.keys.sorted() {
            let isDefault = name == contents.standard
            try await print(
                (isDefault ? "* " : "  ") + name,
                ["profile": .string(name), "default": .boolean(isDefault)])
        }
    }

    private func show(_ name: String, _ file: ProfileFile) async throws {
        let contents = try await file.read()
        try Self.check(name, contents)
        let settings = (contents.profiles[name] ?? [:]).map { setting in
            (setting.key, ProfileFile.secrets.contains(setting.key) ? "(hidden)" : setting.value)
        }.sorted { $0.0 < $1.0 }
        var members: [String: JSONValue] = [:]
        for (name, value) in settings { members[name] = .string(value) }
        if context.writesJSONLines {
            _ = try await context.printLine(
                ["profile": .string(name), "settings": .object(members)])
            return
        }
        for (name, value) in settings { try await context.output.print("\(name)=\(value)") }
    }

    private func set(_ name: String, _ items: [String], _ file: ProfileFile) async throws {
        var settings: [String: String] = [:]
        for item in items {
            guard let equals = item.firstIndex(of: "=") else {
                throw Refusal("'\(item)' is not NAME=VALUE")
            }
            let key = String(item[..<equals]).replacing("-", with: "_")
            guard ProfileFile.names.contains(key) else {
                throw Refusal("A profile has no '\(key)'")
            }
            var value = String(item[item.index(after: equals)...])
            if value == "-" { value = try await secret(key) }
            settings[key] = value
        }
        let changes = settings
        try await file.update { $0.profiles[name, default: [:]].merge(changes) { $1 } }
    }

    private func unset(_ name: String, _ keys: [String], _ file: ProfileFile) async throws {
        try await file.update { contents in
            try Self.check(name, contents)
            for key in keys {
                contents.profiles[name]?[key.replacing("-", with: "_")] = nil
            }
        }
    }

    /// Asks on the terminal, or takes the first line of standard input.
    private func secret(_ name: String) async throws -> String {
        try await lane.run {
            if Terminal.isTerminal(0), let text = try Terminal.readSecret(prompt: "\(name): ") {
                return text
            }
            var line: [UInt8] = []
            while line.count < 64 * 1024 {
                let bytes = try FileCalls.readSome(0, limitBytes: 1)
                guard let byte = bytes.array.first, byte != UInt8(ascii: "\n") else { break }
                line.append(byte)
            }
            guard !line.isEmpty else { throw Refusal("No value for \(name)") }
            return String(decoding: line, as: UTF8.self)
        }
    }
}
