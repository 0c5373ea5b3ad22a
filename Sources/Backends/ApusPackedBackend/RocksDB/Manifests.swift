// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
import ApusStorage

/// The manifests of an index, looked at before RocksDB reads the one that `CURRENT` names.
///
/// RocksDB makes a manifest, then renames a new `CURRENT` into place, then syncs the directory. A
/// file system that keeps no order among names may have lost the first of these and kept the
/// second. Nothing has been done by the new manifest then: RocksDB removes files, and comes back
/// to whoever waits, only after that sync. So the manifest before it is whole and says all.
///
/// Source: RocksDB, `VersionSet::ProcessManifestWrites`, `SetCurrentFile`.
enum Manifests {
    /// Lets `CURRENT` name the newest manifest there is when the one that it names is not there.
    /// Blocks.
    static func restoreCurrent(in layout: StoreLayout) throws(StorageError) {
        let current = "\(layout.index)/CURRENT"
        guard let text = try StoreLayout.readFile(current) else { return }
        let names = Set(
            try StoreLayout.entries(of: layout.index).filter { $0.hasPrefix("MANIFEST-") })
        // What is no name of a manifest is RocksDB's to refuse.
        guard text.hasPrefix("MANIFEST-"), text.hasSuffix("\n"),
            !names.contains(String(text.dropLast())),
            // Their names are numbers of six digits and more.
            let newest = names.max(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) })
        else { return }
        try StoreLayout.replaceFile(current, with: newest + "\n")
    }
}
