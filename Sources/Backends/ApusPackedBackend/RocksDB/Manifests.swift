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
/// The first manifest of a new index has none before it, and nothing else is there either: the first
/// log is made after that sync. Such an index is made again.
///
/// Source: RocksDB, `VersionSet::ProcessManifestWrites`, `SetCurrentFile`, `DBImpl::NewDB`.
enum Manifests {
    /// Lets `CURRENT` name the newest manifest there is when the one that it names is not there.
    /// Blocks.
    ///
    /// - Parameter creating: whether nothing is known of the index, so that it may have been
    ///   about to be made.
    static func restoreCurrent(
        in layout: StoreLayout, creating: Bool = false
    ) throws(StorageError) {
        let current = "\(layout.index)/CURRENT"
        guard let text = try StoreLayout.readFile(current) else { return }
        let files = try StoreLayout.entries(of: layout.index)
        let names = Set(files.filter { $0.hasPrefix("MANIFEST-") })
        // What is no name of a manifest is RocksDB's to refuse.
        guard text.hasPrefix("MANIFEST-"), text.hasSuffix("\n"),
            !names.contains(String(text.dropLast()))
        else { return }
        // Their names are numbers of six digits and more.
        if let newest = names.max(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
            try StoreLayout.replaceFile(current, with: newest + "\n")
        } else if creating, !files.contains(where: { $0.hasSuffix(".log") }) {
            try StoreLayout.removeFile(current)
        }
    }
}
