// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusProfiles
import ApusSwiftClient
import Synchronization

/// What a subcommand of `apus ds3` works with.
struct DS3Context: NestedContext {
    let program: Program
    let command: Command
    let arguments: ParsedArguments
    let environment: [String: String]
    let output: OutputManager
    let status = ChosenStatus()
    let bars = ProgressLines()
    private let holder: Holder

    /// The client, once one was asked for.
    private final class Holder: Sendable {
        let exchange: (any HTTPExchange)?
        let client = Mutex<DS3Client?>(nil)

        init(_ exchange: (any HTTPExchange)?) {
            self.exchange = exchange
        }
    }

    init(
        program: Program, command: Command, arguments: ParsedArguments, world: NestedWorld
    ) {
        self.program = program
        self.command = command
        self.arguments = arguments
        environment = world.environment
        output = world.output
        holder = Holder(world.exchange)
    }

    /// The client of the server that options and environment name.
    func client() async throws -> DS3Client {
        if let known = holder.client.withLock({ $0 }) { return known }
        let configuration = try await configuration()
        let made =
            if let exchange = holder.exchange {
                DS3Client(exchange: exchange, credentials: configuration.credentials)
            } else {
                try DS3Client(configuration)
            }
        holder.client.withLock { $0 = made }
        return made
    }

    private func configuration() async throws -> DS3Configuration {
        func given(_ option: Option<String?>, _ variable: String) throws(Refusal) -> String {
            guard let value = arguments[option].nonEmpty ?? environment[variable].nonEmpty else {
                throw Refusal("\(variable) is not set; apusd --ds3 prints what to set")
            }
            return value
        }
        let endpoint = try given(DS3Options.endpoint, "DS3_ENDPOINT")
        let accessKey = try given(DS3Options.accessKey, "DS3_ACCESS_KEY")
        let secretKey: String
        if let file = arguments[DS3Options.secretKeyFile].nonEmpty {
            secretKey = try await KeyFile(file, lane: Lane(name: "apus-key", threads: 1)).read()
        } else if let key = environment["DS3_SECRET_KEY"].nonEmpty {
            secretKey = key
        } else {
            throw Refusal("DS3_SECRET_KEY is not set, and there is no --secret-key-file")
        }
        var configuration = DS3Configuration(
            endpoint, Credentials(accessKey: accessKey, secretKey: secretKey))
        if let proxy = environment["http_proxy"].nonEmpty { configuration.proxy = .url(proxy) }
        configuration.tls.isInsecure = arguments[DS3Options.insecure]
        configuration.tls.authorityFile = arguments[DS3Options.authorityFile].nonEmpty
        if let seconds = arguments[DS3Options.timeout] {
            guard seconds >= 0 else { throw Refusal("--timeout cannot be less than 0") }
            configuration.idleTimeout = seconds == 0 ? nil : .seconds(seconds)
            if seconds > 0 { configuration.connectTimeout = .seconds(seconds) }
        }
        if let retries = arguments[DS3Options.retries] {
            configuration.retries.retries = max(0, retries)
        }
        return configuration
    }

    /// Ends the connections.
    func close() {
        holder.client.withLock { $0 }?.close()
    }

    // MARK: Lists

    /// Gives each page of a list to `take`, one after the other.
    func forEachPage<Item>(
        _ client: DS3Client, _ request: (DS3.Page) -> DS3.Request<DS3.List<Item>>,
        _ take: ([Item]) async throws -> Void
    ) async throws {
        var offset = 0
        while true {
            let reply = try await client.send(request(DS3.Page(length: 1000, offset: offset)))
            try await take(reply.value.items)
            offset += reply.value.items.count
            guard !reply.value.items.isEmpty, (reply.response.itemsBehindPage ?? 0) > 0 else {
                return
            }
        }
    }

    /// A whole list, for those that are short.
    func all<Item>(
        _ request: (DS3.Page) -> DS3.Request<DS3.List<Item>>
    ) async throws -> [Item] {
        var items: [Item] = []
        try await forEachPage(try await client(), request) { items += $0 }
        return items
    }

    // MARK: Words

    /// A number of bytes, for people where they ask for it.
    func size(_ bytes: Int) -> String {
        ByteCountFormat.text(UInt64(max(0, bytes)), human: arguments[CommandOptions.human])
    }

    static func text(of error: any Error) -> String {
        guard let error = error as? DS3Error else { return error.line }
        var text = error.message.isEmpty ? "\(error.code)" : "\(error.message) (\(error.code))"
        if let id = error.requestID, id != "0" { text += ", request \(id)" }
        return hint(error).map { "\(text)\n\($0)" } ?? text
    }

    static func code(of error: any Error) -> (text: String, code: String)? {
        (error as? DS3Error).map { ($0.message, "\($0.code)") }
    }

    private static func hint(_ error: DS3Error) -> String? {
        switch error.code {
        case .unreachable: "Is the server running? DS3_ENDPOINT or --endpoint says where."
        case .untrustedServer: "Its certificate is none that is trusted: --ca-file, --insecure."
        case .invalidAccessKeyID, .signatureDoesNotMatch:
            "DS3_ACCESS_KEY and DS3_SECRET_KEY are not those of a user of that server."
        case .requestTimeTooSkewed: "The clocks of this machine and of the server differ."
        case .objectAlreadyExists:
            "The bucket's data policy keeps one version: delete the object first."
        default: nil
        }
    }
}
