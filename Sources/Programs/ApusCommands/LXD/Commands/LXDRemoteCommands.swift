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
        static let password = Option.flag(
            "--password",
            help: "With add and --fingerprint: ask for the server's trust password, or read it "
                + "from standard input where that is no terminal.")
        static let fingerprint = Option.text(
            "--fingerprint", placeholder: "HEX",
            help: "With add URL: the SHA-256 of the server's certificate, the only one it is "
                + "trusted with. Default: what authorities of this machine have signed.")
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
                + "certificate is the one the token tells of, or that of --fingerprint or "
                + "--server-certificate: none is believed because it was the first that came.",
            "Remotes of lxc and incus are used as well, and never changed.",
        ],
        positionals: [
            Positional(
                "<action>", "What to do.",
                choices: ["list", "add", "remove", "default", "trust"]),
            Positional("[<name>]", "The remote."),
        ],
        options: [
            Options.password.declarations, Options.fingerprint.declarations,
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
        let token = try await lxd.createTrustToken(
            for: place.name, projects: projects.isEmpty ? nil : projects)
        if context.writesJSON {
            return try await context.done(place.name, ["token": .string(token.text)])
        }
        try await context.output.print(token.text)
    }

    private func add(_ name: String, _ place: String) async throws {
        let project = context.arguments[LXDOptions.project].nonEmpty
        if TrustToken.isToken(place) {
            let remote = try await remotes.add(
                name, token: try TrustToken(place), project: project)
            return try await context.done(name, ["url": .string("\(remote.address)")])
        }
        guard let address = Remote.Address(place) else {
            throw Refusal("'\(place)' is neither https://HOST:PORT nor a token nor unix:///PATH")
        }
        var remote = try Remote(name, address)
        remote.project = project
        var certificate: X509Certificate?
        if case .https = address {
            if context.arguments[Options.password] {
                guard let fingerprint = context.arguments[Options.fingerprint].nonEmpty else {
                    throw context.usage("--password goes to a server that is known: --fingerprint")
                }
                _ = try await remotes.add(
                    name, at: address, password: try await password(), fingerprint: fingerprint,
                    project: project)
                return try await context.done(name, ["url": .string("\(address)")])
            }
            certificate = try await trusted(address)
            remote.authentication = "tls"
        }
        try await remotes.add(remote, serverCertificate: certificate)
        try await context.done(name, ["url": .string("\(address)")])
    }

    private func password() async throws -> String {
        if Terminal.isTerminal(0) {
            return try await context.clients.lane.run {
                try Terminal.readSecret(prompt: "Password: ") ?? ""
            }
        }
        let bytes = try await UploadCommand.standardInput(context.clients.lane)
            .collect(limitBytes: 64 * 1024)
        return bytes.text.split(separator: "\n").first.map(String.init) ?? ""
    }

    /// Looks whether a server trusts us.
    ///
    /// - Returns: its certificate where only that one is to be trusted.
    private func trusted(_ address: Remote.Address) async throws -> X509Certificate? {
        guard case .https(let origin, path: "") = address else {
            throw Refusal("\(address) is not the address of a daemon")
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
        let own = try await remotes.clientCertificate()
        var configuration = LXDConfiguration(.https(host: origin.host, port: origin.port))
        configuration.tls.certificateFile = own.certificateFile
        configuration.tls.keyFile = own.keyFile
        configuration.tls.certificateSHA256 = pin
        let lxd = try LXD(configuration)
        defer { lxd.close() }
        let server = try await lxd.server()
        guard server.isTrusted else {
            throw LXDError(
                .forbidden, "\(address) does not trust our certificate", url: lxd.url.url)
        }
        guard let pin else { return nil }
        let certificate = try X509Certificate(
            pem: Bytes(server.environment?.certificate ?? ""))
        guard certificate.sha256 == pin else {
            throw LXDError(
                .untrustedServer, "The server has another certificate than it says",
                url: lxd.url.url)
        }
        return certificate
    }
}
