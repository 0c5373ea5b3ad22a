// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
public import ApusStorage
import Synchronization

extension PackedBackend: MaintenanceStatistics {
    public var statistics: [Statistic] {
        let counts = store.counts
        let index = try? store.readable()
        var statistics = [
            Statistic(
                "commits_total", help: "Commits that were answered with success or a guard.",
                kind: .total, value: Double(counts.commits.load(ordering: .relaxed))),
            Statistic(
                "batches_total", help: "Synced writes, each of one or more commits.",
                kind: .total, value: Double(counts.batches.load(ordering: .relaxed))),
            Statistic(
                "write_failures_total", help: "Batches that could not be written.",
                kind: .total, value: Double(counts.failures.load(ordering: .relaxed))),
            Statistic(
                "reopenings_total",
                help: "How often the index was opened again after a failed write.",
                kind: .total, value: Double(counts.reopenings.load(ordering: .relaxed))),
            Statistic(
                "cold_reads_total", help: "Reads of the index that memory could not answer.",
                kind: .total, value: Double(counts.hops.load(ordering: .relaxed))),
            Statistic(
                "read_only", help: "Whether a write has failed and nothing is written now.",
                value: store.refusal == nil ? 0 : 1),
            Statistic(
                "free_bytes", help: "Bytes that are free on the device.",
                value: Double(store.space.freeBytes)),
            Statistic(
                "cache_bytes", help: "Bytes of the index in the cache.",
                value: Double(index?.cachedBytes ?? 0)),
        ]
        let properties = [
            (
                "memtable_bytes", "Bytes written that are not in tables yet.",
                "rocksdb.cur-size-all-mem-tables"
            ),
            ("table_bytes", "Bytes of the index's tables.", "rocksdb.total-sst-files-size"),
            (
                "blob_bytes", "Bytes of the files of small bodies.",
                "rocksdb.total-blob-file-size"
            ),
            (
                "pending_compaction_bytes", "Bytes that compaction has to write anew.",
                "rocksdb.estimate-pending-compaction-bytes"
            ),
            ("keys", "About how many keys there are.", "rocksdb.estimate-num-keys"),
        ]
        for (name, help, property) in properties {
            for family in ColumnFamily.allCases {
                statistics.append(
                    Statistic(
                        name, help: help, labels: ["family": family.name],
                        value: Double(index?.number(property, of: family) ?? 0)))
            }
        }
        return statistics
    }
}
