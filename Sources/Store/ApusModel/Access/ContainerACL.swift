// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Who besides the owner may read or write a container: `X-Container-Read`, `X-Container-Write`.
///
/// A list of entries separated by commas. An entry is a group (`account`, `account:user`,
/// `.rlistings`, or whatever else the authentication in use calls its users) or a rule on the
/// `Referer` of the request: `.r:*`, `.r:host`, `.r:.domain`, each with `-` in front of the value
/// to refuse. Rules on the referrer apply in order, the last one that fits decides.
///
/// Source: OpenStack Swift, "Access Control Lists (ACLs)", "Container ACLs".
public struct ContainerACL: Hashable, Sendable {
    /// Which of a container's two lists it is.
    public enum Kind: Hashable, Sendable {
        case read, write
    }

    /// A rule on the host that a request was referred by.
    private struct ReferrerRule: Hashable, Sendable {
        let allows: Bool
        /// `*`, a host, or a domain that begins with a dot.
        let pattern: String

        func fits(_ host: String) -> Bool {
            pattern == "*" || pattern == host
                || (pattern.utf8.first == UInt8(ascii: ".") && host.hasSuffix(pattern))
        }
    }

    /// The list as it is stored and shown: entries cleaned, joined by commas.
    public let text: String

    private let groups: Set<String>
    private let referrerRules: [ReferrerRule]

    /// Nobody but the owner.
    public static let empty = ContainerACL(stored: "")

    /// Reads what a client sent, and cleans it: blanks and empty entries go, every spelling of
    /// `.referrer` becomes `.r`, and `*.example.com` becomes `.example.com`.
    ///
    /// - Throws: `ACLError`: a referrer without a value, a referrer in a list of writers, an
    ///   entry that begins with a dot and is not a known one.
    public init(cleaning sent: String, kind: Kind) throws(ACLError) {
        var entries: [String] = []
        for part in sent.parts(separatedBy: ",", keepsEmpty: false) {
            let entry = Self.trim(part)
            guard !entry.isEmpty else { continue }
            entries.append(try Self.clean(entry, kind: kind))
        }
        self.init(stored: entries.joined(separator: ","))
    }

    /// Reads a list that has been cleaned before.
    public init(stored: String) {
        text = stored
        var groups: Set<String> = []
        var rules: [ReferrerRule] = []
        for entry in stored.parts(separatedBy: ",", keepsEmpty: false) {
            guard entry.startsBytewise(with: ".r:") else {
                groups.insert(String(entry))
                continue
            }
            let value = entry.dropFirst(3)
            let refuses = value.utf8.first == UInt8(ascii: "-")
            rules.append(
                ReferrerRule(allows: !refuses, pattern: String(refuses ? value.dropFirst() : value))
            )
        }
        self.groups = groups
        referrerRules = rules
    }

    /// Whether nobody but the owner is let in.
    public var isEmpty: Bool { text.isEmpty }

    /// What is asked for, as far as this list makes a difference.
    public enum Scope: Hashable, Sendable {
        /// An object of the container.
        case object
        /// The container: its listing and metadata.
        case container
    }

    /// Whether the list lets somebody in.
    ///
    /// - Parameters:
    ///   - principal: who asks; also somebody anonymous.
    ///   - referrer: the request's `Referer` field.
    ///   - scope: a rule on the referrer opens objects; the listing only together with
    ///     `.rlistings`. A request that is let in by its referrer to no listing is refused even
    ///     when its sender is in the list, as OpenStack Swift has it.
    public func allows(_ principal: Principal, referrer: String?, scope: Scope) -> Bool {
        if allows(referrer: referrer) {
            return scope == .object || groups.contains(".rlistings")
        }
        return !principal.isAnonymous && !groups.isDisjoint(with: principal.groups)
    }

    /// Whether one of these groups is in the list.
    public func names(anyOf others: Set<String>) -> Bool { !groups.isDisjoint(with: others) }

    /// Whether one of these roles, given in lower case, is in the list in whatever case.
    public func names(anyRoleOf roles: Set<String>) -> Bool {
        groups.contains { roles.contains($0.lowercased()) }
    }

    /// What the rules on the referrer say alone: nil when they let nobody in.
    public func verdict(onReferrer referrer: String?, scope: Scope) -> Bool? {
        guard allows(referrer: referrer) else { return nil }
        return scope == .object || groups.contains(".rlistings")
    }

    private func allows(referrer: String?) -> Bool {
        guard !referrerRules.isEmpty else { return false }
        let host = Self.host(of: referrer ?? "") ?? "unknown"
        return referrerRules.last { $0.fits(host) }?.allows ?? false
    }

    private static func clean(_ entry: Substring, kind: Kind) throws(ACLError) -> String {
        guard let colon = entry.utf8.firstIndex(of: UInt8(ascii: ":")) else { return String(entry) }
        let designator = trim(entry[..<colon])
        guard designator.utf8.first == UInt8(ascii: ".") else { return String(entry) }
        let quoted = ACLError.quote(String(entry))
        guard [".r", ".ref", ".referer", ".referrer"].contains(designator) else {
            let name = ACLError.quote(String(designator))
            throw ACLError("Unknown designator \(name) in ACL: \(quoted)")
        }
        guard kind == .read else { throw ACLError("Referrers not allowed in write ACL: \(quoted)") }
        var value = trim(entry[entry.utf8.index(after: colon)...])
        let refuses = value.utf8.first == UInt8(ascii: "-")
        if refuses { value = trim(value.dropFirst()) }
        if value != "*", value.utf8.first == UInt8(ascii: "*") { value = trim(value.dropFirst()) }
        guard !value.isEmpty, value != "." else {
            throw ACLError("No host/domain value after referrer designation in ACL: \(quoted)")
        }
        return ".r:" + (refuses ? "-" : "") + value
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while let first = text.unicodeScalars.first, first.properties.isWhitespace {
            text = Substring(text.unicodeScalars.dropFirst())
        }
        while let last = text.unicodeScalars.last, last.properties.isWhitespace {
            text = Substring(text.unicodeScalars.dropLast())
        }
        return text
    }

    /// The host of a URL in lower case, without user, port and brackets; nil when it has none.
    static func host(of url: String) -> String? {
        guard let slashes = url.range(ofSlashes: "//") else { return nil }
        let scheme = url[..<slashes.lowerBound]
        guard scheme.isEmpty || scheme.utf8.last == UInt8(ascii: ":") else { return nil }
        let isScheme = scheme.dropLast().utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isScheme else { return nil }
        var host = url[slashes.upperBound...].prefix { !"/?#".contains($0) }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.first == "[" {
            host = host.dropFirst().prefix { $0 != "]" }
        } else {
            host = host.prefix { $0 != ":" }
        }
        return host.isEmpty ? nil : host.lowercased()
    }
}

extension String {
    /// The first `//` of a text.
    fileprivate func range(ofSlashes slashes: StaticString) -> Range<Index>? {
        var position = utf8.startIndex
        while let slash = utf8[position...].firstIndex(of: UInt8(ascii: "/")) {
            let next = utf8.index(after: slash)
            guard next < utf8.endIndex else { return nil }
            if utf8[next] == UInt8(ascii: "/") { return slash..<utf8.index(after: next) }
            position = next
        }
        return nil
    }
}
