// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusEncryptedBackend
import ApusIO

/// Gets the root secrets that a configuration tells of, and sees to it that they are secret.
enum Keymaster {
    /// Permissions that a file with secrets may give to nobody: to read and write, for others
    /// than its owner and group.
    private static let forbidden: UInt32 = 0o006

    /// The keys; none where the configuration has no secrets. Blocks.
    ///
    /// - Throws: `ConfigurationError`, also when everybody may read the file with the secrets.
    static func keys(of configuration: Configuration) throws(ConfigurationError) -> Keyring {
        let settings = configuration.encryption
        guard let keymaster = settings.keymaster else { return Keyring() }
        let secrets: RootSecrets
        let file: String
        switch keymaster {
        case .here(let own):
            secrets = own
            file = configuration.file ?? "the configuration"
            if let path = configuration.file { try checkIsPrivate(path) }
        case .file(let path):
            file = path
            try checkIsPrivate(path)
            secrets = try read(path)
        }
        do {
            return try Keyring(
                secrets.secrets, active: secrets.activeID, encrypts: settings.encrypts)
        } catch {
            switch error {
            case .doubled(let id):
                throw ConfigurationError(
                    file, [.init("the root secret \(id ?? "without an id") is there twice")])
            case .noActive(let id):
                throw ConfigurationError(
                    file, [.init("there is no root secret \(id ?? "without an id")")])
            }
        }
    }

    private static func checkIsPrivate(_ path: String) throws(ConfigurationError) {
        let permissions: UInt32
        do throws(SystemError) {
            permissions = try FileCalls.status(path).permissions
        } catch {
            throw ConfigurationError(path, [.init("\(error)")])
        }
        guard permissions & forbidden == 0 else {
            throw ConfigurationError(
                path, [.init("has root secrets and is open to everybody: chmod o= \(path)")])
        }
    }

    private static func read(_ path: String) throws(ConfigurationError) -> RootSecrets {
        let bytes: Bytes?
        do throws(SystemError) {
            bytes = try PrivateFile(path: path).read()
        } catch {
            throw ConfigurationError(path, [.init("\(error)")])
        }
        let sections = try INIFile(parsing: bytes ?? Bytes(), file: path).sections
        guard let section = sections.first(where: { $0.name == "keymaster" }) else {
            throw ConfigurationError(path, [.init("has no section [keymaster]")])
        }
        var reader = SectionReader(section)
        let secrets = RootSecrets(&reader)
        reader.refuseTheRest()
        guard reader.problems.isEmpty else { throw ConfigurationError(path, reader.problems) }
        return secrets
    }
}
