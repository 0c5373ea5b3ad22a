// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI

extension TrustToken {
    /// The token that an operation tells of.
    ///
    /// - Throws: `LXDError` with `.badAnswer` when it does not.
    init(
        _ who: [String: JSONValue], of metadata: [String: JSONValue], at url: ResourceURL
    ) throws(LXDError) {
        var members = who
        for (name, key) in [
            ("addresses", "addresses"), ("fingerprint", "fingerprint"), ("secret", "secret"),
            ("expires_at", "expiresAt"),
        ] {
            members[name] = metadata[key] ?? metadata[name]
        }
        let text = Base64.encode(JSONValue.object(members).encoded.array, isPadded: true)
        do throws(Malformed) {
            try self.init(text)
        } catch {
            throw LXDError(.badAnswer, "The answer is no token", url: url, cause: error)
        }
    }
}
