// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// Where a row stands in a container's index. All spaces share one index and one commit.
public struct ObjectKey: Hashable, Sendable {
    /// What kind of row it is.
    public enum Space: Hashable, Sendable {
        /// The object as clients see it: listed, counted.
        case current
        /// An older version, kept under the moment it was made.
        case versions(Timestamp)
        /// A part of a larger upload that is not assembled yet.
        case parts(upload: UInt64, number: UInt32)
    }

    /// What kind of row it is.
    public let space: Space
    /// The object's name.
    public let name: ObjectName

    /// Makes a key; of the object as clients see it when nothing else is said.
    public init(_ name: ObjectName, in space: Space = .current) {
        self.space = space
        self.name = name
    }
}
