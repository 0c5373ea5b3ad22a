// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
import ApusStorage

/// What an operator says of an account besides its quotas.
public enum OperatorSetting: String, Hashable, Sendable, CaseIterable {
    /// Whether nothing new is taken: yes, no, or nothing for what holds everywhere.
    case readOnly = "read-only"
    /// Writes a second, `WHITELIST` for any number, or `BLACKLIST` for none.
    case writeRateLimit = "global-write-ratelimit"

    /// What account metadata calls it; no client can send such a name.
    var key: String { "sysmeta.\(rawValue)" }
}

extension ObjectStore {
    /// What operators have said of an account. Anybody may be told.
    public func operatorSettings(
        of account: AccountName
    ) async throws -> [OperatorSetting: String] {
        let metadata = try await operatorMetadata(of: account)
        guard !metadata.isEmpty else { return [:] }
        var settings: [OperatorSetting: String] = [:]
        for setting in OperatorSetting.allCases { settings[setting] = metadata[setting.key] }
        return settings
    }

    /// The metadata of an account that only operators set, and the older name of its quota.
    func operatorMetadata(of name: AccountName) async throws -> [String: String] {
        let (known, changeCount) = accountMemory.metadata(of: name)
        if let known { return known }
        let metadata: Metadata
        do {
            metadata = try await account(name).stat(.mayBeStale).metadata
        } catch {
            guard error.isAbsence else { throw error }
            return [:]
        }
        let wanted = metadata.values.filter { key, _ in
            QuotaRules.isQuota(key) || OperatorSetting.allCases.contains { $0.key == key }
        }
        accountMemory.remember(wanted, of: name, asOf: changeCount)
        return wanted
    }

    /// How many objects a container lists, 0 where there is none. Only for limits: whoever asks
    /// is told no number.
    public func objectCount(of address: ContainerAddress) async throws -> UInt64 {
        let broker = try await container(address)
        return try await stat(broker, of: address, .mayBeStale)?.totals.objectCount ?? 0
    }
}
