// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// What a data directory says about how it was made: `layout.conf`.
private struct LayoutRecord: Hashable {
    /// The number of this layout; a directory with a higher one is from a newer apusd.
    static let format = 1

    /// The back-end that keeps the accounts' own metadata, by its name or path.
    var home: String?
    /// The engine of each back-end, by the back-end's name.
    var engines: [String: String] = [:]
    /// The back-end (or its path) of each storage policy, by the policy's number.
    var places: [String: String] = [:]

    var text: String {
        var text = "# Made by apusd: how the data here is laid out. Not to be edited.\n"
        text += "[layout]\nformat = \(Self.format)\n"
        if let home { text += "accounts = \(home)\n" }
        for (title, entries) in [("engines", engines), ("policies", places)] {
            text += "\n[\(title)]\n"
            for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
                text += "\(name) = \(value)\n"
            }
        }
        return text
    }

    init() {}

    init(_ file: INIFile, path: String) throws(DataDirectoryError) {
        func entries(_ name: String) -> [String: String] {
            let section = file.sections.first { $0.name == name }
            return Dictionary((section?.entries ?? []).map { ($0.name, $0.value) }) { $1 }
        }
        guard let format = entries("layout")["format"].flatMap({ Int($0) }) else {
            throw DataDirectoryError("\(path) is damaged: it has no format")
        }
        guard format <= Self.format else {
            throw DataDirectoryError(
                "\(path) has format \(format), and this apusd reads up to \(Self.format): the data "
                    + "directory was made by a newer one")
        }
        home = entries("layout")["accounts"]
        engines = entries("engines")
        places = entries("policies")
    }
}

extension DataDirectory {
    /// Compares the back-ends of all storage policies with those that the directory was made
    /// with, and records new ones. Blocks.
    ///
    /// - Returns: the name of the back-end that keeps the accounts' own metadata: the one that did
    ///   from the beginning, whatever policies have come since; nil when none keeps anything.
    /// - Throws: `DataDirectoryError` when a back-end was made with another engine, a policy's
    ///   containers are in another back-end, or the directory was made by a newer apusd.
    @discardableResult
    func claim(
        _ policies: [(number: Int, backend: BackendSettings)]
    ) throws(DataDirectoryError) -> String? {
        let file = Self.layoutFile(in: path)
        let recorded = try Self.record(in: file)
        var record = recorded
        for (number, backend) in policies where backend.keepsData {
            let place = backend.path ?? backend.name
            if let known = record.places["\(number)"], known != place {
                throw DataDirectoryError(
                    "the containers of storage policy \(number) are in the back-end \(known) of "
                        + "\(path), and the configuration names \(place). Name \(known) again; or, "
                        + "to move, stop the server and run 'apusd migrate --from \(known) --to "
                        + "\(place)'")
            }
            record.places["\(number)"] = place
            if let engine = record.engines[place], engine != backend.engine {
                throw DataDirectoryError(
                    "the data of the back-end \(place) in \(path) was made with the engine "
                        + "\(engine), and the configuration names \(backend.engine). Name "
                        + "\(engine) again; or, to move, stop the server and give 'apusd migrate' "
                        + "a back-end of another name to move to")
            }
            record.engines[place] = backend.engine
        }
        let lasting = policies.map(\.backend).filter(\.keepsData)
        let home = record.home ?? lasting.first.map { $0.path ?? $0.name }
        record.home = home
        let homeBackend = lasting.first { ($0.path ?? $0.name) == home }
        if let home, homeBackend == nil, !lasting.isEmpty {
            throw DataDirectoryError(
                "the accounts of \(path) are in the back-end \(home), and no storage policy of the "
                    + "configuration names it")
        }
        guard record != recorded else { return homeBackend?.name }
        try Self.write(record, to: file)
        return homeBackend?.name
    }

    /// Gives the containers of every storage policy that one back-end keeps to another. Blocks.
    func replacePlace(
        _ old: String, by new: BackendSettings
    ) throws(DataDirectoryError) {
        let file = Self.layoutFile(in: path)
        var record = try Self.record(in: file)
        let place = new.path ?? new.name
        for (number, known) in record.places where known == old { record.places[number] = place }
        if record.home == old { record.home = place }
        record.engines[place] = new.engine
        try Self.write(record, to: file)
    }

    /// The back-end (or its path) that keeps the containers of each storage policy. Blocks.
    static func recordedPlaces(in path: String) throws(DataDirectoryError) -> [Int: String] {
        let places = try record(in: layoutFile(in: path)).places
        return Dictionary(
            places.compactMap { number, place in Int(number).map { ($0, place) } }
        ) { $1 }
    }

    /// The engine that made the data of a back-end; nil when there is none of that name.
    static func recordedEngine(
        of place: String, in path: String
    ) throws(DataDirectoryError) -> String? {
        try record(in: layoutFile(in: path)).engines[place]
    }

    private static func layoutFile(in path: String) -> PrivateFile {
        PrivateFile(path: "\(path)/layout.conf")
    }

    private static func write(
        _ record: LayoutRecord, to file: PrivateFile
    ) throws(DataDirectoryError) {
        do throws(SystemError) {
            try file.write(Bytes(record.text))
        } catch {
            throw DataDirectoryError("the layout cannot be recorded: \(error)")
        }
    }

    private static func record(in file: PrivateFile) throws(DataDirectoryError) -> LayoutRecord {
        let parsed: INIFile
        do {
            guard let bytes = try file.read() else { return LayoutRecord() }
            parsed = try INIFile(parsing: bytes, file: file.path)
        } catch {
            throw DataDirectoryError("\(error)")
        }
        return try LayoutRecord(parsed, path: file.path)
    }
}
