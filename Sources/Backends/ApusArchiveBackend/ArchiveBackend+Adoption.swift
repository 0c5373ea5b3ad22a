// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
public import ApusStorage
import ApusTar

extension ArchiveBackend {
    /// Makes rows of what volumes have, for a cache that is lost: accounts and containers that are
    /// missing are created, with the default policy and without metadata, and every body gets the
    /// row that it had when it was written, unless there is one that is as new.
    ///
    /// Objects that were deleted since come back, and older versions of replaced ones do not.
    /// Reads all volumes from end to end. Bodies stay on their volumes.
    public func adoptVolumes() async throws(StorageError) -> RebuildReport {
        try await archive.waitForStock()
        var report = RebuildReport()
        for volume in archive.shelf.all {
            try await archive.adopt(volume.record, &report)
        }
        return report
    }
}

extension Archive {
    fileprivate func adopt(
        _ record: VolumeRecord, _ report: inout RebuildReport
    ) async throws(StorageError) {
        var scan = try await shelf.lane.working { [shelf] () throws(StorageError) in
            VolumeScan(try shelf.open(record.name), name: record.name)
        }
        while true {
            let (next, members) = try await shelf.lane.working { [scan] () throws(StorageError) in
                var scan = scan
                var members: [VolumeScan.Member] = []
                while members.count < 64, let member = try scan.next() { members.append(member) }
                return (scan, members)
            }
            scan = next
            guard !members.isEmpty else { return }
            for member in members where member.endBytes <= record.endBytes {
                guard member.isSound, let (place, row, id) = VolumeMember.row(of: member.entry)
                else {
                    report.unreadable += 1
                    continue
                }
                var state = BodyState(
                    id: id, sizeBytes: member.entry.sizeBytes,
                    checksum: VolumeMember.checksum(of: member.entry))
                state.placement = BodyState.Placement(
                    volume: record.name, member: member.number, offset: member.offset)
                state.isEvicted = state.sizeBytes > 0
                if try await adopt(row, state, at: place) { report.restored += 1 }
            }
        }
    }

    /// - Returns: false when there is a row that is as new.
    private func adopt(
        _ row: ObjectRow, _ state: BodyState, at place: RowPlace
    ) async throws(StorageError) -> Bool {
        let account = cache.account(place.container.account)
        if !(try await account.exists()) {
            _ = try await account.create(at: row.createdAt, metadata: [:])
        }
        let container = cache.container(place.container)
        if !(try await container.exists()) {
            _ = try await container.create(ContainerRecord(createdAt: row.createdAt))
        }
        await locks.take([place.key], in: place.container)
        defer { locks.release([place.key], in: place.container) }
        let empty = try await container.stage(sizeBytes: 0).seal()
        let replaced: ObjectRow?
        do throws(StorageError) {
            replaced =
                try await container.commit([
                    ObjectChange(
                        place.key, requires: .newerThanStored, .put(state.row(row), empty))
                ]).first ?? nil
        } catch {
            guard case .guardFailed = error.reason else { throw error }
            return false
        }
        if let replaced, let old = try? BodyState(replaced) { forget(old, at: place) }
        ledger.change(from: nil, to: state, at: place)
        if let placement = state.placement { shelf.mark(placement, sizeBytes: state.sizeBytes) }
        return true
    }
}
