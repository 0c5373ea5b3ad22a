// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusSwiftClient

/// What a subcommand works with.
struct CommandContext: Sendable {
    let program: Program
    let command: Command
    /// The name the subcommand was called by.
    let calledAs: String
    let arguments: ParsedArguments
    let environment: [String: String]
    let output: OutputManager
    /// Settled, but not checked.
    var authentication: AuthenticationOptions
    /// Whether to be as OpenStack's tool is where we would rather not.
    let isCompatible: Bool
    /// Carries requests in the place of a client of ours; for tests.
    let exchange: (any HTTPExchange)?
    /// Whether the profile says to trust any server certificate.
    var trustsAnyServer = false

    var names: [String] { arguments.positionals }
    var verbosity: Int { arguments[GlobalOptions.verbosity] }

    /// Prints the usage of the subcommand as an error.
    func usageError(_ prefix: String = "") async {
        var text = prefix + program.help(on: command)
        while text.last == "\n" { text.removeLast() }
        await output.error(text)
    }

    /// Refuses a number of threads that is not positive; answers whether it did.
    func refuses(_ option: Option<Int?>, _ name: String) async -> Bool {
        guard let threads = arguments[option], threads <= 0 else { return false }
        await usageError("ERROR: option --\(name) should be a positive integer.\n\n")
        return true
    }

    /// Refuses a container with `/` in it; answers whether it did.
    func refusesSlash(in container: String) async -> Bool {
        guard let slash = container.firstIndex(of: "/") else { return false }
        let meant = container.replacingCharacter(at: slash, with: " ")
        await output.error(
            "WARNING: / in container name; you might have meant '\(meant)' instead of "
                + "'\(container)'.")
        return true
    }

    /// Runs `body` with a service that is made from the options.
    func withService(
        _ change: (inout ServiceOptions) -> Void = { _ in },
        _ body: (SwiftService) async throws -> Void
    ) async throws {
        var options = ServiceOptions()
        options.connection = connectionSettings
        options.isDryRun = arguments[CommandOptions.dryRun]
        change(&options)
        if let exchange {
            return try await withSwiftService(
                try authentication.session(), over: exchange, options: options, body)
        }
        let client = try HTTPClient(clientConfiguration)
        defer { client.close() }
        options.executor = client.executor
        let session = try authentication.session()
        try await withTaskExecutorPreference(client.executor) {
            try await withSwiftService(session, over: client, options: options, body)
        }
    }

    private var connectionSettings: ConnectionSettings {
        var settings = ConnectionSettings()
        settings.userAgent = "apus/\(ApusProgram.version)"
        settings.retries.retries = max(0, arguments[GlobalOptions.retries] ?? 5)
        settings.retries.forcesAuthentication = arguments[GlobalOptions.forceAuthRetry]
        settings.log = requestLog
        return settings
    }

    private var requestLog: (@Sendable (RequestRecord) -> Void)? {
        let showsSecrets = arguments[GlobalOptions.debugWithSecrets]
        let showsAll = showsSecrets || arguments[GlobalOptions.debug]
        guard showsAll || arguments[GlobalOptions.info] else { return nil }
        return { record in
            let isSuccess = (record.status?.code ?? 500) < 300
            guard showsAll || !isSuccess else { return }
            let level = isSuccess ? "DEBUG" : "INFO"
            var text = ""
            for line in record.lines(
                redaction: showsSecrets ? nil : Redaction(), compatible: true)
            {
                text += "\(level):swiftclient:\(line)\n"
            }
            // A log line that cannot be written must not end the transfer it is about.
            try? FileCalls.writeAll(2, .init(text))
        }
    }

    private var clientConfiguration: HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        if let seconds = arguments[GlobalOptions.timeout] {
            configuration.idleTimeout = seconds > 0 ? .seconds(seconds) : nil
            if seconds > 0 { configuration.connectTimeout = .seconds(seconds) }
        }
        let variable = environment["SWIFTCLIENT_INSECURE"]?.lowercased() ?? ""
        configuration.tls.isInsecure =
            arguments[GlobalOptions.insecure] || trustsAnyServer
            || ["true", "1", "yes", "on", "t", "y"].contains(variable)
        let openStack = authentication.openStack
        func file(_ name: String) -> String? {
            openStack[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        configuration.tls.authorityFile =
            file("cacert") ?? environment["REQUESTS_CA_BUNDLE"] ?? environment["CURL_CA_BUNDLE"]
        configuration.tls.certificateFile = file("cert")
        if configuration.tls.certificateFile != nil { configuration.tls.keyFile = file("key") }
        return configuration
    }
}

extension String {
    fileprivate func replacingCharacter(at position: Index, with other: Character) -> String {
        var text = self
        text.replaceSubrange(position...position, with: [other])
        return text
    }
}
