// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Something that happened at a server (`Event` of LXD's description).
public struct Event: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var type: EventType? { self[value: "type"] }
    public var timestamp: LXDTime? { self[value: "timestamp"] }
    /// The project it happened in; nil or empty for what is in no project.
    public var projectName: String? { self[value: "project"] }
    /// The member of the cluster that says so.
    public var location: String? { self[value: "location"] }

    /// What an event says, by its type.
    public enum Body: Hashable, Sendable {
        /// Something was made, changed or deleted.
        case lifecycle(Lifecycle)
        /// What an operation is doing.
        case operation(Operation)
        /// A line of the server's log.
        case logging(Logging)
        /// What OVN logged of access control lists; older servers and Incus call the type
        /// `network-acl`.
        case network(Logging)
        /// Something else, or nothing that its type has.
        case other
    }

    /// What it says, read by its type.
    public var body: Body {
        guard let metadata = self["metadata"] else { return .other }
        switch type {
        case .lifecycle:
            return Lifecycle(json: metadata).map { .lifecycle($0) } ?? .other
        case .logging: return Logging(json: metadata).map { .logging($0) } ?? .other
        case .ovn, .networkACL: return Logging(json: metadata).map { .network($0) } ?? .other
        case .operation:
            guard let members = metadata.members, let key = Operation.keySegments(of: members)
            else { return .other }
            let url = ServerAddress().operations.url.appending(key)
            return .operation(Operation(record: EntityRecord(url: url, members: members)))
        default: return .other
        }
    }

    /// Where the resource is that something was done to, its project included; nil unless this
    /// is an event of type `lifecycle`.
    public var source: ResourceURL? {
        guard type == .lifecycle, let source = (self["metadata"]?.source).flatMap(\.text),
            let url = ResourceURL(source)
        else { return nil }
        guard url.project == nil, let projectName, !projectName.isEmpty, projectName != "default"
        else { return url }
        return url.inProject(projectName)
    }

    /// What was done to a resource (`EventLifecycle`).
    public struct Lifecycle: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// `instance-started`, `profile-updated`, `image-deleted` and many more.
        public var action: String? { self[value: "action"] }
        /// The resource as the server wrote it, perhaps without its project; `Event.source` has
        /// that.
        public var source: ResourceURL? { self[value: "source"] }
        /// What else the action has to say, such as the old name of what was renamed.
        public var context: [String: JSONValue] { self[map: "context"] }
        public var requestor: Requestor? { self[value: "requestor"] }
        public var name: String? { self[value: "name"] }
        public var projectName: String? { self[value: "project"] }
    }

    /// A line of a log (`EventLogging`).
    public struct Logging: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var message: String? { self[value: "message"] }
        /// `debug`, `info`, `warning`, `error` and others.
        public var level: String? { self[value: "level"] }
        public var context: [String: String] { self[map: "context"] }
    }
}

/// What an event is about.
public struct EventType: OpenText {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let lifecycle: EventType = "lifecycle"
    public static let logging: EventType = "logging"
    public static let operation: EventType = "operation"
    public static let ovn: EventType = "ovn"
    public static let networkACL: EventType = "network-acl"
}
