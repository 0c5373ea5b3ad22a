// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusStorage

/// What is done at the start: the index has recovered itself; this looks whether it has got as
/// far as it must, and finishes what was begun with files.
struct Recovery {
    let layout: StoreLayout
    let index: RocksIndex

    /// Refuses an index that has lost what was acknowledged. Blocks.
    static func check(
        _ index: RocksIndex, _ watermark: Watermark, _ layout: StoreLayout
    ) throws(StorageError) {
        guard let wanted = try watermark.read() else { return }
        let found = index.lastSequence
        guard found < wanted else { return }
        throw StorageError(
            .unavailable,
            """
            \(layout.index) has recovered to change \(found), but change \(wanted) was \
            acknowledged: \(wanted - found) changes are lost, the write-ahead log is damaged. \
            Restore a backup, or remove \(layout.watermark) to go on without them
            """)
    }

    /// Those bodies that no row has. Blocks.
    static func orphans(
        among ids: [BodyID], _ index: RocksIndex
    ) throws(StorageError) -> [BodyID] {
        var orphans: [BodyID] = []
        for id in ids {
            let found = try index.find(Keys.body(.file, id), in: .heads) { _ in }
            if case .missing = found { orphans.append(id) }
        }
        return orphans
    }

    /// Finishes what was begun. Only bodies of epochs that did not end in order can be left over
    /// without a row, so the time this takes depends on what those epochs wrote. Blocks.
    func run(afterCrashOf epochs: Set<UInt32>) throws(StorageError) {
        try StoreLayout.removeTree(layout.backups)
        try removeDoomed()
        for epoch in epochs { try collectOrphans(of: epoch) }
        for epoch in epochs { try StoreLayout.removeFile("\(layout.openEpochs)/\(epoch)") }
    }

    private func removeDoomed() throws(StorageError) {
        let (from, to) = Keys.Kind.doomed.range
        let doomed = index.iterator(.heads, from: from, to: to)
        let batch = RocksBatch(of: index)
        var count = 0
        doomed.seekToFirst()
        while let id = try doomed.read({ key, _ throws(StorageError) in
            try Keys.bodyID(key, at: 1)
        }) {
            try StoreLayout.removeFile(layout.body(id))
            batch.delete(Keys.body(.doomed, id), in: .heads)
            count += 1
            doomed.next()
        }
        if count > 0 { try index.write(batch) }
    }

    private func collectOrphans(of epoch: UInt32) throws(StorageError) {
        let directory = layout.bodies(ofEpoch: epoch)
        for group in try StoreLayout.entries(of: directory) {
            let names = try StoreLayout.entries(of: "\(directory)/\(group)")
            let ids = names.compactMap { UInt64($0) }.map { BodyID(epoch: epoch, number: $0) }
            for id in try Self.orphans(among: ids, index) {
                try StoreLayout.removeFile(layout.body(id))
            }
            // Fails, as it should, while something is in it.
            try? FileCalls.removeDirectory("\(directory)/\(group)")
        }
        try? FileCalls.removeDirectory(directory)
    }
}
