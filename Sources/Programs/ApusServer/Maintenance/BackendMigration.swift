// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
package import ApusMaintenance
import ApusStorage

/// Moves the containers of one back-end of a data directory into another, while no server has it.
///
/// How far it is stands in `migration.conf` beside the data: run again, it goes on there. The
/// storage policies change over when everything was compared; the old data stays where it is.
package struct BackendMigration: Sendable {
    /// What it has come to.
    package struct Outcome: Sendable {
        package var copied: Migration.Report
        /// Nil when there was no point in comparing.
        package var verified: Migration.Report?
        /// Whether the storage policies use the new back-end from now on.
        package var hasChangedOver: Bool
    }

    private let configuration: Configuration
    private let directory: DataDirectory
    private let source: BackendSettings
    private let target: BackendSettings

    /// Takes the data directory. Blocks.
    ///
    /// - Throws: `ServerError` when there is nothing to move, or nowhere to move it to.
    package init(_ configuration: Configuration, from old: String, to new: String) throws {
        guard let path = configuration.general.dataDirectory else {
            throw ServerError("the configuration has no data_dir")
        }
        guard (try? FileCalls.status("\(path)/layout.conf")) != nil else {
            throw ServerError("there is no data of apusd in \(path)")
        }
        directory = try DataDirectory(path)
        self.configuration = configuration
        let places = Set(try DataDirectory.recordedPlaces(in: path).values)
        guard places.contains(old) else {
            let known = places.sorted().joined(separator: ", ")
            throw ServerError("no storage policy has its containers in \(old) (but in \(known))")
        }
        guard !places.contains(new) else {
            throw ServerError("\(new) has the containers of a storage policy already")
        }
        guard let target = Self.settings(new, configuration), target.keepsData else {
            throw ServerError(BackendSettings.unknown(new, configuration.registry))
        }
        guard
            let engine = try DataDirectory.recordedEngine(of: old, in: path)
                .flatMap({ configuration.registry[$0] })
        else { throw ServerError("this apusd does not know the engine of \(old)") }
        var source = Self.settings(old, configuration) ?? BackendSettings(engine)
        source.name = old
        if old.utf8.first == UInt8(ascii: "/") { source.path = old }
        self.source = source
        self.target = target
    }

    private static func settings(
        _ name: String, _ configuration: Configuration
    ) -> BackendSettings? {
        configuration.backends[name]
            ?? configuration.registry[name].map { BackendSettings($0) }
    }

    /// Copies, compares, and changes over when nothing is wrong.
    ///
    /// - Parameter tell: gets a sentence now and then.
    package func run(_ tell: (String) -> Void) async throws -> Outcome {
        let notes = PrivateFile(path: "\(directory.path)/migration.conf")
        let position = try begin(notes)
        let old = try await BackendFactory.open(source, of: configuration, in: directory)
        let new: any Backend
        do {
            new = try await BackendFactory.open(target, of: configuration, in: directory)
        } catch {
            await old.shutdown()
            throw error
        }
        do {
            let outcome = try await move(old, new, from: position, notes, tell)
            await old.shutdown()
            await new.shutdown()
            if outcome.hasChangedOver {
                try directory.replacePlace(source.path ?? source.name, by: target)
                try? FileCalls.remove(notes.path)
            }
            return outcome
        } catch {
            await old.shutdown()
            await new.shutdown()
            throw error
        }
    }

    private func move(
        _ old: any Backend, _ new: any Backend, from position: AuditPosition?,
        _ notes: PrivateFile, _ tell: (String) -> Void
    ) async throws -> Outcome {
        guard let old = old as? any Auditable, let new = new as? any Auditable else {
            throw ServerError("one of these engines cannot be walked over")
        }
        if try notes.read() == nil {
            guard try await new.indexes(after: nil, limit: 1).elements.isEmpty else {
                throw ServerError("there is something in \(target.name) already")
            }
            try write(nil, notes)
        }
        if position != nil { tell("going on where the last run has stopped") }
        let migration = Migration(from: old, to: new)
        let copied = try await migration.copy(from: position) { position, report in
            try write(position, notes)
            tell("\(report.objects) objects, \(report.sizeBytes) bytes copied")
        }
        guard copied.problems.isEmpty else {
            // The next run shall look at them again, whatever was done about them meanwhile.
            try write(nil, notes)
            return Outcome(copied: copied, verified: nil, hasChangedOver: false)
        }
        tell("comparing what was copied")
        let verified = try await migration.verify()
        return Outcome(
            copied: copied, verified: verified, hasChangedOver: verified.problems.isEmpty)
    }

    // MARK: Notes

    /// Where an earlier run has got to.
    private func begin(_ notes: PrivateFile) throws -> AuditPosition? {
        guard let bytes = try notes.read() else { return nil }
        let file = try INIFile(parsing: bytes, file: notes.path)
        let entries = file.sections.first { $0.name == "migration" }?.entries ?? []
        func value(_ name: String) -> String? { entries.first { $0.name == name }?.value }
        guard value("from") == source.name, value("to") == target.name else {
            throw ServerError(
                "a migration from \(value("from") ?? "?") to \(value("to") ?? "?") has not ended: "
                    + "finish it, or remove \(notes.path) and what it has copied")
        }
        return value("position").flatMap { $0.isEmpty ? nil : AuditPosition($0) }
    }

    private func write(_ position: AuditPosition?, _ notes: PrivateFile) throws {
        let text = """
            # Made by apusd migrate: how far it is. Not to be edited.
            [migration]
            from = \(source.name)
            to = \(target.name)
            position = \(position?.text ?? "")

            """
        try notes.write(Bytes(text))
    }
}
