// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusMaintenance
import ApusModel
import ApusStorage

/// `apusd fsck`: whether indexes and bodies agree, of a data directory that no server has open.
///
/// Exit statuses: 0 when all is well, 1 when something was wrong (also when it was repaired), 2
/// for a wrong command line, 3 when it could not be found out.
struct FsckCommand {
    private let parsed: ParsedArguments
    private let choice: DataChoice

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        guard parsed.positionals.isEmpty else { throw UsageError("fsck takes options only") }
        choice = try DataChoice(parsed, registry)
    }

    func run() async -> Int32 {
        do {
            let store = try await OfflineStore(choice.configuration)
            do {
                let isClean = try await check(store)
                await store.close()
                return isClean ? 0 : 1
            } catch {
                await store.close()
                throw error
            }
        } catch {
            Console.complain((error as? StorageError)?.detail ?? "\(error)")
            return 3
        }
    }

    private func check(_ store: OfflineStore) async throws -> Bool {
        var options = StoreCheck.Options()
        options.repairs = parsed[CommandLineShape.repair]
        options.readsBodies = !parsed[CommandLineShape.indexOnly]
        options.reclaimAge = choice.configuration.general.reclaimAge
        let isJSON = parsed[CommandLineShape.json]
        var isClean = true
        var documents: [JSONValue] = []
        for entry in store.backends {
            guard let backend = entry.backend as? any Auditable else {
                throw UsageError("the back-end \(entry.name) cannot be checked")
            }
            let check = StoreCheck(backend, options) { Timestamp.wallClock }
            let report = try await check.run { finding in
                guard !isJSON else { return }
                let repair = finding.repair.map { " (\($0))" } ?? ""
                Console.print(
                    "\(entry.name): \(finding.kind) \(finding.address): "
                        + "\(finding.reason)\(repair)\n")
            }
            isClean = isClean && report.findings.isEmpty
            if isJSON {
                documents.append(Self.document(entry.name, report))
            } else {
                Console.print("\(entry.name): \(Self.summary(report))\n")
            }
        }
        if isJSON {
            Console.print(.object(["clean": .boolean(isClean), "backends": .array(documents)]))
        }
        return isClean
    }

    private static func summary(_ report: StoreCheck.Report) -> String {
        var parts = [
            "\(report.indexes) indexes, \(report.objects) objects, \(report.sizeBytes) bytes"
        ]
        let given = report.reclaimed
        if given.tombstones + given.bodies + given.orphans > 0 {
            parts.append(
                "gave back \(given.orphans + given.bodies) bodies and \(given.tombstones) "
                    + "tombstones")
        }
        parts.append(
            report.findings.isEmpty ? "all is well" : "\(report.findings.count) damaged")
        return parts.joined(separator: "; ")
    }

    private static func document(_ name: String, _ report: StoreCheck.Report) -> JSONValue {
        func number(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
        let given = report.reclaimed
        return .object([
            "name": .string(name), "indexes": number(report.indexes),
            "objects": number(report.objects), "bytes": number(report.sizeBytes),
            "reclaimed": .object([
                "tombstones": number(given.tombstones), "bodies": number(given.bodies),
                "orphans": number(given.orphans), "bytes": number(given.sizeBytes),
            ]),
            "findings": .array(
                report.findings.map { finding in
                    .object([
                        "kind": .string(finding.kind), "address": .string(finding.address),
                        "reason": .string(finding.reason),
                        "repair": finding.repair.map { .string($0) } ?? .null,
                    ])
                }),
        ])
    }
}
