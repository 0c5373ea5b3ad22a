// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO
import ApusSwiftClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A user's own profiles, with their secrets: `~/.config/apus/profiles.json`.
///
/// The file is for its owner alone: one that others may read or write is refused, not repaired,
/// since what was in it may be known already. It is replaced in one step.
public struct ProfileFile: Sendable {
    /// What it holds.
    public struct Contents: Hashable, Sendable {
        /// The profile that is taken when nothing else says who is asking.
        public var standard: String?
        /// The settings of each profile, by its name.
        public var profiles: [String: [String: String]] = [:]

        /// Nothing.
        public init() {}
    }

    /// What a profile may set: the `--os-…` options by name, and these.
    public static let names = Set(
        AuthenticationOptions.openStackNames + AuthenticationOptions.furtherNames
            + ["auth_version", "insecure"])
    /// Settings that are never shown.
    public static let secrets: Set<String> = [
        "password", "auth_token", "application_credential_secret", "client_secret", "access_token",
        "passcode", "authorization_code", "service_key",
    ]

    /// Where it is.
    public let path: String
    private let lane: Lane

    /// nil for who has no home.
    ///
    /// - Parameter lane: where the file is read and written.
    public init?(environment: [String: String], lane: Lane) {
        guard let directory = ConfigurationDirectory.path("apus", environment) else { return nil }
        path = directory + "/profiles.json"
        self.lane = lane
    }

    /// What it holds; nothing when there is none.
    ///
    /// - Throws: `ProfileError`.
    public func read() async throws -> Contents {
        try await lane.run { try readNow() }
    }

    private func readNow() throws -> Contents {
        guard let (bytes, status) = try SmallFile.read(path) else { return Contents() }
        guard status.permissions & 0o077 == 0 else {
            throw ProfileError(
                "\(path) may be read by others, so its secrets may be known: change them, then "
                    + "chmod 600 the file")
        }
        guard let document = try? JSONValue(parsing: bytes),
            let profiles = document["profiles"]?.members
        else { throw ProfileError("\(path) is not what 'apus config' writes") }
        var contents = Contents()
        contents.standard = document["default"]?.text
        contents.profiles = profiles.mapValues { ($0.members ?? [:]).compactMapValues(\.text) }
        return contents
    }

    /// Changes what it holds.
    ///
    /// - Throws: what `change` throws, `ProfileError`, and `SystemError`.
    public func update(
        _ change: @escaping @Sendable (inout Contents) throws -> Void
    ) async throws {
        try await lane.run {
            var contents = try readNow()
            try change(&contents)
            try writeNow(contents)
        }
    }

    private func writeNow(_ contents: Contents) throws {
        var members: [String: JSONValue] = [
            "profiles": .object(
                contents.profiles.mapValues { .object($0.mapValues { .string($0) }) })
        ]
        if let standard = contents.standard { members["default"] = .string(standard) }
        var text = ByteWriter(capacity: 1024)
        text.append(json: .object(members))
        text.append("\n")
        let directory = String(path.dropLast("/profiles.json".count))
        var made = ""
        for part in directory.split(separator: "/") {
            made += "/" + part
            do throws(SystemError) {
                try FileCalls.makeDirectory(made, mode: 0o700)
            } catch {
                if error.code != EEXIST { throw error }
            }
        }
        try FileCalls.replace(path, with: text.finish())
    }

    /// The profile of a name, or the one that is the default.
    ///
    /// - Returns: nil when no name is given and there is no default.
    /// - Throws: `ProfileError` when there is none of that name.
    public func profile(_ name: String?) async throws -> Profile? {
        let contents = try await read()
        guard let name = name ?? contents.standard else { return nil }
        guard let settings = contents.profiles[name] else {
            let known = contents.profiles.keys.sorted().joined(separator: ", ")
            throw ProfileError("Profile '\(name)' is not in \(path); it has: \(known)")
        }
        var options = AuthenticationOptions()
        for (name, value) in settings where name != "auth_version" && name != "insecure" {
            options.openStack[name] = value
        }
        if let version = settings["auth_version"] {
            options.version = version
            // Without the variables of version 1, its number alone would not be believed.
            if ["1", "1.0"].contains(version), options.openStack["auth_type"] == nil {
                options.openStack["auth_type"] = "v1password"
            }
        }
        var profile = Profile(options)
        profile.isInsecure = ["true", "yes", "1", "on"].contains(settings["insecure"] ?? "")
        return profile
    }
}
