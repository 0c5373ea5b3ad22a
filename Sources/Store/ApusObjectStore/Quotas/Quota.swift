// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
import ApusStorage

/// What a quota counts.
public enum QuotaKind: String, Hashable, Sendable, CaseIterable {
    case bytes
    case count
}

/// What is wrong with a quota, or because of one.
public enum QuotaProblem: Hashable, Sendable {
    /// The container, or the account, would have more than its quota.
    case exceeded
    /// The account would have more than its quota in one storage policy.
    case exceededInPolicy
    /// A container's quota is no number.
    case malformed(QuotaKind)
    /// An account's quota is no number.
    case malformedForAccount
}

/// One of an account's quotas.
public struct QuotaName: Hashable, Sendable {
    public var kind: QuotaKind
    /// The storage policy it is for; nil for all together.
    public var policy: PolicyIndex?

    public init(_ kind: QuotaKind, policy: PolicyIndex? = nil) {
        self.kind = kind
        self.policy = policy
    }

    /// What account metadata calls it; no client can send such a name.
    var key: String {
        "sysmeta.quota-\(kind.rawValue)" + (policy.map { "-policy-\($0.number)" } ?? "")
    }

    init?(key: String) {
        guard let rest = key.dropping(prefix: "sysmeta.quota-") else { return nil }
        let parts = rest.parts(separatedBy: "-", maxSplits: 2)
        guard let kind = QuotaKind(rawValue: String(parts[0])) else { return nil }
        self.kind = kind
        guard parts.count > 1 else { return }
        guard parts.count == 3, parts[1] == "policy", let number = UInt32(parts[2]) else {
            return nil
        }
        policy = PolicyIndex(number)
    }
}

/// The quotas that account and container metadata may say.
enum QuotaRules {
    /// A container's quota, which its owners set.
    static func containerKey(_ kind: QuotaKind) -> String {
        "x-container-meta-quota-\(kind.rawValue)"
    }

    /// What accounts had before quotas had names of their own.
    static let olderAccountKey = "x-account-meta-quota-bytes"

    /// Whether account metadata of this name is a quota.
    static func isQuota(_ key: String) -> Bool {
        key == olderAccountKey || QuotaName(key: key) != nil
    }

    /// - Returns: nil for what is no number, however large: such a quota does not count.
    static func number(_ text: String?) -> UInt64? {
        guard let text, !text.isEmpty,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return UInt64(text) ?? .max
    }

    /// Checks a container's quotas before they are stored.
    static func check(container changes: [String: String?]) throws {
        for kind in QuotaKind.allCases {
            guard case .some(.some(let text)) = changes[containerKey(kind)], !text.isEmpty
            else { continue }
            guard number(text) != nil else { throw StoreError.quota(.malformed(kind)) }
        }
    }

    /// An account's quotas and other settings as changes of its metadata.
    ///
    /// - Throws: `StoreError.denied` unless a reseller sets them.
    static func changes(
        _ quotas: [QuotaName: String?], _ settings: [OperatorSetting: String?],
        for caller: Caller
    ) throws -> [String: String?] {
        guard !quotas.isEmpty || !settings.isEmpty else { return [:] }
        guard caller.principal.isResellerAdmin else { throw StoreError.denied }
        var changes: [String: String?] = [:]
        for (setting, value) in settings { changes[setting.key] = .some(value) }
        for (name, value) in quotas {
            if let value, !value.isEmpty, number(value) == nil {
                throw StoreError.quota(.malformedForAccount)
            }
            changes[name.key] = .some(value)
        }
        return changes
    }
}
