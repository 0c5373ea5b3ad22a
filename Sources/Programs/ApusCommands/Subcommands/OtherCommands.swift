// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusSwiftAPI
import ApusSwiftClient

/// `apus capabilities`
struct CapabilitiesCommand {
    let context: CommandContext

    func run() async throws {
        guard context.names.count <= 1 else { return await context.usageError() }
        let url = try context.names.first.map { try ServiceURL($0) }
        try await context.withService { service in
            let answer = try await service.capabilities(of: url)
            if try await context.printLine(CapabilitiesResult(answer)) { return }
            if context.arguments[CommandOptions.json] {
                try await context.output.printRaw(PythonText.json(answer.document))
                return try await context.output.print("")
            }
            let middleware = (JSONParts.members(of: answer.reply.body) ?? [])
                .sorted { $0.name < $1.name }
            for (name, options) in middleware where name == "swift" {
                try await print("Core", name, options)
            }
            for (name, options) in middleware where name != "swift" {
                try await print("Additional middleware", name, options)
            }
        }
    }

    private func print(_ kind: String, _ name: String, _ options: Bytes) async throws {
        try await context.output.print("\(kind): \(name)")
        guard let members = JSONParts.members(of: options), !members.isEmpty else { return }
        try await context.output.print(" Options:")
        for (name, value) in members.sorted(by: { $0.name < $1.name }) {
            try await context.output.print("  \(name): \(PythonText.literal(value))")
        }
    }
}

/// `apus auth`
struct AuthCommand {
    let context: CommandContext

    func run() async throws {
        let options = context.authentication
        guard context.verbosity > 1 else {
            var context = context
            if ["1", "1.0"].contains(options.version), options.auth.nonEmpty != nil,
                options.user.nonEmpty != nil, options.key.nonEmpty != nil
            {
                // What is wanted is a new token, whichever there was.
                context.authentication.openStack["auth_token"] = nil
            }
            return try await context.withService { service in
                let credentials = try await service.connection.authenticate()
                let found: [String: JSONValue] = [
                    "storage_url": .string(credentials.storageURL.description),
                    "auth_token": .string(credentials.token),
                ]
                if try await context.printLine(found) { return }
                try await export("OS_STORAGE_URL", credentials.storageURL.description)
                try await export("OS_AUTH_TOKEN", credentials.token)
            }
        }
        if context.writesJSONLines { return try await printAsLine(options) }
        if ["1", "1.0"].contains(options.version) {
            try await export("ST_AUTH", options.auth ?? "")
            try await export("ST_USER", options.user ?? "")
            return try await export("ST_KEY", options.key ?? "")
        }
        try await export("OS_IDENTITY_API_VERSION", options.version)
        try await export("OS_AUTH_VERSION", options.version)
        try await export("OS_AUTH_URL", options.auth ?? "")
        for (name, value) in options.openStack.sorted(by: { $0.key < $1.key })
        where name != "auth_url" && !value.isEmpty {
            try await export("OS_" + name.uppercased(), value)
        }
    }

    private func printAsLine(_ options: AuthenticationOptions) async throws {
        var members: [String: JSONValue] = ["auth_version": .string(options.version)]
        for (name, value) in options.openStack { members[name] = .string(value) }
        for (name, value) in [
            ("auth", options.auth), ("user", options.user), ("key", options.key),
        ] {
            members[name] = value.map { .string($0) }
        }
        _ = try await context.printLine(members)
    }

    private func export(_ name: String, _ value: String) async throws {
        try await context.output.print("export \(name)=\(Self.quoted(value))")
    }

    /// Quoted for a shell where needed.
    static func quoted(_ text: String) -> String {
        let safe = "@%+=:,./-_"
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || safe.unicodeScalars.contains(scalar))
        }
        if isPlain, !text.isEmpty { return text }
        return "'" + text.replacing("'", with: "'\"'\"'") + "'"
    }
}

/// `apus tempurl`
struct TemporaryURLCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        guard names.count >= 4 else { return await context.usageError() }
        let arguments = context.arguments
        let method = names[0].uppercased()
        if !TemporaryURL.usualMethods.contains(method) {
            let warning =
                "WARNING: Non default HTTP method \(method) for tempurl specified, "
                + "possibly an error"
            if context.writesJSONLines {
                await context.output.warning(warning)
            } else {
                try await context.output.print(warning)
            }
        }
        let expiry = try TemporaryURL.expiry(
            names[1], isAbsolute: arguments[CommandOptions.Temporary.absolute])
        var url = TemporaryURL(method: method, path: names[2], expires: expiry)
        url.isPrefix = arguments[CommandOptions.Temporary.prefixBased]
        url.writesDate = arguments[CommandOptions.Temporary.iso8601]
        url.addressRange = arguments[CommandOptions.Temporary.addressRange]
        url.signature = arguments[CommandOptions.Temporary.digest] ?? .sha256
        let signed = try url.sign(key: names[3])
        if try await context.printLine(["url": .string(signed), "method": .string(method)]) {
            return
        }
        try await context.output.print(signed)
    }
}

/// `apus bash_completion`, and the hidden commands that print scripts and the manual page.
struct CompletionCommand {
    let context: CommandContext

    func run() async throws {
        switch context.command.name {
        case "manual":
            guard let name = context.names.first else {
                return try await print(context.program.manualPage(version: ApusProgram.version))
            }
            guard let command = context.program.command(name) else {
                throw Refusal("no such command: \(name)")
            }
            if let inner = command.program?() {
                guard let name = context.names.dropFirst().first else {
                    return try await print(inner.manualPage(version: ApusProgram.version))
                }
                guard let command = inner.command(name) else {
                    throw Refusal("no such command: \(inner.name) \(name)")
                }
                return try await print(
                    inner.manualPage(of: command, version: ApusProgram.version))
            }
            try await print(
                context.program.manualPage(of: command, version: ApusProgram.version))
        case "completion":
            guard let shell = context.names.first.flatMap({ Shell(rawValue: $0) }) else {
                return await context.usageError()
            }
            try await print(context.program.completions(for: shell))
        default:
            let inner = context.names.first.flatMap(context.program.command)?.program?()
            let words = (inner ?? context.program)
                .words(after: inner == nil ? context.names.first : context.names.dropFirst().first)
                .filter { $0 != "bash_completion" }
            let listed = JSONValue.array(words.map { .string($0) })
            if try await context.printLine(["words": listed]) { return }
            try await context.output.print(words.joined(separator: " "))
        }
    }

    private func print(_ text: String) async throws {
        if try await context.printLine(["text": .string(text)]) { return }
        try await context.output.printRaw(Bytes(text))
    }
}
