// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Something a server does in the background (`Operation` and `OperationFull` of LXD's
/// description).
public struct Operation: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["operations", "*"]
    public static let writableKeys: Set<String> = []
    public static let readOnlyKeys: Set = [
        "child_count", "children", "class", "created_at", "description", "err", "err_code", "id",
        "location", "may_cancel", "metadata", "requestor", "resources", "status", "status_code",
        "updated_at",
    ]
    public static let isPatchable = false

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["id"]?.text.map { [$0] }
    }

    public var id: String { self[value: "id"] ?? key }
    /// `task`, `websocket` or `token`.
    public var operationClass: String? { self[value: "class"] }
    public var description: String? { self[value: "description"] }
    public var status: String? { self[value: "status"] }
    public var statusCode: StatusCode? { self[value: "status_code"] }
    public var createdAt: LXDTime? { self[value: "created_at"] }
    public var updatedAt: LXDTime? { self[value: "updated_at"] }
    /// Why it failed; nil unless it did.
    public var failure: String? {
        let text: String? = self[value: "err"]
        return text?.isEmpty == false ? text : nil
    }
    public var failureCode: Int? { self[value: "err_code"] }
    public var mayCancel: Bool? { self[value: "may_cancel"] }
    /// The member of the cluster that it runs on.
    public var location: String? { self[value: "location"] }
    /// What the operation says of itself: progress, secrets of its WebSockets, results.
    public var metadata: [String: JSONValue] { self[map: "metadata"] }
    /// Who asked for it.
    public var requestor: Requestor? { self[value: "requestor"] }
    public var childCount: Int? { self[value: "child_count"] }

    /// What it works on, by kind (`instances`, `images`, …).
    public var resources: [String: [ResourceURL]] {
        let texts: [String: [String]] = self[map: "resources"]
        return texts.mapValues { $0.compactMap { ResourceURL($0) } }
    }

    /// The operations it consists of.
    public var children: [Operation] { nested("children", below: url.dropping(1)) }

    /// How far it is, in words: members of `metadata` whose names end in `_progress`, in the
    /// order of their names.
    public var progressTexts: [String] {
        metadata.filter { $0.key.hasSuffix("_progress") }.sorted { $0.key < $1.key }
            .compactMap { $0.value.text }
    }

    /// How far it is, from 0 to 100; nil when it does not say.
    public var percent: Int? {
        metadata["progress"]?.percent?.text.flatMap(Int.init)
            ?? progressTexts.lazy.compactMap { text in
                text.split(separator: " ").first { $0.hasSuffix("%") }
                    .flatMap { Int($0.dropLast()) }
            }.first
    }
}
