// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What a new instance is made of (`InstancesPost` of LXD's description).
public struct NewInstance: RequestDocument {
    /// Nil for one that the server chooses.
    public var name: String?
    /// Nil for a container, or what the source is.
    public var type: InstanceType?
    public var source: InstanceSource
    /// The names of its profiles; nil for those of an instance that is copied. Without any it has
    /// no root disk unless `devices` has one.
    public var profiles: [String]?
    public var config: [String: String]
    /// By name.
    public var devices: [String: [String: String]]
    /// Nil for that of the image or the server.
    public var architecture: String?
    /// Whether it is deleted when it stops.
    public var isEphemeral: Bool
    /// Whether the server starts it at once (extension `instance_create_start`).
    public var isStarted: Bool
    /// Limits by the name of a cloud's machine type, such as `t1.micro`.
    public var instanceType: String?
    /// Whether a copy takes over the running state.
    public var isStateful: Bool
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, type: InstanceType? = nil, source: InstanceSource = .none,
        profiles: [String]? = ["default"], config: [String: String] = [:],
        devices: [String: [String: String]] = [:], architecture: String? = nil,
        isEphemeral: Bool = false, isStarted: Bool = false, instanceType: String? = nil,
        isStateful: Bool = false, description: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.type = type
        self.source = source
        self.profiles = profiles
        self.config = config
        self.devices = devices
        self.architecture = architecture
        self.isEphemeral = isEphemeral
        self.isStarted = isStarted
        self.instanceType = instanceType
        self.isStateful = isStateful
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "type": type, "source": source.json, "profiles": profiles,
            "config": config, "devices": devices, "architecture": architecture,
            "ephemeral": isEphemeral, "start": isStarted, "instance_type": instanceType,
            "stateful": isStateful, "description": description,
        ])
    }
}
