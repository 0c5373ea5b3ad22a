// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusMaintenance
import ApusModel
import ApusStorage

/// What there is in a store, as the document that `apusd stats --json` prints.
package enum StoreDocument {
    /// Counts what every back-end has.
    package static func statistics(of backends: [OfflineStore.Named]) async throws -> JSONValue {
        var list: [JSONValue] = []
        for entry in backends {
            list.append(document(entry.name, try await StoreSummary(of: entry.backend)))
        }
        return .object(["backends": .array(list)])
    }

    private static func document(_ name: String, _ summary: StoreSummary) -> JSONValue {
        func number(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
        let policies = summary.policies.sorted { $0.key < $1.key }.map { index, stat in
            JSONValue.object([
                "policy": number(UInt64(index.number)), "containers": number(stat.containerCount),
                "objects": number(stat.totals.objectCount), "bytes": number(stat.totals.bytesUsed),
            ])
        }
        let statistics = summary.statistics.map { statistic in
            var members: [String: JSONValue] = [
                "name": .string(statistic.name), "value": .number(statistic.value),
                "help": .string(statistic.help),
            ]
            if !statistic.labels.isEmpty {
                members["labels"] = .object(statistic.labels.mapValues { .string($0) })
            }
            return JSONValue.object(members)
        }
        return .object([
            "name": .string(name), "engine": .string(summary.engine),
            "accounts": number(summary.accounts), "containers": number(summary.containers),
            "objects": number(summary.totals.objectCount),
            "bytes": number(summary.totals.bytesUsed), "policies": .array(policies),
            "expiring": number(summary.expiring),
            "deleted_accounts": number(summary.deletedAccounts),
            "audited_since": summary.auditedSince.map { .string($0.iso8601) } ?? .null,
            "engine_statistics": .array(statistics),
        ])
    }
}
