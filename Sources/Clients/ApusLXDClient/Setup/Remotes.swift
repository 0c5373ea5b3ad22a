// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO
import ApusLXDAPI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The servers that a user has given names: those added here, then those of `lxc`, then those of
/// `incus`; and `local`, the daemon on this machine, which always is one.
///
/// What is added here stands in `~/.config/apus/lxd` (`XDG_CONFIG_HOME`): `remotes.json`, our own
/// certificate `client.crt` with `client.key`, and the servers' certificates in `servercerts`. All
/// of it is for its owner alone and replaced in one step. The files of other programs are only read:
/// `LXD_CONF`, else `~/snap/lxd/common/config` and `~/.config/lxc`; `INCUS_CONF`, else
/// `~/.config/incus`.
public struct Remotes: Sendable {
    /// The name of the daemon on this machine.
    public static let localName = "local"

    let environment: [String: String]
    /// Where ours is; nil for who has no home.
    private let directory: String?
    let lane: Lane

    /// - Parameters:
    ///   - environment: variables by name; this process's unless given.
    ///   - lane: where files are read and written.
    public init(environment: [String: String] = ProcessFacts.environment, lane: Lane) {
        self.environment = environment
        self.lane = lane
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
            directory = base + "/apus/lxd"
        } else if let home = environment["HOME"], !home.isEmpty {
            directory = home + "/.config/apus/lxd"
        } else {
            directory = nil
        }
    }

    // MARK: Reading

    /// The names of all, sorted.
    ///
    /// - Throws: `LXDError` with `.local` when a file is there and cannot be read.
    public func names() async throws -> [String] {
        try await lane.run {
            var names = Set(try readOwn().remotes.keys)
            for contents in try readOthers() { names.formUnion(contents.remotes.keys) }
            return names.union([Self.localName]).sorted()
        }
    }

    /// The remote of a name; without one, the one that is the default: here, with `lxc`, with
    /// `incus`, else `local`.
    ///
    /// - Throws: `LXDError` with `.notFound` when there is none of that name, and with `.local` when
    ///   what tells of it cannot be read.
    public func remote(named name: String? = nil) async throws -> Remote {
        try await lane.run { try readRemote(name) }
    }

    /// The name of the one that is the default.
    public func standardName() async throws -> String {
        try await lane.run { try readStandardName(readOwn(), readOthers()) }
    }

    private func readStandardName(_ own: OwnFile, _ others: [ClientFolder.Contents]) -> String {
        own.standard ?? others.lazy.compactMap(\.standard).first ?? Self.localName
    }

    private func readRemote(_ name: String?) throws -> Remote {
        let own = try readOwn()
        let others = try readOthers()
        let name = name ?? readStandardName(own, others)
        if let settings = own.remotes[name], let directory {
            return try own.remote(name, settings, in: directory)
        }
        for contents in others {
            if let remote = try contents.remote(named: name) { return remote }
        }
        if name == Self.localName { return try Remote(name, .socket(path: nil)) }
        let known = Set(own.remotes.keys).union(others.flatMap(\.remotes.keys)).union([
            Self.localName
        ])
        throw LXDError(
            .notFound,
            "No remote is called '\(name)'; known are \(known.sorted().joined(separator: ", "))")
    }

    private func readOthers() throws -> [ClientFolder.Contents] {
        try ClientFolder.all(environment: environment).compactMap { try $0.read() }
    }

    // MARK: Ours

    /// Adds a server to ours, or changes what is known of it.
    ///
    /// Of `remote` everything is kept but where its files are: those are ours.
    ///
    /// - Parameters:
    ///   - serverCertificate: the only certificate that it will be trusted with; nil to ask the
    ///     system's authorities.
    ///   - replaces: whether one of that name may be there.
    /// - Throws: `LXDError` with `.conflict` when one is, and with `.local` when nothing can be
    ///   written.
    public func add(
        _ remote: Remote, serverCertificate: X509Certificate?, replaces: Bool = false
    ) async throws {
        try await lane.run {
            try update { own, directory in
                guard replaces || own.remotes[remote.name] == nil else {
                    throw LXDError(.conflict, "There is a remote called '\(remote.name)' already")
                }
                // The certificate first: without it, nothing but a certificate that an authority
                // has signed would do, and a crash in between must not leave it so.
                let file = "\(directory)/servercerts/\(remote.name).crt"
                if let serverCertificate {
                    try FileCalls.makeDirectories(directory + "/servercerts")
                    try FileCalls.replace(file, with: serverCertificate.pem)
                } else {
                    try removeIfPresent(file)
                }
                own.remotes[remote.name] = OwnFile.settings(of: remote)
            }
        }
    }

    /// Removes one of ours; those of other programs stay.
    ///
    /// - Throws: `LXDError` with `.notFound` when we have none of that name.
    public func remove(_ name: String) async throws {
        try await lane.run {
            try update { own, _ in
                guard own.remotes.removeValue(forKey: name) != nil else {
                    throw LXDError(.notFound, "No remote of ours is called '\(name)'")
                }
                if own.standard == name { own.standard = nil }
            } afterwards: { directory in
                if Remote.isName(name) {
                    try removeIfPresent("\(directory)/servercerts/\(name).crt")
                }
            }
        }
    }

    /// Makes a remote, ours or not, the default.
    ///
    /// - Throws: `LXDError` with `.notFound` when there is none of that name.
    public func setStandard(_ name: String) async throws {
        try await lane.run {
            _ = try readRemote(name)
            try update { own, _ in own.standard = name }
        }
    }

    func isOurs(_ name: String) async throws -> Bool {
        try await lane.run { try readOwn().remotes[name] != nil }
    }

    // MARK: Our certificate

    /// The files of our own certificate and its key, which are made when there are none:
    /// `user@host`, for ten years.
    ///
    /// - Throws: `LXDError` with `.local` when they cannot be made, or when one of the two is
    ///   there without the other.
    public func clientCertificate() async throws -> (certificateFile: String, keyFile: String) {
        try await lane.run { [environment] in
            let directory = try ownDirectory()
            let files = (directory + "/client.crt", directory + "/client.key")
            if SmallFile.exists(files.0), SmallFile.exists(files.1) { return files }
            do {
                try FileCalls.makeDirectories(directory)
                let user = environment["USER"] ?? environment["LOGNAME"] ?? "user"
                let own = try OwnCertificate.make(
                    commonName: "\(user)@\(ProcessFacts.hostName ?? "localhost")")
                try own.write(certificateFile: files.0, keyFile: files.1)
            } catch let error as SystemError where error.code == EEXIST {
                // Somebody else is at it, and writes the certificate last.
                for _ in 0..<100 where !SmallFile.exists(files.0) { Lane.pause(.milliseconds(20)) }
                guard SmallFile.exists(files.0), SmallFile.exists(files.1) else {
                    throw LXDError(
                        .local, "Of \(files.0) and \(files.1) one is there without the other")
                }
            }
            return files
        }
    }

    // MARK: The file

    private func ownDirectory() throws(LXDError) -> String {
        guard let directory else {
            throw LXDError(.local, "There is no home to keep remotes in: HOME is not set")
        }
        return directory
    }

    private func readOwn() throws -> OwnFile {
        guard let directory else { return OwnFile() }
        return try OwnFile.read(directory)
    }

    /// Changes the file, one after the other with all others who do.
    private func update(
        _ change: (inout OwnFile, String) throws -> Void,
        afterwards: (String) throws -> Void = { _ in }
    ) throws {
        let directory = try ownDirectory()
        do {
            try FileCalls.makeDirectories(directory)
            let lock = try FileCalls.open(directory, flags: O_RDONLY | O_DIRECTORY)
            defer { FileCalls.close(lock) }
            var attempts = 500
            while try !FileCalls.lock(lock) {
                attempts -= 1
                guard attempts > 0 else {
                    throw LXDError(.local, "Another program holds \(directory) locked")
                }
                Lane.pause(.milliseconds(20))
            }
            var own = try OwnFile.read(directory)
            try change(&own, directory)
            try FileCalls.replace(OwnFile.path(in: directory), with: own.encoded)
            try afterwards(directory)
        } catch let error as SystemError {
            throw LXDError(.local, "\(error)", cause: error)
        }
    }

    private func removeIfPresent(_ path: String) throws {
        do throws(SystemError) {
            try FileCalls.remove(path)
        } catch {
            if error.code != ENOENT { throw error }
        }
    }
}

/// `remotes.json`.
private struct OwnFile {
    var standard: String?
    var remotes: [String: JSONValue] = [:]

    static func path(in directory: String) -> String { directory + "/remotes.json" }

    static func read(_ directory: String) throws -> OwnFile {
        let path = path(in: directory)
        var own = OwnFile()
        guard let bytes = try SmallFile.read(path) else { return own }
        guard let document = try? JSONValue(parsing: bytes),
            let remotes = document["remotes"]?.members
        else { throw LXDError(.local, "\(path) is not what 'apus' writes") }
        own.standard = document["default"]?.text
        own.remotes = remotes
        return own
    }

    var encoded: Bytes {
        var members: [String: JSONValue] = ["remotes": .object(remotes)]
        if let standard { members["default"] = .string(standard) }
        var text = ByteWriter(capacity: 1024)
        text.append(json: .object(members))
        text.append("\n")
        return text.finish()
    }

    static func settings(of remote: Remote) -> JSONValue {
        var members: [String: JSONValue] = ["address": .string(remote.address.description)]
        if remote.kind != .lxd { members["protocol"] = .string(remote.kind.rawValue) }
        if let project = remote.project { members["project"] = .string(project) }
        if let kind = remote.authentication { members["authentication"] = .string(kind) }
        if remote.isPublic { members["public"] = true }
        return .object(members)
    }

    func remote(_ name: String, _ settings: JSONValue, in directory: String) throws -> Remote {
        guard let text = settings["address"]?.text, let address = Remote.Address(text) else {
            throw LXDError(
                .local, "\(Self.path(in: directory)): the remote '\(name)' has no address")
        }
        var remote = try Remote(
            name, address, kind: Remote.Kind(rawValue: settings["protocol"]?.text ?? "lxd"))
        remote.source = Self.path(in: directory)
        remote.project = settings["project"]?.text
        remote.authentication = settings["authentication"]?.text
        remote.isPublic = settings["public"] == true
        let server = "\(directory)/servercerts/\(name).crt"
        if SmallFile.exists(server) { remote.serverCertificateFile = server }
        if SmallFile.exists(directory + "/client.crt"), SmallFile.exists(directory + "/client.key")
        {
            remote.certificateFile = directory + "/client.crt"
            remote.keyFile = directory + "/client.key"
        }
        return remote
    }
}
