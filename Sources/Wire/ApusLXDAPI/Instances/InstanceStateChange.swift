// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What an instance shall do (`InstanceStatePut` of LXD's description).
public struct InstanceStateChange: RequestDocument {
    public var action: Action
    /// How long the server waits for a clean stop; nil for the server's own, -1 for ever.
    public var timeoutSeconds: Int?
    /// Whether it is stopped at once, like a machine whose power fails.
    public var isForced: Bool
    /// Whether the running state is kept, or taken up again.
    public var isStateful: Bool
    public var extra: [String: JSONValue]

    public init(
        action: Action, timeoutSeconds: Int? = nil, isForced: Bool = false,
        isStateful: Bool = false, extra: [String: JSONValue] = [:]
    ) {
        self.action = action
        self.timeoutSeconds = timeoutSeconds
        self.isForced = isForced
        self.isStateful = isStateful
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "action": action, "timeout": timeoutSeconds, "force": isForced, "stateful": isStateful,
        ])
    }

    public static func start(isStateful: Bool = false) -> InstanceStateChange {
        InstanceStateChange(action: .start, isStateful: isStateful)
    }

    public static func stop(
        timeoutSeconds: Int? = nil, isForced: Bool = false, isStateful: Bool = false
    ) -> InstanceStateChange {
        InstanceStateChange(
            action: .stop, timeoutSeconds: timeoutSeconds, isForced: isForced,
            isStateful: isStateful)
    }

    public static func restart(
        timeoutSeconds: Int? = nil, isForced: Bool = false
    ) -> InstanceStateChange {
        InstanceStateChange(
            action: .restart, timeoutSeconds: timeoutSeconds, isForced: isForced)
    }

    public static let freeze = InstanceStateChange(action: .freeze)
    public static let unfreeze = InstanceStateChange(action: .unfreeze)

    /// What can be asked of an instance.
    public struct Action: OpenText {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let start: Action = "start"
        public static let stop: Action = "stop"
        public static let restart: Action = "restart"
        public static let freeze: Action = "freeze"
        public static let unfreeze: Action = "unfreeze"
    }
}

/// What all instances of a project shall do (`InstancesPut` of LXD's description).
public struct BulkInstanceStateChange: RequestDocument {
    public var state: InstanceStateChange
    public var extra: [String: JSONValue]

    public init(state: InstanceStateChange, extra: [String: JSONValue] = [:]) {
        self.state = state
        self.extra = extra
    }

    public var json: JSONValue {
        document(["state": state.json])
    }
}
