// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A command to run in an instance (`InstanceExecPost` of LXD's description).
public struct ExecRequest: RequestDocument {
    /// The program and its arguments; no shell reads them.
    public var command: [String]
    /// On top of the instance's own.
    public var environment: [String: String]
    public var userID: Int?
    public var groupID: Int?
    public var workingDirectory: String?
    /// Whether it gets a terminal, and one WebSocket instead of three.
    public var isInteractive: Bool
    /// Of the terminal, in characters.
    public var width: Int?
    /// Of the terminal, in lines.
    public var height: Int?
    /// Whether it starts once its WebSockets are connected.
    public var waitsForWebSocket: Bool
    /// Whether its output goes into files at the server.
    public var recordsOutput: Bool
    public var extra: [String: JSONValue]

    public init(
        command: [String], environment: [String: String] = [:], userID: Int? = nil,
        groupID: Int? = nil, workingDirectory: String? = nil, isInteractive: Bool = false,
        width: Int? = nil, height: Int? = nil, waitsForWebSocket: Bool = false,
        recordsOutput: Bool = false, extra: [String: JSONValue] = [:]
    ) {
        self.command = command
        self.environment = environment
        self.userID = userID
        self.groupID = groupID
        self.workingDirectory = workingDirectory
        self.isInteractive = isInteractive
        self.width = width
        self.height = height
        self.waitsForWebSocket = waitsForWebSocket
        self.recordsOutput = recordsOutput
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "command": command, "environment": environment, "user": userID, "group": groupID,
            "cwd": workingDirectory, "interactive": isInteractive, "width": width, "height": height,
            "wait-for-websocket": waitsForWebSocket, "record-output": recordsOutput,
        ])
    }
}

/// A console to attach to (`InstanceConsolePost` of LXD's description).
public struct ConsoleRequest: RequestDocument {
    /// `console`, or `vga` for the screen of a virtual machine.
    public var type: String
    /// In characters.
    public var width: Int?
    /// In lines.
    public var height: Int?
    public var extra: [String: JSONValue]

    public init(
        type: String = "console", width: Int? = nil, height: Int? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.width = width
        self.height = height
        self.extra = extra
    }

    public var json: JSONValue {
        document(["type": type, "width": width, "height": height])
    }
}
