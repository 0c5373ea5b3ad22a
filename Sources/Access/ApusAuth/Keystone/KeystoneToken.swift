// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What Keystone says about a token.
///
/// Source: OpenStack Identity API v3, "Validate and show information for token".
struct KeystoneToken: Hashable, Sendable {
    struct Place: Hashable, Sendable {
        let id: String
        let name: String
        let domainID: String?
    }

    let user: Place
    /// Nil for tokens that are for no project.
    let project: Place?
    /// In lower case.
    let roles: Set<String>
    /// In seconds since 1970.
    let expires: Int64

    /// Reads the document; nil when it is none of a token.
    init?(_ document: JSONValue) {
        guard let token = document["token"], let user = token["user"].flatMap(Place.init),
            let expires = token["expires_at"]?.text.flatMap(Self.seconds)
        else { return nil }
        self.user = user
        self.expires = expires
        project = token["project"].flatMap(Place.init)
        let names = token["roles"]?.elements?.compactMap { $0["name"]?.text } ?? []
        roles = Set(names.map { $0.lowercased() })
    }

    /// Reads `2026-11-21T17:04:25.000000Z`, or the same without a fraction; the fraction is cut
    /// off.
    static func seconds(_ text: String) -> Int64? {
        let digits = text.split { !$0.isASCII || !$0.isNumber }
        guard digits.count >= 6, text.hasSuffix("Z") || text.hasSuffix("+00:00") else {
            return nil
        }
        let numbers = digits.prefix(6).compactMap { Int($0) }
        guard numbers.count == 6 else { return nil }
        return CivilTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: min(numbers[5], 59))?.secondsSince1970
    }
}

extension KeystoneToken.Place {
    fileprivate init?(_ document: JSONValue) {
        guard let id = document["id"]?.text, !id.isEmpty else { return nil }
        self.id = id
        name = document["name"]?.text ?? ""
        domainID = document["domain"]?["id"]?.text
    }
}
