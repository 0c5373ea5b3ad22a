// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusMaintenance

/// `apusd migrate --from NAME --to NAME`: moves what one back-end has into another.
struct MigrateCommand {
    private let parsed: ParsedArguments
    private let choice: DataChoice
    private let old: String
    private let new: String

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        guard parsed.positionals.isEmpty, let old = parsed[CommandLineShape.from],
            let new = parsed[CommandLineShape.to]
        else { throw UsageError("migrate needs --from NAME and --to NAME") }
        guard old != new else { throw UsageError("there is nothing to move from \(old) to itself") }
        self.old = old
        self.new = new
        choice = try DataChoice(parsed, registry)
    }

    func run() async throws -> Int32 {
        let isJSON = parsed[CommandLineShape.json]
        let migration = try BackendMigration(choice.configuration, from: old, to: new)
        let outcome = try await migration.run { sentence in
            if !isJSON { Console.print(sentence + "\n") }
        }
        let problems = outcome.copied.problems + (outcome.verified?.problems ?? [])
        if isJSON {
            Console.print(Self.document(outcome, problems))
        } else {
            for problem in problems { Console.complain(problem) }
            Console.print(
                outcome.hasChangedOver
                    ? """
                    \(outcome.verified?.objects ?? 0) objects in \
                    \(outcome.verified?.containers ?? 0) containers are in \(new) now. Where a \
                    configuration names \(old), let it name \(new). What was in \(old) is still \
                    there and not used any more.\n
                    """
                    : "nothing has changed over: look at what is wrong ('apusd fsck') first\n")
        }
        return outcome.hasChangedOver ? 0 : 1
    }

    private static func document(
        _ outcome: BackendMigration.Outcome, _ problems: [String]
    ) -> JSONValue {
        func number(_ value: UInt64?) -> JSONValue { .integer(Int64(clamping: value ?? 0)) }
        return .object([
            "changed_over": .boolean(outcome.hasChangedOver),
            "copied": number(outcome.copied.objects), "accounts": number(outcome.copied.accounts),
            "containers": number(outcome.copied.containers),
            "compared": number(outcome.verified?.objects),
            "bytes": number(outcome.verified?.sizeBytes),
            "problems": .array(problems.map { .string($0) }),
        ])
    }
}
