// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// Reading heads from the index, with their metadata.
extension HeadRecord {
    /// An account, deleted or not; nil when there never was one. Blocks.
    static func find(
        _ name: AccountName, _ index: RocksIndex
    ) throws(StorageError) -> AccountHead? {
        try value(find(name, index, .any))
    }

    static func find(
        _ name: AccountName, _ index: RocksIndex, _ tier: RocksIndex.Tier
    ) throws(StorageError) -> RocksIndex.Found<AccountHead> {
        let found = try index.find(Keys.account(name), in: .heads, tier) {
            span throws(StorageError) in try AccountHead(span)
        }
        guard case .value(var head) = found else { return found }
        switch try metadata(of: head.id, index, tier) {
        case .value(let metadata): head.metadata = metadata
        case .missing: break
        case .unknown: return .unknown
        }
        return .value(head)
    }

    /// A container of an account by its number; nil when there is none. Blocks.
    static func find(
        _ name: String, in account: UInt64, _ index: RocksIndex
    ) throws(StorageError) -> ContainerHead? {
        try value(find(name, in: account, index, .any))
    }

    static func find(
        _ name: String, in account: UInt64, _ index: RocksIndex, _ tier: RocksIndex.Tier
    ) throws(StorageError) -> RocksIndex.Found<ContainerHead> {
        let found = try index.find(Keys.container(name, in: account), in: .heads, tier) {
            span throws(StorageError) in try ContainerHead(span, account: account)
        }
        guard case .value(var head) = found else { return found }
        switch try metadata(of: head.id, index, tier) {
        case .value(let metadata): head.metadata = metadata
        case .missing: break
        case .unknown: return .unknown
        }
        return .value(head)
    }

    private static func metadata(
        of id: UInt64, _ index: RocksIndex, _ tier: RocksIndex.Tier
    ) throws(StorageError) -> RocksIndex.Found<TimedMetadata> {
        try index.find(Keys.numbered(.metadata, id), in: .heads, tier) {
            span throws(StorageError) in try metadata(span)
        }
    }

    private static func value<Value>(_ found: RocksIndex.Found<Value>) -> Value? {
        if case .value(let value) = found { return value }
        return nil
    }
}
