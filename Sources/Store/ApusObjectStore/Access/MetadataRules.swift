// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// The rules on what clients may keep as metadata.
///
/// Source: OpenStack Swift, `swift.common.constraints.check_metadata`.
struct MetadataRules {
    /// `x-account-meta-`, `x-container-meta-` or `x-object-meta-`.
    let prefix: String
    let constraints: Constraints

    /// Checks what a request brings; values that remove (nil) count with their names.
    ///
    /// - Throws: `StoreError.metadata`.
    func check(_ changes: [String: String?]) throws {
        var count = 0
        var total = 0
        for (name, value) in changes.sorted(by: { $0.key < $1.key })
        where name.startsBytewise(with: prefix) {
            let lengthBytes = name.utf8.count - prefix.utf8.count
            let valueBytes = value?.utf8.count ?? 0
            guard lengthBytes > 0 else { throw StoreError.metadata(.emptyName) }
            count += 1
            total += lengthBytes + valueBytes
            guard lengthBytes <= constraints.metadataNameLimitBytes else {
                throw StoreError.metadata(.nameTooLong(name))
            }
            guard valueBytes <= constraints.metadataValueLimitBytes else {
                throw StoreError.metadata(
                    .valueTooLong(name, limitBytes: constraints.metadataValueLimitBytes))
            }
            try check(count: count, total: total)
        }
    }

    /// Checks what an account or a container would have after changes.
    func check(_ metadata: Metadata, mergedWith changes: [String: String?]) throws {
        var merged = metadata
        merged.merge(changes)
        var count = 0
        var total = 0
        for (name, value) in merged.values where name.startsBytewise(with: prefix) {
            count += 1
            total += name.utf8.count - prefix.utf8.count + value.utf8.count
        }
        try check(count: count, total: total)
    }

    private func check(count: Int, total: Int) throws {
        guard count <= constraints.metadataCountLimit else {
            throw StoreError.metadata(.tooMany(limit: constraints.metadataCountLimit))
        }
        guard total <= constraints.metadataTotalLimitBytes else {
            throw StoreError.metadata(.tooLarge(limitBytes: constraints.metadataTotalLimitBytes))
        }
    }
}
