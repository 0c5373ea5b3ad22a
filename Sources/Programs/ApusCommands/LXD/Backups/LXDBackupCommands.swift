// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDigest
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd backup`
struct LXDBackupCommand: LXDSubcommand {
    private enum Options {
        static let instanceOnly = Option.flag(
            "--instance-only", help: "Leave snapshots out.")
        static let optimized = Option.flag(
            "--optimized-storage",
            help: "In the form of the storage's driver: quicker, and only for the same driver.")
        static let compression = Option.text(
            "--compression", placeholder: "NAME",
            help: "gzip, zstd, xz, none and so on. Default: the server's choice.")
    }

    static let declaration = Command(
        "backup", synopsis: "[options] [<remote>:]<instance> <container>",
        summary: "Streams a backup of an instance into a container of an object store.",
        description: [
            "The server makes the backup, and it goes from there into segments of the object "
                + "INSTANCE/TIMESTAMP without being a file here. The object appears when all of "
                + "it is there and its checksums are right. A run that was interrupted is gone on "
                + "with by the same command: the server keeps its backup for a week, and segments "
                + "that are in the store are compared with it and not sent again.",
            "The object store is said as for upload: by a profile, variables or options.",
        ],
        positionals: [
            Positional("<instance>", "The instance; it may run."),
            Positional("<container>", "The container; made if need be."),
        ],
        options: [
            Options.instanceOnly.declarations, Options.optimized.declarations,
            Options.compression.declarations, BackupStore.Options.keep.declarations,
            BackupStore.Options.keepWithin.declarations,
            CommandOptions.Upload.segmentSize.declarations,
            BackupStore.Options.segmentContainer.declarations, BackupStore.options,
        ].flatMap(\.self))

    let context: LXDContext
    private let lane = Lane(name: "apus-digests", threads: 2)

    init(context: LXDContext) {
        self.context = context
    }

    /// A backup whose name says that it is ours and for which container.
    private struct Marked {
        let name: String
        let timestamp: String

        private static func mark(_ container: String) -> String {
            Hexadecimal.encode(Digest.of(Bytes(container), .sha256).prefix(5))
        }

        init(new timestamp: String, for container: String) {
            self.timestamp = timestamp
            name = "apus-\(timestamp)-\(Self.mark(container))"
        }

        init?(_ name: String, for container: String) {
            let parts = name.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "apus", parts[2] == Self.mark(container),
                StoredBackup.seconds(of: String(parts[1])) != nil
            else { return nil }
            self.name = name
            timestamp = String(parts[1])
        }
    }

    /// How many bytes of segments are in memory at once, and how many a segment has at least.
    private static let segmentBytes: UInt64 = 16 * 1024 * 1024
    private static let concurrency = 3
    /// How many names are tried, a second apart.
    private static let nameLimit = 60
    /// How long a server keeps what nobody went on with.
    private static let keptSeconds: Int64 = 7 * 86_400

    func run() async throws {
        let names = try context.names(2...2)
        let place = RemoteName(names[0])
        let retention = try BackupStore.retention(context.arguments)
        guard !place.name.isEmpty, !place.name.contains("/") else {
            throw context.usage("'\(names[0])' is no name of an instance")
        }
        let lxd = try await context.lxd(place.remote)
        try await context.withStore(names[1]) { store in
            let now = SystemFacts.secondsSince1970
            let stored = try await run(lxd, place.name, store, now: now)
            try await context.done(
                place.name, stored.document.members ?? [:],
                "\(store.container)/\(stored.object)")
            guard retention.isSet else { return }
            await store.prune(
                try await store.backups(of: stored.instance).filter {
                    $0.server == stored.server && $0.project == stored.project
                }, retention, now: now)
        }
    }

    private func run(
        _ lxd: LXD, _ name: String, _ store: BackupStore, now: Int64
    ) async throws -> StoredBackup {
        let server = try await lxd.server()
        try await lxd.require("container_backup", for: "A backup")
        let instance = try await lxd.instance(name).get()
        // Whether the store can be written to is known before the server begins.
        _ = try await store.connection.putContainer(store.container)
        _ = try await store.connection.putContainer(store.segmentContainer)
        let marked = try await made(lxd, name, store.container, now: now)
        let resource = lxd.instance(name).backup(marked.name)
        let stream = try await resource.export()
        let size = try await segmentBytes(stream.lengthBytes, store)
        // Servers whose instances have one name may be at it in the same second.
        let origin = [
            server.environment?.serverName, server.environment?.certificate,
            instance.projectName,
        ].map { $0 ?? "" }.joined(separator: "\n")
        let mark = Hexadecimal.encode(Digest.of(Bytes(origin), .sha256).prefix(5))
        let prefix = "\(name)/\(marked.timestamp)/\(mark)/"
        let present = try await present(prefix, store)
        let reader = SegmentedStream(stream, segmentBytes: size, lane: lane)
        let segments: [Segment]
        do {
            segments = try await upload(
                reader, prefix, present, store, label: name, total: stream.lengthBytes)
        } catch {
            await context.showBar(name, nil)
            await context.output.warning(
                "The backup is not complete; the same command goes on with it.")
            throw error
        }
        await context.showBar(name, nil)
        let (sha256, bytes) = reader.finish()
        if let expected = stream.lengthBytes, expected != bytes {
            throw LXDError(
                .connectionLost, "The export ended after \(bytes) of \(expected) bytes",
                url: resource.url)
        }
        let found = StoredBackup(
            container: store.container, instance: name,
            project: instance.projectName ?? "default",
            server: server.environment?.serverName ?? "",
            version: server.environment?.serverVersion ?? "",
            hasSnapshots: !context.arguments[Options.instanceOnly], sha256: sha256, bytes: bytes,
            timestamp: marked.timestamp)
        let stored = try await putManifest(segments, found, store)
        // Segments of another size, of a run before this one.
        let used = Set(segments.map(\.name))
        for name in present.keys where !used.contains(name) {
            _ = try? await store.connection.deleteObject(store.segmentContainer, name)
        }
        try await resource.delete()
        return stored
    }

    // MARK: The backup at the server

    /// The backup to send: one that an interrupted run has left, else a new one.
    private func made(
        _ lxd: LXD, _ name: String, _ container: String, now: Int64
    ) async throws -> Marked {
        let isInstanceOnly = context.arguments[Options.instanceOnly]
        let isOptimized = context.arguments[Options.optimized]
        let instance = lxd.instance(name)
        let left = try await instance.backups.all().filter {
            ($0.isInstanceOnly ?? false) == isInstanceOnly
                && ($0.isOptimizedStorage ?? false) == isOptimized
        }.compactMap { Marked($0.name, for: container) }
        if let newest = left.max(by: { $0.timestamp < $1.timestamp }) {
            // It may be in the making still, begun by a run that was killed.
            try await waitForBackups(lxd, name)
            if try await instance.backup(newest.name).exists() {
                if context.verbosity > 0, !context.writesJSON {
                    await context.output.warning("Going on with the backup of \(newest.timestamp)")
                }
                return newest
            }
        }
        let marked = Marked(new: StoredBackup.timestamp(now), for: container)
        var creation = NewInstanceBackup(
            name: marked.name,
            expiresAt: LXDTime(secondsSince1970: now + Self.keptSeconds),
            isInstanceOnly: isInstanceOnly, isOptimizedStorage: isOptimized)
        creation.compressionAlgorithm = context.arguments[Options.compression].nonEmpty
        let running = try await instance.backups.begin(creation)
        try await context.finish(running, name)
        return marked
    }

    /// Waits until the server makes no backup of an instance any more.
    private func waitForBackups(_ lxd: LXD, _ name: String) async throws {
        let document = try await lxd.raw.get(
            lxd.url.operations.url.with("recursion", "1")
        ).document()
        let all = (document.members ?? [:]).values.flatMap { $0.elements ?? [] }
        for operation in all {
            let isMeant =
                (operation.description?.text ?? "").hasPrefix("Backing up")
                && operation.resources?.members?.values.contains { urls in
                    (urls.elements ?? []).contains {
                        ResourceURL($0.text ?? "")?.segments.contains(name) == true
                    }
                } == true
            guard isMeant, let id = operation.id?.text else { continue }
            do {
                // An answer that is an error may be no more than the end of one question's time.
                try await lxd.operation(id).wait()
            } catch let error as LXDError
                where [.operationFailed, .operationCancelled, .notFound].contains(error.code)
            {
                // It failed, or is forgotten: either way it has ended.
            }
        }
    }

    // MARK: Segments

    private struct Segment: Sendable {
        let index: Int
        let name: String
        let bytes: Int
        let md5: String
    }

    /// What is there of an earlier run, by name.
    private func present(
        _ prefix: String, _ store: BackupStore
    ) async throws -> [String: ListedObject] {
        let rows = try await store.entries(store.segmentContainer, prefix: prefix)
        return Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
    }

    /// As asked for, else so large that the server's most segments hold all.
    private func segmentBytes(_ total: UInt64?, _ store: BackupStore) async throws -> UInt64 {
        if let text = context.arguments[CommandOptions.Upload.segmentSize].nonEmpty {
            return try UploadCommand.segmentSize(text)
        }
        let capabilities = try? await store.service.capabilities()
        let most = capabilities?.option("max_manifest_segments", of: "slo")?.integer ?? 1000
        guard let total else { return Self.segmentBytes }
        let least = total / UInt64(max(1, most - 1)) + 1
        let mebibyte: UInt64 = 1024 * 1024
        return max(Self.segmentBytes, (least + mebibyte - 1) / mebibyte * mebibyte)
    }

    private func upload(
        _ reader: SegmentedStream, _ prefix: String, _ present: [String: ListedObject],
        _ store: BackupStore, label: String, total: UInt64?
    ) async throws -> [Segment] {
        try await withThrowingTaskGroup(of: Segment.self) { group in
            var segments: [Segment] = []
            var bytes: UInt64 = 0
            func take(_ segment: Segment) async {
                segments.append(segment)
                bytes += UInt64(segment.bytes)
                let whole = total.map { " of " + ByteCountFormat.text($0, human: true) } ?? ""
                await context.showBar(
                    label, ByteCountFormat.text(bytes, human: true) + whole)
            }
            var index = 0
            while true {
                let segment: Bytes?
                do {
                    segment = try await reader.next()
                } catch {
                    // What is on its way need not be sent again by the next run.
                    while await group.nextResult() != nil {}
                    throw error
                }
                guard let segment else { break }
                if index >= Self.concurrency, let done = try await group.next() {
                    await take(done)
                }
                let number = String(index)
                let name =
                    prefix + String(repeating: "0", count: max(0, 8 - number.count)) + number
                group.addTask { [index] in
                    try await put(segment, index, name, present[name], store)
                }
                index += 1
            }
            for try await segment in group { await take(segment) }
            return segments.sorted { $0.index < $1.index }
        }
    }

    private func put(
        _ bytes: Bytes, _ index: Int, _ name: String, _ present: ListedObject?,
        _ store: BackupStore
    ) async throws -> Segment {
        let md5 = try await lane.run { Hexadecimal.encode(Digest.of(bytes, .md5)) }
        let segment = Segment(index: index, name: name, bytes: bytes.count, md5: md5)
        if let present, present.bytes == UInt64(bytes.count), present.hash == md5 { return segment }
        let reply = try await store.connection.putObject(
            store.segmentContainer, name, .bytes(bytes), etag: md5,
            contentType: "application/swiftclient-segment")
        guard reply.etag == nil || reply.etag == md5 else {
            throw ServiceError("Upload verification failed for \(name)")
        }
        return segment
    }

    /// - Returns: the backup as it is stored, which is a second later where another has its name.
    private func putManifest(
        _ segments: [Segment], _ backup: StoredBackup, _ store: BackupStore
    ) async throws -> StoredBackup {
        let rows = segments.map { segment -> JSONValue in
            [
                "path": .string("/\(store.segmentContainer)/\(segment.name)"),
                "etag": .string(segment.md5), "size_bytes": .integer(Int64(segment.bytes)),
            ]
        }
        var headers = backup.headers
        let type = headers["Content-Type"]
        headers["Content-Type"] = nil
        headers["If-None-Match"] = "*"
        var stored = backup
        for later in 1...Self.nameLimit {
            do {
                _ = try await store.connection.putObject(
                    store.container, stored.object, .bytes(JSONValue.array(rows).encoded),
                    contentType: type, headers: headers, query: ["multipart-manifest": "put"])
                return stored
            } catch let error as ClientError where error.status?.code == 412 {
                // A run that was killed behind this has stored it already.
                let there = try await store.backup(stored.object)
                if let there, there.isSame(as: stored) { return there }
                stored = backup.later(seconds: Int64(later))
            }
        }
        throw Refusal("All names after \(store.container)/\(backup.object) are taken")
    }
}

/// `apus lxd backups`
struct LXDBackupsCommand: LXDSubcommand {
    static let declaration = Command(
        "backups", synopsis: "[options] <container> [<instance>]",
        summary: "Lists the backups in a container, and deletes those that are not to be kept.",
        description: [
            "Nothing is deleted without --keep or --keep-within. Backups of one instance are those "
                + "of one name, project and server."
        ],
        positionals: [
            Positional("<container>", "The container."),
            Positional("[<instance>]", "Only its backups."),
        ],
        options: [
            BackupStore.Options.keep.declarations, BackupStore.Options.keepWithin.declarations,
            CommandOptions.human.declarations, BackupStore.options,
        ].flatMap(\.self))

    let context: LXDContext

    func run() async throws {
        let names = try context.names(1...2)
        let retention = try BackupStore.retention(context.arguments)
        try await context.withStore(names[0]) { store in
            let backups = try await store.backups(of: names.dropFirst().first)
            if retention.isSet {
                return await store.prune(backups, retention, now: SystemFacts.secondsSince1970)
            }
            if context.writesJSON {
                for backup in backups { try await context.printLine(backup.document) }
                return
            }
            var table = Table(
                ["BACKUP", "PROJECT", "SERVER", "VERSION", "SNAPSHOTS", "BYTES"])
            let isHuman = context.arguments[CommandOptions.human]
            for backup in backups {
                table.add([
                    "\(store.container)/\(backup.object)", backup.project, backup.server,
                    backup.version, backup.hasSnapshots ? "included" : "left out",
                    String(
                        ByteCountFormat.text(backup.bytes, human: isHuman).drop { $0 == " " }),
                ])
            }
            try await context.print(table)
        }
    }
}

/// `apus lxd restore`
struct LXDRestoreCommand: LXDSubcommand {
    private enum Options {
        static let name = Option.text(
            "--as", placeholder: "NAME", help: "The name of the instance. Default: as it was.")
        static let latest = Option.flag(
            "--latest", help: "The newest backup of the instance in the container.")
        static let pool = Option.text(
            "--storage", placeholder: "POOL", help: "The storage pool. Default: as it was.")
        static let start = Option.flag("--start", help: "Start the instance afterwards.")
        static let stateful = Option.flag(
            "--stateful", help: "With a snapshot: its running state as well.")
    }

    static let declaration = Command(
        "restore",
        synopsis: "[options] <container>/<instance>/<timestamp> | <container>/<instance> --latest "
            + "| [<remote>:]<instance> <snapshot>",
        summary: "Brings a backup back as an instance, or an instance back to a snapshot.",
        description: [
            "One argument is a backup, as backups lists them; it goes to the server of --remote, "
                + "in the project of --project. Nothing is made unless all of it came and its "
                + "checksum is right, and an instance that is there is never replaced.",
            "Two arguments are an instance and a snapshot of it.",
        ],
        positionals: [
            Positional("<backup>", "CONTAINER/INSTANCE/TIMESTAMP."),
            Positional("<instance> <snapshot>", "What is brought back to what."),
        ],
        options: [
            Options.name.declarations, Options.latest.declarations, Options.pool.declarations,
            Options.start.declarations, Options.stateful.declarations, BackupStore.options,
        ].flatMap(\.self))

    let context: LXDContext
    private let lane = Lane(name: "apus-digests", threads: 1)

    init(context: LXDContext) {
        self.context = context
    }

    func run() async throws {
        let names = try context.names(1...2)
        if names.count == 2 { return try await restoreSnapshot(names[0], names[1]) }
        guard let slash = names[0].firstIndex(of: "/") else {
            throw context.usage(
                "'\(names[0])' is neither CONTAINER/INSTANCE/TIMESTAMP nor an instance with a "
                    + "snapshot")
        }
        let object = String(names[0][names[0].index(after: slash)...])
        let lxd = try await context.lxd(nil)
        try await context.withStore(String(names[0][..<slash])) { store in
            let backup = try await chosen(object, store)
            let instance = try await restore(backup, to: lxd, store)
            try await context.done(
                instance.name,
                ["backup": .string("\(backup.container)/\(backup.object)")],
                "Restored \(instance.name) from \(backup.container)/\(backup.object)")
        }
    }

    private func restoreSnapshot(_ instance: String, _ snapshot: String) async throws {
        let place = RemoteName(instance)
        let lxd = try await context.lxd(place.remote)
        var document: [String: JSONValue] = ["restore": .string(snapshot)]
        if context.arguments[Options.stateful] { document["stateful"] = true }
        try await context.perform(
            lxd, .put, lxd.url.instances[place.name], .object(document), label: place.name)
        try await context.done(
            place.name, ["snapshot": .string(snapshot)],
            "Restored \(place.name) to its snapshot \(snapshot)")
    }

    private func chosen(_ object: String, _ store: BackupStore) async throws -> StoredBackup {
        if context.arguments[Options.latest] {
            let backups = try await store.backups(of: object)
            guard let newest = backups.max(by: { $0.timestamp < $1.timestamp }) else {
                throw Refusal("There is no backup of \(object) in \(store.container)")
            }
            return newest
        }
        guard let backup = try await store.backup(object) else {
            throw Refusal(
                "\(store.container)/\(object) is no backup; apus lxd backups \(store.container) "
                    + "lists what there is, --latest takes the newest of an instance")
        }
        return backup
    }

    private func restore(
        _ backup: StoredBackup, to lxd: LXD, _ store: BackupStore
    ) async throws -> Instance {
        let name = context.arguments[Options.name].nonEmpty ?? backup.instance
        // Known before gigabytes are sent.
        guard try await !lxd.instances.contains(name) else {
            throw LXDError(
                .conflict, "There is an instance called \(name); --as gives another name")
        }
        let download = try await store.connection.getObject(backup.container, backup.object)
        let whole = ByteCountFormat.text(backup.bytes, human: true)
        let body = VerifiedStream.reader(
            download.body, sha256: backup.sha256, bytes: backup.bytes, lane: lane
        ) { [context] count in
            await context.showBar(name, "\(ByteCountFormat.text(count, human: true)) of \(whole)")
        }
        let instance: Instance
        do {
            instance = try await lxd.instances.importBackup(
                body, name: name, pool: context.arguments[Options.pool].nonEmpty)
        } catch {
            await context.showBar(name, nil)
            throw error
        }
        await context.showBar(name, nil)
        if context.arguments[Options.start] {
            try await context.finish(try await lxd.instance(instance).begin(.start()), name)
        }
        return instance
    }
}
