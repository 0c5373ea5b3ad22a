// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Which fields and parameters hold secrets, and what of them may be shown in a log.
///
/// Source: the sensitive headers and parameters of OpenStack Swift's proxy-logging and of
/// python-swiftclient, with those of the other protocols spoken here.
public enum Secrets {
    /// The names of header fields and query parameters that hold secrets, in lower case.
    public static let names: Set<String> = [
        "account_key", "admin_secret_key", "authorization", "cookie", "password",
        "proxy_password", "secret", "secret-key", "secret_key", "secretkey",
        "set-cookie", "signature",
        "swiftinfo_sig", "temp_url_sig", "token", "x-account-meta-temp-url-key",
        "x-account-meta-temp-url-key-2", "x-amz-security-token", "x-amz-signature",
        "x-auth-key", "x-auth-token", "x-container-meta-temp-url-key",
        "x-container-meta-temp-url-key-2", "x-container-sync-key", "x-service-token",
        "x-storage-pass", "x-storage-token", "x-subject-token",
    ]

    /// Whether a field or parameter of this name holds a secret, in letters of either case.
    public static func isSecret(name: String) -> Bool {
        // Every name of every line is asked about: most are told by their first letter.
        guard let first = name.utf8.first, firstLetters >> UInt64(first & 0x1F) & 1 == 1 else {
            return false
        }
        return names.contains(name.lowercased())
    }

    /// The first letters of `names`, a bit each: a, c, p, s, t and x.
    private static let firstLetters: UInt64 =
        1 << 1 | 1 << 3 | 1 << 16 | 1 << 19 | 1 << 20 | 1 << 24

    /// The start of a secret, enough to tell it from others: at most 16 characters, at most half
    /// of it, and less of a short one.
    public static func cut(_ secret: String) -> String {
        let length = secret.count
        let shown = min(16, length * min(length, 64) / 32, length / 2)
        return secret.prefix(shown) + "..."
    }

    /// A request's target with the values of secret parameters cut.
    public static func cut(inTarget target: String) -> String {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return target }
        let parts = target[mark...].dropFirst().split(
            separator: "&", omittingEmptySubsequences: false)
        let safe = parts.map { part -> String in
            guard let equals = part.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                return String(part)
            }
            let name = String(part[..<equals])
            guard isSecret(name: name) else { return String(part) }
            return name + "=" + cut(String(part[equals...].dropFirst()))
        }
        return target[...mark] + safe.joined(separator: "&")
    }
}
