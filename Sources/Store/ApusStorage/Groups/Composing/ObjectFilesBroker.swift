// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import Synchronization

/// A container of the baseline whose bodies are elsewhere.
struct ObjectFilesBroker: WrappingContainerBroker {
    let backend: ObjectFilesBackend
    let inner: any ContainerBroker
    let address: ContainerAddress

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        try await inner.list(query)
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await inner.delete(at: time)
        // Parts went with it, and only their rows knew their bodies.
        backend.sweep.ask()
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        NamedBodies.plain(try await inner.row(key))
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        // A body that is gone means that the row has been replaced since it was read; again and
        // again only while it is replaced all the time.
        for _ in 0..<10 {
            let row = try await inner.row(key)
            let bodies = try NamedBodies(row)
            do {
                return try await JoinedFile(
                    NamedBodies.plain(row), bodies, "\(address)/\(key.name)", caching,
                    in: backend.files)
            } catch {
                guard error.reason == .notFound else { throw error }
            }
        }
        throw StorageError(.corrupt, "the body of \(address)/\(key.name) is missing")
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        await backend.removeDropped()
        let name = backend.newName()
        return NamedWriter(
            name, try await backend.files.stage(name, sizeBytes: sizeBytes), backend)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        var keys: Set<ObjectKey> = []
        for change in changes {
            keys.insert(change.key)
            switch change.effect {
            case .put, .amend, .remove: break
            case .move(let source): keys.insert(source)
            case .assemble(_, from: let sources): keys.formUnion(sources)
            }
        }
        let rows = keys.sorted()
        await backend.locks.take(rows, in: address)
        defer { backend.locks.release(rows, in: address) }
        var claimed: [NamedBody] = []
        do throws(StorageError) {
            for change in changes {
                guard case .put(_, let staged) = change.effect else { continue }
                let body = try own(staged)
                guard body.claim() else {
                    throw StorageError(.unavailable, "a body that was committed or abandoned")
                }
                claimed.append(body)
            }
            return try await commitLocked(changes)
        } catch {
            for body in claimed { body.release() }
            throw error
        }
    }

    private func own(_ body: any StagedBody) throws(StorageError) -> NamedBody {
        guard let body = body as? NamedBody, body.backend === backend else {
            throw StorageError(.unavailable, "a body staged by another engine")
        }
        return body
    }

    /// Names the bodies, commits, and removes the bodies that no row names any more.
    private func commitLocked(
        _ changes: [ObjectChange]
    ) async throws(StorageError) -> [ObjectRow?] {
        var plan: [ObjectChange] = []
        // What stands at each key after the changes so far.
        var bodies: [ObjectKey: NamedBodies] = [:]
        for change in changes {
            let key = change.key
            let effect: ObjectChange.Effect
            switch change.effect {
            case .put(let row, let body):
                let body = try own(body)
                let named = NamedBodies([.init(name: body.name, sizeBytes: body.sizeBytes)])
                bodies[key] = named
                let empty = try await inner.stage(sizeBytes: 0).seal()
                effect = .put(named.row(row), empty)
            case .amend(let row):
                let named = try await self.bodies(at: key, after: bodies)
                bodies[key] = named
                effect = .amend(named.row(row))
            case .assemble(let row, from: let sources):
                var parts: [NamedBodies.Part] = []
                for source in sources {
                    parts += try await self.bodies(at: source, after: bodies).parts
                }
                for source in sources { bodies[source] = NamedBodies([]) }
                bodies[key] = NamedBodies(parts)
                effect = .assemble(NamedBodies(parts).row(row), from: sources)
            case .move(from: let source):
                let moved = try await self.bodies(at: source, after: bodies)
                bodies[source] = NamedBodies([])
                bodies[key] = moved
                effect = change.effect
            case .remove:
                bodies[key] = NamedBodies([])
                effect = change.effect
            }
            plan.append(ObjectChange(key, requires: change.requires, effect))
        }
        let kept = Set(bodies.values.flatMap(\.names))
        // Before the rows are somewhere where a sweep has already been.
        backend.sweep.keep(kept)
        let replaced = try await inner.commit(plan)
        var doomed: Set<BodyName> = []
        for row in replaced { if let row { doomed.formUnion(try NamedBodies(row).names) } }
        await backend.remove(doomed.subtracting(kept).sorted())
        return replaced.map { $0.map(NamedBodies.plain) }
    }

    /// The bodies of a row, as the changes before have left it; none where no row stands.
    private func bodies(
        at key: ObjectKey, after changed: [ObjectKey: NamedBodies]
    ) async throws(StorageError) -> NamedBodies {
        if let changed = changed[key] { return changed }
        do {
            return try NamedBodies(try await inner.row(key))
        } catch {
            guard error.reason == .notFound else { throw error }
            return NamedBodies([])
        }
    }
}

/// Writes a body that has its name already.
private final class NamedWriter: ObjectWriter {
    private let name: BodyName
    private let rest: any ObjectWriter
    private let backend: ObjectFilesBackend
    private let sealed = Mutex<NamedBody?>(nil)

    init(_ name: BodyName, _ rest: any ObjectWriter, _ backend: ObjectFilesBackend) {
        self.name = name
        self.rest = rest
        self.backend = backend
        backend.sweep.hold(name)
    }

    deinit {
        // Without a sealed body the writer beneath leaves nothing.
        if sealed.withLock({ $0 }) == nil { backend.sweep.release(name) }
    }

    func write(_ bytes: Bytes) async throws(StorageError) {
        try await rest.write(bytes)
    }

    func seal() async throws(StorageError) -> any StagedBody {
        let body = NamedBody(
            name, sizeBytes: try await rest.seal().sizeBytes, backend)
        sealed.withLock { $0 = body }
        return body
    }

    func abandon() async {
        guard let body = sealed.withLock({ $0 }) else {
            await rest.abandon()
            return
        }
        if body.claim() {
            await backend.remove([name])
            backend.sweep.release(name)
        }
    }
}

/// A sealed body without a row.
private final class NamedBody: StagedBody {
    let name: BodyName
    let sizeBytes: UInt64
    let backend: ObjectFilesBackend
    /// Whether a row has it, or it has been removed.
    private let isTaken = Atomic(false)

    init(_ name: BodyName, sizeBytes: UInt64, _ backend: ObjectFilesBackend) {
        self.name = name
        self.sizeBytes = sizeBytes
        self.backend = backend
    }

    deinit {
        if claim() { backend.removeLater([name]) }
        backend.sweep.release(name)
    }

    func claim() -> Bool {
        isTaken.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
    }

    func release() {
        isTaken.store(false, ordering: .relaxed)
    }
}

/// An object whose bytes lie in bodies, one after the other.
struct JoinedFile: ObjectFile {
    let row: ObjectRow
    let description: String
    private let bodies: [(start: UInt64, sizeBytes: UInt64, body: any ObjectBody)]
    private let sizeBytes: UInt64

    init(
        _ row: ObjectRow, _ named: NamedBodies, _ description: String, _ caching: CacheHint,
        in files: any ObjectFiles
    ) async throws(StorageError) {
        self.row = row
        self.description = description
        var bodies: [(UInt64, UInt64, any ObjectBody)] = []
        var start: UInt64 = 0
        for part in named.parts {
            bodies.append(
                (start, part.sizeBytes, try await files.open(part.name, caching: caching)))
            start += part.sizeBytes
        }
        self.bodies = bodies
        sizeBytes = start
    }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        let range = range.clamped(to: 0..<sizeBytes)
        guard !range.isEmpty,
            let part = bodies.last(where: { $0.start <= range.lowerBound && $0.sizeBytes > 0 })
        else { return [] }
        let first = range.lowerBound - part.start
        let end = min(range.upperBound - part.start, part.sizeBytes)
        return try await part.body.read(first..<end)
    }
}
