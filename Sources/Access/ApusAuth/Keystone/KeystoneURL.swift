// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// Where Keystone's version 3 is.
public struct KeystoneURL: Hashable, Sendable {
    public let origin: Origin
    /// The path with the version, without a slash at its end: `/v3`, `/identity/v3`.
    public let path: String

    /// Reads an `auth_url`; `/v3` is added when it names no version.
    ///
    /// - Returns: nil for what is no such URL, and for one with a user and password in it.
    public init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[mark.upperBound...]
        guard !rest.contains("?"), !rest.contains("#") else { return nil }
        let authority = rest.prefix { $0 != "/" }
        var path = rest[authority.endIndex...]
        guard let origin = Origin(isSecure: scheme == "https", authority: authority) else {
            return nil
        }
        while path.last == "/" { path.removeLast() }
        let version = path.split(separator: "/").last
        guard version != "v2.0", version != "v2" else { return nil }
        self.origin = origin
        self.path = version == "v3" ? String(path) : path + "/v3"
    }
}
