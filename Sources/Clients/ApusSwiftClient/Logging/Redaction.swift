// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP

/// Shortens secrets in header fields, so that logs can be shown to others.
///
/// Source: python-swiftclient, `safe_value` and `LOGGER_SENSITIVE_HEADERS`.
public struct Redaction: Sendable {
    /// Names of the fields that hold secrets, in lower case.
    public static let secretNames: Set<String> = [
        "x-auth-token", "x-auth-key", "x-service-token", "x-storage-token", "x-subject-token",
        "x-account-meta-temp-url-key", "x-account-meta-temp-url-key-2",
        "x-container-meta-temp-url-key", "x-container-meta-temp-url-key-2", "set-cookie",
        "authorization",
    ]

    /// How many characters of a long secret are shown.
    public var prefixLimit = 16

    /// The defaults.
    public init() {}

    /// The start of a secret: at most 16 characters, at most half of it, and less of a short one.
    public func shorten(_ secret: String) -> String {
        let length = secret.count
        let limit = prefixLimit < 0 ? 16 : prefixLimit
        let shown = min(limit, length * length / 32, length / 2)
        return String(secret.prefix(shown)) + "..."
    }

    /// The fields with the values of secrets shortened.
    public func callAsFunction(_ headers: Headers) -> Headers {
        var safe = Headers()
        for field in headers {
            let isSecret = Self.secretNames.contains(field.name.lowercased())
            safe.append(field.name, isSecret ? shorten(field.value) : field.value)
        }
        return safe
    }
}

extension RequestRecord {
    /// What a debug log says: the request as a `curl` command, the status, the header fields,
    /// and the body if it was read into memory.
    ///
    /// - Parameters:
    ///   - redaction: nil shows secrets in full.
    ///   - compatible: as OpenStack's tool has it: the token first, the body as Python writes byte
    ///     strings, and not a word of what is sent with every request.
    public func lines(
        redaction: Redaction? = Redaction(), compatible: Bool = false
    ) -> [String] {
        var sent = redaction?(headers) ?? headers
        if compatible {
            var ordered = Headers()
            if let token = sent["X-Auth-Token"] { ordered.append("X-Auth-Token", token) }
            sent.remove("X-Auth-Token")
            sent.remove("User-Agent")
            for field in sent { ordered.append(field.name, field.value) }
            sent = ordered
        }
        var command = "REQ: curl -i \(Self.shellWord(url.description))"
        command += method == .head ? " -I" : " -X \(method.rawValue)"
        for field in sent {
            command += " -H \"\(Self.quoted("\(field.name): \(field.value)"))\""
        }
        guard let status else { return [command, "RESP: none"] }
        let answered = redaction?(responseHeaders) ?? responseHeaders
        var lines = [
            command, "RESP STATUS: \(status.code) \(status.reason)",
            "RESP HEADERS: {"
                + answered.map { "'\($0.name)': '\($0.value)'" }.joined(separator: ", ") + "}",
        ]
        if let responseBody, !responseBody.isEmpty {
            let text = compatible ? ClientError.pythonBytes(responseBody) : responseBody.text
            lines.append("RESP BODY: \(text)")
        }
        return lines
    }

    /// The text as one word of a shell, in quotes only where it needs them.
    private static func shellWord(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !"&;()$*!<>|`\"'\\{}~#".utf8.contains(byte)
        }
        return isPlain ? text : "\"\(quoted(text))\""
    }

    /// The text with what double quotes leave special in a shell made plain.
    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for character in text {
            if "\\\"$`".contains(character) { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted
    }
}
