// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import ApusYAML

/// A folder in which a client of LXD keeps what it knows: `config.yml`, `client.crt`, `client.key`,
/// `clientcerts/NAME.crt`, `servercerts/NAME.crt`.
///
/// Source: LXD, `lxc/config`; Incus, `internal/cliconfig`. Read, never written: the file is the other
/// program's.
struct ClientFolder: Sendable {
    let path: String

    /// The folders of `lxc` and `incus`, those that variables name first.
    static func all(environment: [String: String]) -> [ClientFolder] {
        var paths: [String] = []
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        if let named = environment["LXD_CONF"], !named.isEmpty {
            paths.append(named)
        } else if let home {
            paths += [home + "/snap/lxd/common/config", home + "/.config/lxc"]
        }
        if let named = environment["INCUS_CONF"], !named.isEmpty {
            paths.append(named)
        } else if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
            paths.append(base + "/incus")
        } else if let home {
            paths.append(home + "/.config/incus")
        }
        return paths.map(ClientFolder.init(path:))
    }

    /// What `config.yml` says; nil when there is none.
    ///
    /// - Throws: `LXDError` with `.local` for one that cannot be read; what is wrong with a single
    ///   remote is thrown when that is asked for, by `Contents.remote(named:)`.
    func read() throws(LXDError) -> Contents? {
        let file = path + "/config.yml"
        guard let bytes = try SmallFile.read(file) else { return nil }
        do throws(YAMLError) {
            let document = try YAML.value(parsing: bytes)
            return Contents(
                folder: self, standard: document["default-remote"]?.text,
                remotes: document["remotes"]?.members ?? [:])
        } catch {
            throw LXDError(.local, "\(file), \(error)")
        }
    }

    /// Our certificate and key for a remote, where the folder has them.
    func clientFiles(for name: String) -> (certificate: String, key: String)? {
        for stem in [path + "/clientcerts/" + name, path + "/client"]
        where SmallFile.exists(stem + ".crt") && SmallFile.exists(stem + ".key") {
            return (stem + ".crt", stem + ".key")
        }
        return nil
    }

    struct Contents {
        let folder: ClientFolder
        let standard: String?
        let remotes: [String: JSONValue]

        /// nil when the file has none of that name.
        func remote(named name: String) throws(LXDError) -> Remote? {
            guard let settings = remotes[name] else { return nil }
            let file = folder.path + "/config.yml"
            let kind = Remote.Kind(rawValue: settings["protocol"]?.text ?? "lxd")
            let standardPort = kind == .simplestreams ? 443 : 8443
            guard let text = settings["addr"]?.text,
                let address = Remote.Address(text, standardPort: standardPort)
            else {
                throw LXDError(.local, "\(file): the remote '\(name)' has no address that is known")
            }
            var remote = try Remote(name, address, kind: kind == "incus" ? .lxd : kind)
            remote.source = file
            remote.isPublic = settings["public"] == .boolean(true)
            remote.project = settings["project"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            remote.authentication = settings["auth_type"]?.text
            let server = folder.path + "/servercerts/\(name).crt"
            if SmallFile.exists(server) { remote.serverCertificateFile = server }
            if let files = folder.clientFiles(for: name) {
                (remote.certificateFile, remote.keyFile) = files
            }
            return remote
        }
    }
}
