// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusProfiles
import ApusSwiftClient

/// The object store that backups are kept in.
struct BackupStore: Sendable {
    let context: LXDContext
    let service: SwiftService
    let container: String

    var connection: Connection { service.connection }

    enum Options {
        static let segmentContainer = CommandOptions.Upload.segmentContainer
        static let keep = Option<Int?>.integer(
            "--keep", placeholder: "COUNT",
            help: "Delete all but the newest COUNT backups of the instance; with --keep-within, "
                + "what one of both keeps stays. The newest always stays.")
        static let keepWithin = Option.value(
            "--keep-within", placeholder: "TIME",
            help: "Delete backups of the instance that are older than TIME: 30d, 12h."
        ) { text throws(OptionValueError) -> Double in
            guard let seconds = DurationText.seconds(text) else {
                throw OptionValueError("invalid time: '\(text)'")
            }
            return seconds
        }
    }

    /// The options that say which object store; the short spelling alone where LXD has the long.
    static let options: [OptionDeclaration] = {
        let known = Set(LXDOptions.groups.flatMap(\.options).flatMap(\.spellings))
        return GlobalOptions.groups.flatMap(\.options).compactMap { option in
            option.keeping { !known.contains($0) && $0 != "--compat" }
        }
    }()

    /// Which backups the options say that stay.
    static func retention(_ arguments: ParsedArguments) throws(Refusal) -> BackupRetention {
        let count = arguments[Options.keep]
        guard count ?? 1 >= 1 else { throw Refusal("--keep: at least 1 backup stays") }
        return BackupRetention(count: count, seconds: arguments[Options.keepWithin])
    }

    var segmentContainer: String {
        context.arguments[Options.segmentContainer].nonEmpty ?? container + "_segments"
    }

    /// The names of all objects that begin with a prefix.
    func entries(_ container: String, prefix: String) async throws -> [ListedObject] {
        var all: [ListedObject] = []
        var part = ListingOptions(prefix: prefix)
        while true {
            let page: ContainerListing
            do {
                page = try await connection.getContainer(container, part)
            } catch let error as ClientError where error.status?.code == 404 {
                return all
            }
            guard let last = page.entries.last else { return all }
            for case .object(let row) in page.entries { all.append(row) }
            part.marker = last.name
        }
    }

    /// The backups of an instance, or of all, in the order of their names.
    func backups(of instance: String? = nil) async throws -> [StoredBackup] {
        let names = try await entries(container, prefix: instance.map { $0 + "/" } ?? "")
            .map(\.name).filter { StoredBackup.parts(of: $0) != nil }
        return try await withThrowingTaskGroup(of: StoredBackup?.self) { group in
            var found: [StoredBackup] = []
            for (position, name) in names.enumerated() {
                if position >= 8, let backup = try await group.next() ?? nil {
                    found.append(backup)
                }
                group.addTask { try await backup(name) }
            }
            for try await backup in group { if let backup { found.append(backup) } }
            return found.sorted { ($0.instance, $0.timestamp) < ($1.instance, $1.timestamp) }
        }
    }

    /// The backup of a name; nil when there is none, or it is none of ours.
    func backup(_ object: String) async throws -> StoredBackup? {
        do {
            let reply = try await connection.headObject(container, object)
            return StoredBackup(container: container, object: object, headers: reply.headers)
        } catch let error as ClientError where error.status?.code == 404 {
            return nil
        }
    }

    /// Deletes a backup with its segments.
    func delete(_ backup: StoredBackup) async throws {
        let reply = try await connection.deleteObject(
            container, backup.object, headers: ["Accept": "application/json"],
            query: ["multipart-manifest": "delete"])
        // What could not be deleted is told under status 200.
        let answer = try? JSONValue(parsing: reply.body)
        guard let status = answer?["Response Status"]?.text, !status.hasPrefix("2") else { return }
        let errors = (answer?.Errors?.elements ?? []).map(\.cell).joined(separator: "; ")
        throw Refusal("\(container)/\(backup.object) is not deleted: \(status) \(errors)")
    }

    /// Deletes what the rules do not keep, and tells of it.
    func prune(_ backups: [StoredBackup], _ retention: BackupRetention, now: Int64) async {
        // Instances of one name on other servers or in other projects are others.
        let groups = Dictionary(grouping: backups) { [$0.server, $0.project, $0.instance] }
        let obsolete = groups.values.flatMap { retention.obsolete($0, now: now) }
            .sorted { $0.object < $1.object }
        await context.forEach(obsolete, name: \.object) { backup in
            try await delete(backup)
            var document = backup.document.members ?? [:]
            document["deleted"] = true
            try await context.done(
                backup.object, document, "Deleted backup \(container)/\(backup.object)")
        }
    }
}

extension LXDContext {
    /// Runs `body` with the object store that the options say.
    func withStore(
        _ container: String, _ body: @Sendable @escaping (BackupStore) async throws -> Void
    ) async throws {
        guard !container.isEmpty, !container.contains("/") else {
            throw Refusal("'\(container)' is no name of a container")
        }
        let profile = try await ChosenProfile(arguments, environment)?.read()
        let authentication = try await ApusCommandLine.authentication(
            arguments, environment, profile, false)
        do {
            try authentication.check()
        } catch {
            throw Refusal("\(error)")
        }
        let inner = CommandContext(
            program: program, command: command, calledAs: command.name, arguments: arguments,
            environment: environment, output: output, authentication: authentication,
            isCompatible: false, exchange: store, trustsAnyServer: profile?.isInsecure ?? false)
        try await inner.withService { service in
            try await body(BackupStore(context: self, service: service, container: container))
        }
    }
}
