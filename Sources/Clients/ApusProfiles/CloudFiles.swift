// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO
import ApusSwiftClient
import ApusYAML

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads `clouds.yaml`, as OpenStack's clients do.
///
/// The file is `OS_CLIENT_CONFIG_FILE`, or the first `clouds.yaml`, `clouds.yml` or `clouds.json`
/// in the current directory, `~/.config/openstack` (`XDG_CONFIG_HOME`) and `/etc/openstack`;
/// `secure.yaml`, found alike (`OS_CLIENT_SECURE_FILE`), is laid over it, and what the cloud's
/// `profile` names in `clouds-public.yaml` (`OS_CLIENT_VENDOR_FILE`) lies under it.
///
/// Source: openstacksdk, "Configuring OpenStack SDK Applications".
public struct CloudFiles: Sendable {
    private let environment: [String: String]
    private let directories: [String]
    private let lane: Lane

    /// - Parameters:
    ///   - environment: variables by name.
    ///   - directories: where to look, in the place of the usual three.
    ///   - lane: where files are read.
    public init(environment: [String: String], directories: [String]? = nil, lane: Lane) {
        self.environment = environment
        self.lane = lane
        self.directories =
            directories
            ?? [
                ".", ConfigurationDirectory.path("openstack", environment), "/etc/openstack",
            ].compactMap(\.self)
    }

    /// The names of all clouds, sorted.
    public func names() async throws -> [String] {
        let file = try await document("clouds", "OS_CLIENT_CONFIG_FILE")
        return (file?.value["clouds"]?.members ?? [:]).keys.sorted()
    }

    /// The cloud of a name.
    ///
    /// - Throws: `ProfileError`.
    public func profile(_ name: String) async throws -> Profile {
        guard let file = try await document("clouds", "OS_CLIENT_CONFIG_FILE") else {
            throw ProfileError(
                "Cloud '\(name)': there is no clouds.yaml in \(directories.joined(separator: ", "))"
            )
        }
        let clouds = file.value["clouds"]?.members ?? [:]
        guard var cloud = clouds[name] else {
            let known = clouds.keys.sorted().joined(separator: ", ")
            throw ProfileError("Cloud '\(name)' is not in \(file.path); it has: \(known)")
        }
        guard cloud.members != nil else {
            throw ProfileError("Cloud '\(name)' in \(file.path) is no mapping")
        }
        if let vendor = (cloud["profile"] ?? cloud["cloud"])?.text {
            let known = try await document("clouds-public", "OS_CLIENT_VENDOR_FILE")
            guard let base = known?.value["public-clouds"]?[vendor] else {
                throw ProfileError(
                    "Profile '\(vendor)' of cloud '\(name)' is in no "
                        + "clouds-public.yaml")
            }
            cloud = base.overlaid(with: cloud)
        }
        var hasOwnSecret = cloud["auth"]?["password"] != nil
        hasOwnSecret =
            hasOwnSecret || cloud["auth"]?["application_credential_secret"] != nil
        if let secure = try await document("secure", "OS_CLIENT_SECURE_FILE"),
            let more = secure.value["clouds"]?[name]
        {
            cloud = cloud.overlaid(with: more)
        }
        var profile = Profile(Self.options(cloud))
        profile.isInsecure =
            cloud["verify"] == .boolean(false) || cloud["insecure"] == .boolean(true)
        if hasOwnSecret, file.permissions & 0o004 != 0 {
            profile.warnings.append(
                "\(file.path) holds a password and can be read by everyone on this machine")
        }
        return profile
    }

    // MARK: Files

    private struct File {
        let path: String
        let value: JSONValue
        let permissions: UInt32
    }

    private func document(_ name: String, _ variable: String) async throws -> File? {
        var paths: [String] = []
        if let given = environment[variable], !given.isEmpty { paths.append(given) }
        for directory in directories {
            for ending in ["yaml", "yml", "json"] { paths.append("\(directory)/\(name).\(ending)") }
        }
        for path in paths {
            guard let (bytes, status) = try await lane.run({ try SmallFile.read(path) }) else {
                continue
            }
            do throws(YAMLError) {
                return File(
                    path: path, value: try YAML.value(parsing: bytes),
                    permissions: status.permissions)
            } catch {
                throw ProfileError("\(path), \(error)")
            }
        }
        return nil
    }

    // MARK: Meaning

    private static func options(_ cloud: JSONValue) -> AuthenticationOptions {
        var options = AuthenticationOptions()
        func text(_ value: JSONValue?) -> String? {
            switch value {
            case .string(let text)?: text
            case .integer(let number)?: String(number)
            default: nil
            }
        }
        let auth = cloud["auth"] ?? .object([:])
        for name in AuthenticationOptions.openStackNames + AuthenticationOptions.furtherNames {
            if let value = text(auth[name]) { options.openStack[name] = value }
        }
        if let token = text(auth["token"]) { options.openStack["auth_token"] = token }
        if let domain = text(cloud["default_domain"] ?? auth["default_domain"]) {
            for kind in ["user", "project"] where options.openStack["\(kind)_domain_name"] == nil {
                options.openStack["\(kind)_domain_id"] =
                    options.openStack["\(kind)_domain_id"] ?? domain
            }
        }
        options.openStack["region_name"] =
            text(cloud["region_name"]) ?? text(cloud["regions"]?.elements?.first)
            ?? text(cloud["regions"]?.elements?.first?["name"])
        options.openStack["endpoint_type"] =
            text(cloud["object_store_interface"]) ?? text(cloud["interface"])
            ?? text(cloud["endpoint_type"])
        options.openStack["service_type"] = text(cloud["object_store_service_type"])
        options.openStack["storage_url"] =
            text(cloud["object_store_endpoint_override"]) ?? text(cloud["object_store_endpoint"])
        for name in ["cacert", "cert", "key"] {
            options.openStack[name] = text(cloud[name]).map(ConfigurationDirectory.expanded)
        }
        let type = text(cloud["auth_type"]) ?? "password"
        switch type {
        // The token is what counts; kinds that hold one are none to the rest of us.
        case "token", "v3token", "admin_token", "none": break
        default: options.openStack["auth_type"] = type
        }
        options.version =
            type == "v1password"
            ? "1.0" : type == "v2password" ? "2.0" : text(cloud["identity_api_version"]) ?? "3"
        return options
    }
}

extension JSONValue {
    /// These members with those of another document over them, mapping by mapping.
    fileprivate func overlaid(with other: JSONValue) -> JSONValue {
        guard let below = members, let above = other.members else { return other }
        return .object(below.merging(above) { $0.overlaid(with: $1) })
    }
}

/// Where a user's configuration lies.
enum ConfigurationDirectory {
    /// `$XDG_CONFIG_HOME/NAME`, else `~/.config/NAME`; nil for who has no home.
    static func path(_ name: String, _ environment: [String: String]) -> String? {
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
            return "\(base)/\(name)"
        }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return "\(home)/.config/\(name)"
    }

    /// A path with `~/` written out.
    static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = ProcessFacts.environment["HOME"] else { return path }
        return home + path.dropFirst(1)
    }
}

/// Files of configuration.
enum SmallFile {
    /// What is in a file, on the calling thread; nil where there is none.
    static func read(_ path: String) throws -> (Bytes, FileStatus)? {
        let file: Int32
        do {
            file = try FileCalls.open(path, flags: O_RDONLY | O_NONBLOCK)
        } catch {
            if error.code == ENOENT || error.code == ENOTDIR { return nil }
            throw error
        }
        defer { FileCalls.close(file) }
        let status = try FileCalls.status(of: file)
        guard status.kind == .regular else { throw ProfileError("\(path) is no file") }
        guard status.sizeBytes <= UInt64(YAML.byteLimit) else {
            throw ProfileError("\(path) is larger than \(YAML.byteLimit) bytes")
        }
        return (try FileCalls.read(file, at: 0, count: Int(status.sizeBytes)), status)
    }
}
