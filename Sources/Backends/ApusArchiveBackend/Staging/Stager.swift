// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

extension Archive {
    /// Reads what is asked for until the task is cancelled: a volume at a time, from its beginning
    /// to its end.
    func stageForever() async {
        try? await waitForStock()
        while !Task.isCancelled {
            let next = wanted.bell.next
            guard let volume = wanted.takeVolume() else {
                try? await next.wait()
                continue
            }
            let room = ledger.room.next
            var outcome = Sweep.atEnd
            do throws(StorageError) {
                outcome = try await bay.mounting(volume) { mounted throws(StorageError) in
                    try await sweep(mounted)
                }
            } catch {
                outcome = error.reason == .cancelled ? .atEnd : .failed
            }
            wanted.giveBack(volume)
            switch outcome {
            case .atEnd: continue
            case .noRoom: try? await room.wait()
            case .failed: try? await options.clock.sleep(options.retryDelay)
            }
        }
    }

    private enum Sweep {
        case atEnd
        case noRoom
        case failed
    }

    /// A body that was read, on its way into the cache.
    private struct Arrival {
        let body: WantedBody
        let staged: any StagedBody
        let charge: Charge
    }

    private func sweep(_ volume: MountedVolume) async throws(StorageError) -> Sweep {
        var arrivals: [Arrival] = []
        var position: UInt64 = 0
        var outcome = Sweep.atEnd
        while !Task.isCancelled, let body = wanted.next(on: volume.name, from: position) {
            position = body.offset + 1
            guard let state = try await state(of: body) else {
                wanted.remove(body.id, on: volume.name)
                continue
            }
            let charge = Charge(ledger)
            guard try await makeRoom(for: charge, bytes: body.sizeBytes) else {
                outcome = .noRoom
                break
            }
            do throws(StorageError) {
                let writer = try await cache.container(body.place.container)
                    .stage(sizeBytes: body.sizeBytes)
                do throws(StorageError) {
                    try await read(state, from: volume) { bytes throws(StorageError) in
                        try await writer.write(bytes)
                    }
                    let staged = try await writer.seal()
                    arrivals.append(Arrival(body: body, staged: staged, charge: charge))
                } catch {
                    await writer.abandon()
                    throw error
                }
            } catch {
                guard error.reason == .corrupt else {
                    try await arrive(arrivals, from: volume.name)
                    throw error
                }
                await giveUp(body, on: volume.name, error)
            }
            let bytes = arrivals.reduce(0) { $0 + $1.body.sizeBytes }
            if arrivals.count >= options.commitRows || bytes >= options.arrivalBytes {
                try await arrive(arrivals, from: volume.name)
                arrivals = []
            }
        }
        try await arrive(arrivals, from: volume.name)
        return outcome
    }

    /// What the row of a body that is asked for tells; nil when it is there, or gone.
    private func state(of body: WantedBody) async throws(StorageError) -> BodyState? {
        do throws(StorageError) {
            let row = try await cache.container(body.place.container).row(body.place.key)
            let state = try BodyState(row)
            return state.id == body.id && state.isEvicted ? state : nil
        } catch {
            switch error.reason {
            // Whoever mends its index asks again, or the next start does.
            case .notFound, .deleted, .corrupt, .unavailable: return nil
            default: throw error
            }
        }
    }

    /// Reads a body from its volume and compares it with its checksum.
    ///
    /// - Throws: `.corrupt`, `.cancelled`; what was handed over until then is not to be used.
    func read(
        _ state: BodyState, from volume: MountedVolume,
        _ body: (Bytes) async throws(StorageError) -> Void
    ) async throws(StorageError) {
        guard let placement = state.placement else { return }
        var checksum: UInt32 = 0
        var position: UInt64 = 0
        while position < state.sizeBytes {
            if Task.isCancelled { throw StorageError(.cancelled, "reading \(volume.name)") }
            let end = min(position + 1 << 20, state.sizeBytes)
            let bytes = try await volume.read(placement.offset + position..<placement.offset + end)
            guard UInt64(bytes.count) == end - position else {
                throw StorageError(.corrupt, "the volume \(volume.name) is too short")
            }
            checksum = CRC32C.of(bytes, continuing: checksum)
            position = end
            // The last piece is held back until all of them are known to be right.
            if position == state.sizeBytes, checksum != state.checksum { break }
            try await body(bytes)
        }
        guard state.checksum == checksum else {
            throw StorageError(
                .corrupt, "member \(placement.member) of the volume \(volume.name) is damaged")
        }
    }

    /// Reads a body from its volume, all of it, and compares it with its checksum.
    ///
    /// - Throws: as `read`.
    func verify(
        _ state: BodyState, _ body: (Bytes) async -> Void = { _ in }
    ) async throws(StorageError) {
        guard let placement = state.placement else { return }
        try await bay.mounting(placement.volume) { volume throws(StorageError) in
            try await read(state, from: volume) { bytes in await body(bytes) }
        }
    }

    /// Puts bodies in the place of the empty ones.
    private func arrive(_ arrivals: [Arrival], from volume: String) async throws(StorageError) {
        var groups: [ContainerAddress: [ObjectKey: Arrival]] = [:]
        for arrival in arrivals {
            groups[arrival.body.place.container, default: [:]][arrival.body.place.key] = arrival
        }
        for (container, group) in groups {
            let changed = try await rewrite(Array(group.keys), in: container, isCharged: true) {
                key, _, state throws(StorageError) in
                guard let arrival = group[key], state.id == arrival.body.id, state.isEvicted
                else { return nil }
                var state = state
                state.isEvicted = false
                state.isWanted = false
                return .replace(state, arrival.staged)
            }
            for (key, arrival) in group {
                if changed[key] != nil {
                    arrival.charge.handOver()
                    counters.withLock { counters in
                        counters.stagedBodies += 1
                        counters.stagedBytes += arrival.body.sizeBytes
                    }
                }
                wanted.remove(arrival.body.id, on: volume)
            }
        }
    }

    /// Nobody can have it: readers are told, and it is asked for no more.
    private func giveUp(_ body: WantedBody, on volume: String, _ error: StorageError) async {
        damaged.withLock { $0[body.id] = error.detail }
        counters.withLock { $0.damagedBodies += 1 }
        wanted.remove(body.id, on: volume)
        _ = try? await rewrite([body.place.key], in: body.place.container) {
            _, _, state throws(StorageError) in
            guard state.id == body.id, state.isWanted else { return nil }
            var state = state
            state.isWanted = false
            state.isPinned = false
            return .amend(state)
        }
    }
}
