// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a volume takes up (`StorageVolumeState` of LXD's description).
public struct StorageVolumeState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var usage: Usage? { self[value: "usage"] }

    /// Bytes (`StorageVolumeStateUsage`).
    public struct Usage: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The limit; nil or 0 without one.
        public var totalBytes: Int? { self[value: "total"] }
        public var usedBytes: Int? { self[value: "used"] }
    }
}
