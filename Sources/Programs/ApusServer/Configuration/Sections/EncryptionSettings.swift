// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusEncryptedBackend

/// `[filter:encryption]` and `[filter:keymaster]`: whether objects are encrypted at rest, and
/// where the secrets for it are.
///
/// Source: OpenStack Swift, "Object Encryption"; the options are those of its middleware.
public struct EncryptionSettings: Sendable {
    /// Where root secrets come from.
    enum Keymaster: Sendable {
        /// The section has them.
        case here(RootSecrets)
        /// Another file has them, in a section `[keymaster]` (`keymaster_config_path`).
        case file(String)
    }

    /// Whether there is a section `[filter:encryption]`.
    public internal(set) var isConfigured = false
    /// `disable_encryption`: what is new is stored as it is, what is encrypted stays readable.
    public internal(set) var isDisabled = false
    var keymaster: Keymaster?

    /// Whether new objects are encrypted.
    public var encrypts: Bool { isConfigured && !isDisabled }

    init() {}

    /// `[filter:encryption]`.
    mutating func readEncryption(_ section: inout SectionReader) {
        isConfigured = true
        isDisabled = section.boolean("disable_encryption") ?? false
        section.ignore("use", "set log_name")
    }

    /// `[filter:keymaster]`.
    mutating func readKeymaster(_ section: inout SectionReader) {
        section.ignore("use", "set log_name")
        let path = section.nonEmptyText("keymaster_config_path")
        let secrets = RootSecrets(&section, needsSome: path == nil)
        guard let path else {
            keymaster = .here(secrets)
            return
        }
        if !secrets.isEmpty || secrets.activeID != nil {
            section.complain(
                "keymaster_config_path", "is the place of all other options of [keymaster] then")
        }
        if !path.hasPrefix("/") { section.complain("keymaster_config_path", "is an absolute path") }
        keymaster = .file(path)
    }

    /// What is wrong with both sections together.
    var problem: String? {
        guard encrypts, keymaster == nil else { return nil }
        return "[filter:encryption] needs [filter:keymaster]: the secret to encrypt with"
    }

    /// What is worth a look in both sections together.
    var warning: String? {
        guard keymaster != nil, !isConfigured else { return nil }
        return "nothing new is encrypted: there is a [filter:keymaster], but no [filter:encryption]"
    }
}

/// The options of a keymaster that say what the root secrets are.
struct RootSecrets: Sendable {
    private(set) var secrets: [RootSecret] = []
    /// `active_root_secret_id`; nil for the secret without an id.
    private(set) var activeID: String?

    var isEmpty: Bool { secrets.isEmpty }

    init(_ section: inout SectionReader, needsSome: Bool = true) {
        let option = "encryption_root_secret"
        for (rest, entry) in section.entries(prefix: option) {
            guard rest.isEmpty || (rest.hasPrefix("_") && rest.utf8.count > 1) else {
                section.complain(
                    at: entry.line, "\(entry.name) is \(option), or \(option)_ and an id")
                continue
            }
            let id = rest.isEmpty ? nil : String(rest.dropFirst())
            // What it is, stays unsaid: this is printed.
            guard let bytes = Base64.decode(entry.value),
                let secret = RootSecret(id: id, Bytes(bytes))
            else {
                section.complain(
                    at: entry.line,
                    "\(entry.name) is the base64 of at least \(RootSecret.leastBytes) bytes, as "
                        + "'openssl rand -base64 32' makes it")
                continue
            }
            secrets.append(secret)
        }
        activeID = section.nonEmptyText("active_root_secret_id")
        guard needsSome, section.problems.isEmpty else { return }
        if secrets.isEmpty { section.complain(option, "is missing") }
        if !secrets.isEmpty, !secrets.contains(where: { $0.id == activeID }) {
            section.complain(
                "active_root_secret_id",
                "is \(activeID ?? "not given"), and there is no such root secret")
        }
    }
}
