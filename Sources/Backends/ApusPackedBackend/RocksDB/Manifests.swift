// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
import ApusStorage

/// The manifests of an index, looked at before RocksDB reads the one that `CURRENT` names.
///
/// RocksDB makes tables and a manifest that names them, then renames a new `CURRENT` into place,
/// then syncs the directory. A file system that keeps no order among names may have kept the new
/// `CURRENT` alone. Nothing has been done by the new manifest then: RocksDB removes files, and
/// comes back to whoever waits, only after that sync. So the manifest before it is whole and says
/// all; when there is none, it is one that was removed after that sync, and a file is missing.
///
/// The first manifest of a new index has none before it, and nothing else is there either: the
/// first log is made after that sync. Such an index is made again.
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
        // What is no name of a manifest is RocksDB's to refuse.
        guard text.hasPrefix("MANIFEST-"), text.hasSuffix("\n"),
            !files.contains(String(text.dropLast()))
        else { return }
        if let newest = newest(of: files) {
            try StoreLayout.replaceFile(current, with: newest + "\n")
        } else if creating, !files.contains(where: { $0.hasSuffix(".log") }) {
            try StoreLayout.removeFile(current)
        }
    }

    /// Opens an index by the manifest that `CURRENT` names or, where tables of it are missing, by
    /// one before it. `CURRENT` is as it was when none of them will do. Blocks.
    static func open(
        in layout: StoreLayout, _ open: () throws(StorageError) -> RocksIndex
    ) throws(StorageError) -> RocksIndex {
        do throws(StorageError) {
            return try open()
        } catch {
            let current = "\(layout.index)/CURRENT"
            guard isAboutMissingFile(error), let text = try StoreLayout.readFile(current) else {
                throw error
            }
            var last = String(text.dropLast())
            while let older = newest(of: try StoreLayout.entries(of: layout.index), before: last) {
                try StoreLayout.replaceFile(current, with: older + "\n")
                last = older
                if let index = try? open() { return index }
            }
            try StoreLayout.replaceFile(current, with: text)
            throw error
        }
    }

    private static func isAboutMissingFile(_ error: StorageError) -> Bool {
        error.detail.contains("No such file or directory")
    }

    /// The newest of the manifests among files. Their names are numbers of six digits and more.
    private static func newest(of files: [String], before limit: String? = nil) -> String? {
        func isLess(_ one: String, _ other: String) -> Bool {
            (one.utf8.count, one) < (other.utf8.count, other)
        }
        return files.filter { name in
            name.hasPrefix("MANIFEST-") && limit.map { isLess(name, $0) } != false
        }.max(by: isLess)
    }
}
