// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import Synchronization

/// The baseline's brokers over object files of another make.
///
/// A row of the baseline names the bodies in its `system` metadata, which nobody else sees, and
/// has an empty body of the baseline's own, so that the baseline keeps its laws: what has no row
/// does not exist, and an index can be rebuilt. A body is sealed before its row is committed, and
/// removed after; what a crash leaves in between is swept (`BodySweep`).
final class ObjectFilesBackend: Backend {
    let name: String
    let rest: any (Auditable & Reclaiming)
    let files: any ObjectFiles
    /// Held by commits for the rows they change: bodies are named before, and removed after.
    let locks = RowLocks()
    let sweep = BodySweep()

    private let process = UInt64.random(in: 0 ... .max)
    private let number = Atomic<UInt64>(0)
    /// Bodies that were sealed and dropped, or could not be removed.
    private let dropped = Mutex<[BodyName]>([])

    init(name: String, rest: any (Auditable & Reclaiming), files: any ObjectFiles) {
        self.name = name
        self.rest = rest
        self.files = files
    }

    func account(_ name: AccountName) -> any AccountBroker { rest.account(name) }

    func container(_ address: ContainerAddress) -> any ContainerBroker {
        ObjectFilesBroker(backend: self, inner: rest.container(address), address: address)
    }

    func checkHealth() async throws(StorageError) {
        try await rest.checkHealth()
        try await files.checkHealth()
    }

    func shutdown() async {
        await removeDropped()
        await files.shutdown()
        await rest.shutdown()
    }

    /// A name that was never used.
    func newName() -> BodyName {
        BodyName(process: process, number: number.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// Removes bodies when somebody comes by who can wait.
    func removeLater(_ names: [BodyName]) {
        dropped.withLock { $0 += names }
    }

    /// Removes what was dropped; what cannot be removed now is left to the next time.
    func removeDropped() async {
        let names = dropped.withLock { names in
            defer { names = [] }
            return names
        }
        await remove(names)
    }

    func remove(_ names: [BodyName]) async {
        for name in names {
            do throws(StorageError) {
                try await files.remove(name)
            } catch {
                removeLater([name])
            }
        }
    }
}

/// The bodies that an object's bytes lie in, one after the other.
struct NamedBodies: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        let name: BodyName
        let sizeBytes: UInt64
    }

    /// Where a row of the baseline has them.
    private static let key = "object-files"

    let parts: [Part]

    init(_ parts: [Part]) {
        self.parts = parts
    }

    /// What a row of the baseline names.
    init(_ row: ObjectRow) throws(StorageError) {
        var parts: [Part] = []
        for item in (row.system[Self.key] ?? "").split(separator: ",") {
            let fields = item.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 2, let name = BodyName(fields[0]), let size = UInt64(fields[1])
            else { throw StorageError(.corrupt, "a row that names its bodies wrong") }
            parts.append(Part(name: name, sizeBytes: size))
        }
        self.parts = parts
    }

    var names: [BodyName] { parts.map(\.name) }

    /// The row as the baseline has it.
    func row(_ row: ObjectRow) -> ObjectRow {
        var named = row
        named.system[Self.key] = parts.map { "\($0.name):\($0.sizeBytes)" }.joined(separator: ",")
        return named
    }

    /// The row as everybody else sees it.
    static func plain(_ row: ObjectRow) -> ObjectRow {
        var plain = row
        plain.system[key] = nil
        return plain
    }
}
