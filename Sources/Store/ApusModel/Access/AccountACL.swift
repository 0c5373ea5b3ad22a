// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Who besides the owner may use an account: `X-Account-Access-Control`.
///
/// A JSON object with up to three members, each a list of group names.
///
/// Source: OpenStack Swift, "Access Control Lists (ACLs)", "Account ACLs".
public struct AccountACL: Hashable, Sendable {
    /// What an entry grants, ordered from less to more.
    public enum Level: Int, Hashable, Sendable, Comparable, CaseIterable {
        /// Reading everything but what only an owner sees.
        case readOnly
        /// Writing everything in containers too; of the account itself, reading.
        case readWrite
        /// Everything an owner may but creating and deleting the account.
        case admin

        /// The member's name in the document.
        public var name: String {
            switch self {
            case .readOnly: "read-only"
            case .readWrite: "read-write"
            case .admin: "admin"
            }
        }

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Groups by what they are granted, in the order they were given.
    public let grants: [Level: [String]]

    /// Nobody but the owner.
    public static let empty = AccountACL(grants: [:])

    /// Makes a list.
    public init(grants: [Level: [String]]) {
        self.grants = grants
    }

    /// Reads what a client sent. An empty text is an empty list.
    ///
    /// - Throws: `ACLError`: no JSON object, an unknown member, anything but lists of texts.
    public init(parsing sent: String) throws(ACLError) {
        guard !sent.isEmpty else {
            self = .empty
            return
        }
        let members = (try? JSONValue(parsing: Bytes(sent)))?.members
        guard let members else {
            throw ACLError("Syntax error in input (\(ACLError.quote(sent)))")
        }
        let known = Dictionary(uniqueKeysWithValues: Level.allCases.map { ($0.name, $0) })
        if let stranger = members.keys.filter({ known[$0] == nil }).min() {
            throw ACLError("Key \(Self.json(stranger)) not recognized")
        }
        var grants: [Level: [String]] = [:]
        for level in Level.allCases.reversed() {
            guard let member = members[level.name] else { continue }
            guard let elements = member.elements else {
                throw ACLError("Value for key \(Self.json(level.name)) must be a list")
            }
            let groups = elements.compactMap(\.text)
            guard groups.count == elements.count else {
                throw ACLError("Elements of \(Self.json(level.name)) list must be strings")
            }
            grants[level] = groups
        }
        self.grants = grants
    }

    /// Reads a list that has been stored; what cannot be read grants nothing.
    public init(stored: String) {
        self = (try? AccountACL(parsing: stored)) ?? .empty
    }

    /// Whether nobody but the owner is let in.
    public var isEmpty: Bool { grants.values.allSatisfy(\.isEmpty) }

    /// The document as it is stored and shown: members by name, no blanks, ASCII only; empty
    /// for an empty list.
    public var text: String {
        guard !grants.isEmpty else { return "" }
        var writer = ByteWriter()
        var separator = "{"
        for level in [Level.admin, .readOnly, .readWrite] {
            guard let groups = grants[level] else { continue }
            writer.append(separator)
            writer.append(json: level.name)
            writer.append(":[")
            for (position, group) in groups.enumerated() {
                if position > 0 { writer.append(",") }
                writer.append(json: group)
            }
            writer.append("]")
            separator = ","
        }
        writer.append("}")
        return writer.finish().text
    }

    /// The most that any of somebody's groups is granted; nil when none is.
    public func level(of principal: Principal) -> Level? {
        guard !principal.isAnonymous else { return nil }
        return Level.allCases.reversed().first { level in
            grants[level, default: []].contains(where: principal.groups.contains)
        }
    }

    private static func json(_ text: String) -> String {
        var writer = ByteWriter()
        writer.append(json: text)
        return writer.finish().text
    }
}
