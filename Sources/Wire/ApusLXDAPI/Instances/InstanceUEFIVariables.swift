// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The firmware's variables of a virtual machine (`InstanceUEFIVars` of LXD's description).
public struct InstanceUEFIVariables: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["instances", "*", "uefi-vars"]
    public static let keyLength = 0
    public static let writableKeys: Set = ["variables"]
    public static let readOnlyKeys: Set<String> = []
    public static let isPatchable = false

    /// By name and GUID, `SecureBootEnable-f0a30bc7-af08-4556-99c4-001009c93a44`.
    public var variables: [String: Variable] {
        get { self[map: "variables"] }
        set { self[map: "variables"] = newValue }
    }

    /// The instance they are of.
    public var instance: Reference<Instance> { Reference(url: url.dropping(1)) }

    /// A variable of the firmware (`InstanceUEFIVariable`).
    public struct Variable: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The flags of the UEFI specification.
        public var attributes: Int? {
            get { self[value: "attr"] }
            set { self[value: "attr"] = newValue }
        }

        /// In hexadecimal digits.
        public var data: String? {
            get { self[value: "data"] }
            set { self[value: "data"] = newValue }
        }

        /// In hexadecimal digits; empty unless writes are authenticated.
        public var digest: String? {
            get { self[value: "digest"] }
            set { self[value: "digest"] = newValue }
        }

        /// In hexadecimal digits, as the firmware keeps it.
        public var timestamp: String? {
            get { self[value: "timestamp"] }
            set { self[value: "timestamp"] = newValue }
        }

        public init(
            attributes: Int? = nil, data: String? = nil, digest: String? = nil,
            timestamp: String? = nil
        ) {
            self.init(contents: DocumentContents())
            self.attributes = attributes
            self.data = data
            self.digest = digest
            self.timestamp = timestamp
        }
    }
}
