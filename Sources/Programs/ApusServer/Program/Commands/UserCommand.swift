// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusAuth

/// `apusd user add|list|remove`: changes the file of users beside the data.
struct UserCommand {
    private let parsed: ParsedArguments
    private let file: UsersFile
    /// Users of the configuration itself, which only its author changes.
    private let configured: [TempAuthUser]

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        let configuration: Configuration
        if let path = parsed[CommandLineShape.config] {
            configuration = try Configuration(file: path, registry: registry)
        } else if let directory = parsed[CommandLineShape.data] {
            configuration = Configuration(
                dataDirectory: directory, backend: nil, registry: registry)
        } else {
            throw UsageError("user needs --data DIR or --config FILE")
        }
        guard let file = UsersFile(of: configuration) else {
            throw UsageError(
                "the configuration has neither data_dir nor users_file to keep users in")
        }
        self.file = file
        configured = configuration.tempAuth?.users ?? []
    }

    func run() throws -> Int32 {
        let words = parsed.positionals
        switch words.first {
        case "add" where words.count >= 2: try add(words[1], groups: Array(words.dropFirst(2)))
        case "remove" where words.count == 2: try remove(words[1])
        case "list" where words.count == 1: try list()
        default:
            throw UsageError("user is followed by add ACCOUNT:USER, remove ACCOUNT:USER or list")
        }
        return 0
    }

    private func add(_ name: String, groups: [String]) throws {
        try refuseConfigured(name)
        guard let colon = name.firstIndex(of: ":") else {
            throw UsageError("a user is ACCOUNT:USER, not \(name)")
        }
        for group in groups where group.contains(where: { $0.isWhitespace || $0 == "," }) {
            throw UsageError("a group has no blanks and no commas: \(group)")
        }
        var users = try file.read()
        let isKnown = users.contains { $0.name == name }
        let given = parsed[CommandLineShape.userKey]
        let key = try given ?? Console.readSecret(prompt: "Key for \(name): ")
        if parsed[CommandLineShape.plain], key.contains(where: \.isWhitespace) {
            throw UsageError("a key that is kept as it is has no blanks")
        }
        let stored =
            parsed[CommandLineShape.plain] ? try StoredKey(key) : StoredKey(hashing: key)
        let user = TempAuthUser(
            account: String(name[..<colon]), user: String(name[name.index(after: colon)...]),
            key: stored, groups: groups)
        // What is written must be read back as the same user.
        guard try TempAuthUser(option: user.option, value: user.value) == user else {
            throw UsageError("a user of this name cannot be kept: \(name)")
        }
        users.removeAll { $0.name == name }
        users.append(user)
        try file.write(users)
        Console.print("\(isKnown ? "Changed" : "Added") \(name) in \(file.path)\n")
    }

    private func remove(_ name: String) throws {
        try refuseConfigured(name)
        var users = try file.read()
        guard users.contains(where: { $0.name == name }) else {
            throw UsageError("there is no user \(name) in \(file.path)")
        }
        users.removeAll { $0.name == name }
        try file.write(users)
        Console.print("Removed \(name) from \(file.path)\n")
    }

    private func list() throws {
        let names = Set(configured.map(\.name))
        let users = configured + (try file.read()).filter { !names.contains($0.name) }
        for user in users.sorted(by: { $0.name < $1.name }) {
            Console.print(([user.name] + user.groups).joined(separator: " ") + "\n")
        }
    }

    private func refuseConfigured(_ name: String) throws {
        guard !configured.contains(where: { $0.name == name }) else {
            throw UsageError("\(name) is in the configuration itself: change it there")
        }
    }
}
