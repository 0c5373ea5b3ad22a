// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A resource as it was when it was read: plain data, with its address.
///
/// It holds no connection and reading a property asks nobody. What is done to the resource is
/// done by functions of the client beside it (`save`, `delete`, `refresh`).
public protocol Entity: LXDDocument {
    /// The document and where it came from.
    var record: EntityRecord { get set }
    init(record: EntityRecord)

    /// What the addresses of such resources look like: path segments below the version, `*` for
    /// a name.
    static var pattern: [String] { get }
    /// How many segments at the end of the address name the resource in its collection.
    static var keyLength: Int { get }
    /// The segments that name the resource a document describes; nil when it does not say.
    static func keySegments(of members: [String: JSONValue]) -> [String]?
    /// Where a resource is whose document a collection lists; nil when it does not say.
    static func address(
        of members: [String: JSONValue], listedIn collection: ResourceURL
    ) -> ResourceURL?

    /// The keys that a client may change.
    static var writableKeys: Set<String> { get }
    /// The keys that only the server sets; left out of what is sent back.
    static var readOnlyKeys: Set<String> { get }
    /// Whether PATCH changes single keys; otherwise a save sends the whole document by PUT.
    static var isPatchable: Bool { get }

    /// Whether a key of an object is taken away by sending an empty text for it.
    static var removesByEmptyText: Bool { get }

    /// The API extension that brought such resources; nil when every server has them.
    static var apiExtension: String? { get }
}

/// A document, its address, and what the server said when it was read.
public struct EntityRecord: Hashable, Sendable {
    /// Where the resource is, its project included.
    public let url: ResourceURL
    package var contents: DocumentContents
    /// The members as they were read; what a save compares with.
    package var original: [String: JSONValue]
    /// What the server calls this state of the resource; nil when it was read in a list.
    package var etag: String?

    package init(url: ResourceURL, members: [String: JSONValue], etag: String? = nil) {
        self.url = url
        contents = DocumentContents(members)
        original = members
        self.etag = etag
    }

    // Two reads of one state are equal, whether they came by a list or alone.

    public static func == (left: EntityRecord, right: EntityRecord) -> Bool {
        left.url.identity == right.url.identity && left.contents == right.contents
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(url.identity)
        hasher.combine(contents)
    }
}

extension Entity {
    public static var keyLength: Int { 1 }
    public static var isPatchable: Bool { true }
    public static var removesByEmptyText: Bool { false }
    public static var apiExtension: String? { nil }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["name"]?.text.map { [$0] }
    }

    public static func address(
        of members: [String: JSONValue], listedIn collection: ResourceURL
    ) -> ResourceURL? {
        keySegments(of: members).map { collection.appending($0) }
    }

    public var contents: DocumentContents {
        get { record.contents }
        set { record.contents = newValue }
    }

    /// An entity of its own, at no address: for reading documents that lie in others.
    public init(contents: DocumentContents) {
        self.init(record: EntityRecord(url: ResourceURL(), members: contents.members))
    }

    /// Where the resource is, its project included.
    public var url: ResourceURL { record.url }

    /// What names it in its collection: a name, a fingerprint, an address; `custom/data` for a
    /// volume.
    public var key: String { url.segments.suffix(Self.keyLength).joined(separator: "/") }

    /// The project it is in; nil for resources outside projects.
    public var projectName: String? { self["project"]?.text ?? url.project }

    // MARK: What has changed since it was read

    /// Whether anything a client may change is not as it was read.
    public var isModified: Bool {
        Self.writableKeys.contains { record.original[$0] != contents.members[$0] }
    }

    /// Undoes all changes since it was read.
    public mutating func rollback() {
        contents.members = record.original
    }

    /// The members that changed and can be sent by PATCH; nil when one of them can only be
    /// expressed by sending the whole document: PATCH merges objects, and so cannot take a
    /// member away.
    package var changes: [String: JSONValue]? {
        var changes: [String: JSONValue] = [:]
        for key in Self.writableKeys {
            let before = record.original[key]
            let after = contents.members[key]
            guard before != after else { continue }
            guard let after else { return nil }
            if let before = before?.members {
                guard var now = after.members else { return nil }
                if Self.removesByEmptyText {
                    for name in before.keys where now[name] == nil { now[name] = "" }
                }
                guard before.keys.allSatisfy({ now[$0] != nil }) else { return nil }
                changes[key] = .object(now.filter { before[$0.key] != $0.value })
            } else {
                changes[key] = after
            }
        }
        return changes
    }

    /// What PUT sends: everything but what only the server sets. Keys this library does not
    /// know go back as they came.
    public var encoded: JSONValue {
        .object(contents.members.filter { !Self.readOnlyKeys.contains($0.key) })
    }
}
