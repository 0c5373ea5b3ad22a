// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes

/// `apusd stats`: what there is; asked of the server that has the data directory, if one has.
struct StatsCommand {
    private let parsed: ParsedArguments
    private let choice: DataChoice

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        guard parsed.positionals.isEmpty else { throw UsageError("stats takes options only") }
        choice = try DataChoice(parsed, registry)
    }

    func run() async throws -> Int32 {
        let document = try await document()
        if parsed[CommandLineShape.json] {
            Console.print(document)
            return 0
        }
        for backend in document.members?["backends"]?.elements ?? [] {
            Console.print(Self.text(backend.members ?? [:]))
        }
        return 0
    }

    private func document() async throws -> JSONValue {
        if let answer = try await ControlClient(choice.directory).ask("GET", "/statistics") {
            return answer
        }
        let store = try await OfflineStore(choice.configuration)
        do {
            let document = try await StoreDocument.statistics(of: store.backends)
            await store.close()
            return document
        } catch {
            await store.close()
            throw error
        }
    }

    private static func text(_ backend: [String: JSONValue]) -> String {
        func number(_ name: String, in members: [String: JSONValue]? = nil) -> Int64 {
            (members ?? backend)[name]?.integer ?? 0
        }
        var lines = [
            "\(backend["name"]?.text ?? "?") (\(backend["engine"]?.text ?? "?"))",
            "  accounts          \(number("accounts"))",
            "  containers        \(number("containers"))",
            "  objects           \(number("objects"))",
            "  bytes             \(number("bytes"))",
            "  expiring          \(number("expiring"))",
            "  deleted accounts  \(number("deleted_accounts"))",
            "  audited since     \(backend["audited_since"]?.text ?? "never to the end")",
        ]
        for policy in backend["policies"]?.elements ?? [] {
            let members = policy.members ?? [:]
            lines.append(
                "  policy \(number("policy", in: members)): "
                    + "\(number("containers", in: members)) containers, "
                    + "\(number("objects", in: members)) objects, "
                    + "\(number("bytes", in: members)) bytes")
        }
        for statistic in backend["engine_statistics"]?.elements ?? [] {
            let members = statistic.members ?? [:]
            let labels = (members["labels"]?.members ?? [:]).sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value.text ?? "")" }.joined(separator: ",")
            let value =
                switch members["value"] {
                case .integer(let whole)?: "\(whole)"
                case .number(let number)?: "\(number)"
                default: "?"
                }
            lines.append(
                "  \(members["name"]?.text ?? "?")\(labels.isEmpty ? "" : "{\(labels)}") \(value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
