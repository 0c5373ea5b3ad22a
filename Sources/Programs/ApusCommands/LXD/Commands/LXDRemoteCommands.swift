// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd init`
struct LXDInitCommand: LXDSubcommand {
    static let declaration = Command(
        "init", synopsis: "", summary: "Makes our certificate, by which servers know us.",
        description: [
            "One that is there stays. It is kept in the directory of apus lxd remote, for its "
                + "owner alone. A server trusts it after remote add with a token of the server's."
        ])

    let context: LXDContext

    func run() async throws {
        _ = try context.names(0...0)
        let files = try await context.clients.remotes.clientCertificate()
        let certificate = try await LXDClients.certificate(
            files.certificateFile, context.clients.lane)
        try await context.done(
            files.certificateFile,
            ["fingerprint": .string(certificate.fingerprint), "key": .string(files.keyFile)],
            "\(files.certificateFile)\n\(files.keyFile)\n\(certificate.fingerprint)")
    }
}

/// `apus lxd remote`
struct LXDRemoteCommand: LXDSubcommand {
    private enum Options {
        static let token = Option.text(
            "--token", placeholder: "TOKEN", help: "With add URL: a token of the server's.")
        static let password = Option.flag(
            "--password",
            help: "With add URL: ask for the server's trust password, or read it from standard "
                + "input where that is no terminal.")
        static let fingerprint = Option.text(
            "--fingerprint", placeholder: "HEX",
            help: "With add URL: the SHA-256 of the server's certificate, the only one it is "
                + "trusted with. Default: what authorities of this machine have signed.")
        static let replace = Option.flag("--replace", help: "With add: in the place of another.")
        static let projects = Option.list(
            "--restrict-to", placeholder: "PROJECT",
            help: "With trust: only this project. May be repeated.")
    }

    static let declaration = Command(
        "remote",
        synopsis: "list | add <name> <token> | add <name> <url> | remove <name> | "
            + "default <name> | trust [<remote>:]<client>",
        summary: "Keeps servers under names.",
        description: [
            "trust asks a server that trusts us already for a token, which lets one more client "
                + "in; add takes it, and makes our certificate if there is none. The server's "
                + "certificate is what the token says, or --fingerprint, or --server-certificate: "
                + "none is believed because it was the first that came.",
            "Remotes of lxc and incus are used as well, and never changed.",
        ],
        positionals: [
            Positional(
                "<action>", "What to do.",
                choices: ["list", "add", "remove", "default", "trust"]),
            Positional("[<name>]", "The remote."),
        ],
        options: [
            Options.token.declarations, Options.password.declarations,
            Options.fingerprint.declarations, Options.replace.declarations,
            Options.projects.declarations,
        ].flatMap(\.self))

    let context: LXDContext
    private var remotes: Remotes { context.clients.remotes }

    func run() async throws {
        let names = try context.names(1...3)
        switch (names[0], names.count) {
        case ("list", 1): try await list()
        case ("add", 3): try await add(names[1], names[2])
        case ("remove", 2):
            try await remotes.remove(names[1])
            try await context.done(names[1])
        case ("default", 2):
            try await remotes.setStandard(names[1])
            try await context.done(names[1])
        case ("trust", 2): try await trust(RemoteName(names[1]))
        default: throw context.usage("")
        }
    }

    private func list() async throws {
        let standard = try await remotes.standardName()
        var table = Table(["NAME", "DEFAULT", "URL", "PROTOCOL", "PROJECT", "FROM"])
        for name in try await remotes.names() {
            let remote = try await remotes.remote(named: name)
            if context.writesJSON {
                try await context.printLine([
                    "name": .string(name), "default": .boolean(name == standard),
                    "url": .string("\(remote.address)"), "protocol": .string(remote.kind.rawValue),
                    "project": remote.project.map { .string($0) } ?? .null,
                    "file": remote.source.map { .string($0) } ?? .null,
                ])
                continue
            }
            table.add([
                name, name == standard ? "yes" : "", "\(remote.address)", remote.kind.rawValue,
                remote.project ?? "", remote.source ?? "",
            ])
        }
        if !context.writesJSON { try await context.print(table) }
    }

    /// Asks a server for a token.
    private func trust(_ place: RemoteName) async throws {
        guard !place.name.isEmpty else { throw context.usage("The client needs a name") }
        let lxd = try await context.lxd(place.remote)
        let projects = context.arguments[Options.projects]
        let request = NewCertificate(
            name: place.name, isRestricted: !projects.isEmpty, projects: projects,
            isTokenRequest: true)
        let operation = try await lxd.raw.post(lxd.url.certificates, request.json).operation()?
            .operation
        let keys = [
            "client_name": "request", "fingerprint": "fingerprint", "addresses": "addresses",
            "secret": "secret", "expires_at": "expiresAt",
        ]
        var members = keys.compactMapValues { operation?.metadata[$0] }
        // What the operation calls a request has the name in it.
        members["client_name"] = .string(place.name)
        guard members["secret"] != nil else {
            throw LXDError(
                .badAnswer, "The answer has no token", url: lxd.url.certificates.url)
        }
        let token = Base64.encode(JSONValue.object(members).encoded.array, isPadded: true)
        if context.writesJSON {
            return try await context.done(place.name, ["token": .string(token)])
        }
        try await context.output.print(token)
    }

    private func add(_ name: String, _ place: String) async throws {
        guard Remote.isName(name) else { throw Refusal("'\(name)' cannot be a remote's name") }
        let replaces = context.arguments[Options.replace]
        if !replaces, try await remotes.names().contains(name) {
            throw Refusal("There is a remote called '\(name)'; --replace takes its place")
        }
        if place.hasPrefix("unix:") {
            guard let address = Remote.Address(place) else {
                throw Refusal("'\(place)' is not unix:///PATH")
            }
            try await remotes.add(
                try Remote(name, address), serverCertificate: nil, replaces: replaces)
            return try await context.done(name)
        }
        if TrustToken.isToken(place) {
            let token = try TrustToken(place)
            var failure: (any Error)?
            for address in token.addresses {
                guard let address = Remote.Address("https://\(address)") else { continue }
                do {
                    return try await add(
                        name, address, pin: token.sha256, token: token.text, password: nil)
                } catch let error as LXDError
                    where [.unreachable, .timedOut].contains(error.code)
                {
                    failure = error
                }
            }
            throw failure ?? Refusal("The token names no address of the server")
        }
        guard let address = Remote.Address(place), case .https = address else {
            throw Refusal("'\(place)' is neither https://HOST:PORT nor a token nor unix:///PATH")
        }
        var pin: [UInt8]?
        if let text = context.arguments[Options.fingerprint].nonEmpty {
            guard let bytes = Hexadecimal.decode(text.lowercased().replacing(":", with: "")),
                bytes.count == 32
            else { throw Refusal("'\(text)' is no SHA-256 in hexadecimal") }
            pin = bytes
        }
        if let file = context.arguments[LXDOptions.serverCertificate].nonEmpty {
            pin = try await LXDClients.certificate(file, context.clients.lane).sha256
        }
        let password = try await asked()
        try await add(
            name, address, pin: pin, token: context.arguments[Options.token].nonEmpty,
            password: password)
    }

    /// The trust password, where it is wanted.
    private func asked() async throws -> String? {
        guard context.arguments[Options.password] else { return nil }
        if Terminal.isTerminal(0) {
            return try await context.clients.lane.run {
                try Terminal.readSecret(prompt: "Password: ")
            }
        }
        let bytes = try await UploadCommand.standardInput(context.clients.lane)
            .collect(limitBytes: 64 * 1024)
        return bytes.text.split(separator: "\n").first.map(String.init)
    }

    private func add(
        _ name: String, _ address: Remote.Address, pin: [UInt8]?, token: String?,
        password: String?
    ) async throws {
        guard case .https(let origin, _) = address else { return }
        let own = try await remotes.clientCertificate()
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.tls.certificateFile = own.certificateFile
        configuration.tls.keyFile = own.keyFile
        configuration.tls.certificateSHA256 = pin
        let lxd = try LXD(configuration)
        defer { lxd.close() }
        var server = try await lxd.server()
        if !server.isTrusted, token != nil || password != nil {
            var request = NewCertificate()
            if let token, try await lxd.hasExtension("explicit_trust_token") {
                request.trustToken = token
            } else {
                request.password = token ?? password
            }
            _ = try await lxd.raw.post(lxd.url.certificates, request.json).document()
            server = try await lxd.server()
        }
        guard server.isTrusted else {
            throw LXDError(
                .forbidden,
                "The server does not trust our certificate: give a token, --token or "
                    + "--password", url: lxd.url.url)
        }
        var certificate: X509Certificate?
        if let pin {
            certificate = try X509Certificate(pem: Bytes(server.environment?.certificate ?? ""))
            guard certificate?.sha256 == pin else {
                throw LXDError(
                    .untrustedServer, "The server's certificate is not the one it says it has",
                    url: lxd.url.url)
            }
        }
        var remote = try Remote(name, address)
        remote.project = context.arguments[LXDOptions.project].nonEmpty
        remote.authentication = "tls"
        try await remotes.add(
            remote, serverCertificate: certificate,
            replaces: context.arguments[Options.replace])
        try await context.done(name, ["url": .string("\(address)")])
    }
}
