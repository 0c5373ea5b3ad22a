// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTar
import Synchronization

extension Archive {
    /// Writes new bodies to volumes until the task is cancelled.
    func archiveForever() async {
        // Nothing is written over what a row tells of.
        try? await waitForStock()
        while !Task.isCancelled {
            let next = pending.bell.next
            guard let due = pending.due else {
                if pending.takeOverflow() {
                    try? await options.clock.sleep(options.retryDelay)
                    if !Task.isCancelled { await listPending() }
                    continue
                }
                try? await next.wait()
                continue
            }
            let now = options.clock.now()
            if now < due {
                try? await options.clock.sleep(due.since(now))
                continue
            }
            let taken = pending.take(bytes: options.runBytes, count: options.runMembers)
            do throws(StorageError) {
                var left = taken[...]
                while !left.isEmpty, !Task.isCancelled { left = try await writeRun(left) }
                counters.withLock { $0.problem = nil }
                pending.finish(taken.count)
            } catch {
                pending.putBack(taken)
                guard error.reason != .cancelled else { return }
                counters.withLock { counters in
                    counters.archiveFailures += 1
                    counters.problem = error
                }
                ledger.room.ring()
                try? await options.clock.sleep(options.retryDelay)
            }
        }
    }

    /// Finds those that the list had no room for.
    private func listPending() async {
        do throws(StorageError) {
            try await eachRow { place, state throws(StorageError) in
                if state.placement == nil { archiveLater(state, at: place) }
            }
        } catch {
            pending.markOverflow()
        }
    }

    /// Writes as many bodies as go on one volume, and then says in their rows that they are there.
    ///
    /// - Returns: those that were not got to.
    private func writeRun(
        _ bodies: ArraySlice<PendingBody>
    ) async throws(StorageError) -> ArraySlice<PendingBody> {
        var left = bodies
        var opened: (body: PendingBody, source: Source)?
        while opened == nil, let body = left.first {
            if let source = try await source(of: body) {
                opened = (body, source)
            } else {
                left = left.dropFirst()
            }
        }
        guard let first = opened else { return [] }
        let need = first.source.wholeBytes
        let record = try await shelf.lane.working { [shelf] () throws(StorageError) in
            try shelf.writable(for: need)
        }
        shelf.settle(record.name)
        defer { shelf.settled(record.name) }
        var written: [Written] = []
        let isOwnFile = if case .directory = shelf.place { true } else { false }
        left = try await bay.mounting(record.name) { volume throws(StorageError) in
            var run = VolumeRun(volume, record, cutsFile: isOwnFile)
            var rest = left
            var source: Source? = first.source
            // Who is cancelled leaves the rest, and says what is there already.
            while let body = rest.first, !Task.isCancelled {
                if source == nil { source = try await self.source(of: body) }
                if let found = source {
                    guard shelf.hasRoom(run.record, for: found.wholeBytes) else {
                        run.record.isFull = true
                        break
                    }
                    if let placement = try await run.append(found) {
                        written.append(
                            Written(body: body, placement: placement, checksum: found.checksum))
                    } else if Task.isCancelled {
                        break
                    } else {
                        counters.withLock { $0.damagedBodies += 1 }
                    }
                    source = nil
                }
                rest = rest.dropFirst()
            }
            let record = try await run.finish()
            try await shelf.lane.working { [shelf] () throws(StorageError) in
                try shelf.publish(record)
            }
            return rest
        }
        try await tell(written)
        return left
    }

    /// A body as it is to be written.
    fileprivate struct Source {
        let file: any ObjectFile
        let header: Bytes
        let sizeBytes: UInt64
        let checksum: UInt32

        /// What it takes of a volume.
        var wholeBytes: UInt64 {
            UInt64(header.count) + sizeBytes + TarWriter.paddingBytes(after: sizeBytes)
        }
    }

    private struct Written {
        let body: PendingBody
        let placement: BodyState.Placement
        let checksum: UInt32
    }

    /// Opens a body in the cache; nil when it is gone, elsewhere, or on a volume already.
    private func source(of body: PendingBody) async throws(StorageError) -> Source? {
        let file: any ObjectFile
        do throws(StorageError) {
            file = try await cache.container(body.place.container)
                .open(body.place.key, caching: .drop)
        } catch {
            switch error.reason {
            case .notFound, .deleted, .corrupt: return nil
            case .unavailable:
                // One index that cannot be read holds up nobody else.
                pending.markOverflow()
                return nil
            default: throw error
            }
        }
        let state = try BodyState(file.row)
        guard state.id == body.id, state.placement == nil, !state.isEvicted else { return nil }
        // Nobody has seen all of it come in: it is read twice.
        var checksum = state.checksum ?? 0
        if state.checksum == nil {
            do throws(StorageError) {
                try await file.eachPiece(sizeBytes: state.sizeBytes) { bytes throws(StorageError) in
                    checksum = CRC32C.of(bytes, continuing: checksum)
                }
            } catch {
                guard error.reason == .corrupt else { throw error }
                counters.withLock { $0.damagedBodies += 1 }
                return nil
            }
        }
        let header = VolumeMember.header(
            BodyState.plain(file.row), state, checksum: checksum, at: body.place)
        return Source(
            file: file, header: header, sizeBytes: state.sizeBytes, checksum: checksum)
    }

    /// Says in the rows where their bodies are.
    private func tell(_ written: [Written]) async throws(StorageError) {
        var groups: [ContainerAddress: [Written]] = [:]
        for one in written { groups[one.body.place.container, default: []].append(one) }
        for (container, group) in groups {
            do throws(StorageError) {
                try await tell(group, in: container)
            } catch {
                guard error.reason == .unavailable else { throw error }
                pending.markOverflow()
            }
        }
    }

    private func tell(
        _ group: [Written], in container: ContainerAddress
    ) async throws(StorageError) {
        var rest = group[...]
        while !rest.isEmpty {
            let batch = rest.prefix(options.commitRows)
            rest = rest.dropFirst(options.commitRows)
            let byKey = Dictionary(batch.map { ($0.body.place.key, $0) }) { _, last in last }
            let told = try await rewrite(Array(byKey.keys), in: container) {
                key, _, state throws(StorageError) in
                guard let one = byKey[key], one.body.id == state.id, state.placement == nil
                else { return nil }
                var state = state
                if state.id == 0 { state.id = newID() }
                state.placement = one.placement
                state.checksum = one.checksum
                return .amend(state)
            }
            // What could not go before may go now.
            if ledger.isHigh { ledger.pressure.ring() }
            counters.withLock { counters in
                counters.archivedBodies += UInt64(told.count)
                counters.archivedBytes += told.values.reduce(0) { $0 + $1.new.sizeBytes }
            }
        }
    }
}

extension ObjectFile {
    /// Reads the body in order, in memory.
    ///
    /// - Throws: `.corrupt`, also when it is too short.
    func eachPiece(
        sizeBytes: UInt64, _ body: (Bytes) async throws(StorageError) -> Void
    ) async throws(StorageError) {
        var position: UInt64 = 0
        while position < sizeBytes {
            for bytes in try await nextBytes(position..<sizeBytes) {
                position += UInt64(bytes.count)
                try await body(bytes)
            }
        }
    }

    /// The next bytes of a range, in memory: about a mebibyte of them.
    ///
    /// - Throws: `.corrupt`, also when there are none.
    func nextBytes(_ range: Range<UInt64>) async throws(StorageError) -> [Bytes] {
        var found: [Bytes] = []
        pieces: for piece in try await read(range) {
            switch piece {
            case .bytes(let bytes): found.append(bytes)
            case .region(let region):
                let start = region.range.lowerBound
                let end = min(start + 1 << 20, region.range.upperBound)
                do {
                    found.append(try await region.file.read(start..<end))
                } catch {
                    throw StorageError(.corrupt, "\(self): its body cannot be read", cause: error)
                }
                break pieces
            }
        }
        guard found.contains(where: { !$0.isEmpty }) else {
            throw StorageError(.corrupt, "\(self): its body is too short")
        }
        return found
    }
}

/// Members one after the other on a volume, in large writes.
private struct VolumeRun {
    private static let writeBytes = 4 << 20

    var record: VolumeRecord
    private let volume: MountedVolume
    private let cutsFile: Bool
    private var buffer = ByteWriter(capacity: 0)
    /// Where the buffer goes.
    private var bufferStart: UInt64

    init(_ volume: MountedVolume, _ record: VolumeRecord, cutsFile: Bool) {
        self.volume = volume
        self.record = record
        self.cutsFile = cutsFile
        bufferStart = record.endBytes
    }

    /// Adds a member.
    ///
    /// - Returns: nil when the cache has not what came in, or the task was cancelled: it is not
    ///   on the volume then.
    mutating func append(
        _ source: Archive.Source
    ) async throws(StorageError) -> BodyState.Placement? {
        let start = record.endBytes
        let placement = BodyState.Placement(
            volume: record.name, member: record.members, offset: start + UInt64(source.header.count)
        )
        try await append(source.header)
        var checksum: UInt32 = 0
        var isWhole = true
        do throws(StorageError) {
            var position: UInt64 = 0
            while position < source.sizeBytes {
                if Task.isCancelled { throw StorageError(.cancelled, "writing \(record.name)") }
                for bytes in try await source.file.nextBytes(position..<source.sizeBytes) {
                    checksum = CRC32C.of(bytes, continuing: checksum)
                    position += UInt64(bytes.count)
                    try await append(bytes)
                }
            }
        } catch {
            guard error.reason == .corrupt || error.reason == .cancelled else { throw error }
            isWhole = false
        }
        guard isWhole, checksum == source.checksum else {
            try await cut(to: start)
            return nil
        }
        try await append(TarWriter.padding(after: source.sizeBytes))
        record.endBytes = start + source.wholeBytes
        record.members += 1
        return placement
    }

    /// Ends the archive and makes it durable.
    mutating func finish() async throws(StorageError) -> VolumeRecord {
        try await append(TarWriter.end)
        try await flush()
        try await volume.finish(
            at: record.endBytes + UInt64(TarWriter.end.count), cutting: cutsFile)
        return record
    }

    private mutating func append(_ bytes: Bytes) async throws(StorageError) {
        buffer.append(bytes)
        if buffer.count >= Self.writeBytes { try await flush() }
    }

    private mutating func flush() async throws(StorageError) {
        guard buffer.count > 0 else { return }
        let bytes = buffer.finish()
        try await volume.write(bytes, at: bufferStart)
        bufferStart += UInt64(bytes.count)
    }

    /// Takes back what lies behind a place; a part of it may have been written.
    private mutating func cut(to end: UInt64) async throws(StorageError) {
        if end >= bufferStart {
            buffer.truncate(to: Int(end - bufferStart))
        } else {
            _ = buffer.finish()
            bufferStart = end
        }
    }
}
