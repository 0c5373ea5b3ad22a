// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The keys whose values are not printed, wherever they stand in a document.
enum SecretKeys {
    private static let names: Set = [
        "cluster_certificate_key", "cluster_password", "cluster_token", "fds", "maas.api.key",
        "password", "secret", "secret-key", "secrets", "token", "trust_password", "trust_token",
        // What WebSockets of a copy are called, in the metadata of its operation.
        "control", "criu", "fs",
    ]

    /// A document with `***` in the place of its secrets. Configuration keys count by their last
    /// part (`oidc.client.secret`).
    static func hidden(in json: JSONValue) -> JSONValue {
        switch json {
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { key, value in
                        (key, isSecret(key, value) ? "***" : hidden(in: value))
                    }))
        case .array(let elements): .array(elements.map(hidden(in:)))
        default: json
        }
    }

    private static func isSecret(_ key: String, _ value: JSONValue) -> Bool {
        // Whether there is one is no secret.
        switch value {
        case .null, .boolean: false
        default:
            names.contains(key)
                || names.contains(key.split(separator: ".").last.map(String.init) ?? key)
        }
    }
}

extension DocumentContents: CustomDebugStringConvertible, CustomReflectable {
    /// The document without its secrets.
    public var debugDescription: String {
        SecretKeys.hidden(in: .object(members)).encoded.text
    }

    public var customMirror: Mirror {
        Mirror(self, children: ["members": debugDescription], displayStyle: .struct)
    }
}

extension EntityRecord: CustomDebugStringConvertible, CustomReflectable {
    /// Where it is, and the document without its secrets.
    public var debugDescription: String { "\(url) \(contents.debugDescription)" }

    public var customMirror: Mirror {
        Mirror(self, children: ["url": url, "contents": contents], displayStyle: .struct)
    }
}
