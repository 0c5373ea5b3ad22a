// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// One change of a commit.
public struct ObjectChange: Sendable {
    /// What must hold, judged in the same step as the change is made.
    public enum Guard: Hashable, Sendable {
        case always
        /// No row stands at the key.
        case absent
        /// A row stands there, last modified at this moment.
        case row(modifiedAt: Timestamp)
        /// No row stands there, or one created before the change's moment.
        case newerThanStored
    }

    /// What is done.
    public enum Effect: Sendable {
        /// A new object with a staged body; replaces what stands at the key.
        case put(ObjectRow, any StagedBody)
        /// A new object whose body is the bodies of these keys, in order; their rows go.
        case assemble(ObjectRow, from: [ObjectKey])
        /// A new row over the same body.
        case amend(ObjectRow)
        /// The row and body of another key of this container move here.
        case move(from: ObjectKey)
        /// The row goes. Missing rows are not an error; the answer tells.
        case remove(at: Timestamp)
    }

    public let key: ObjectKey
    public let requires: Guard
    public let effect: Effect

    public init(_ key: ObjectKey, requires: Guard = .always, _ effect: Effect) {
        self.key = key
        self.requires = requires
        self.effect = effect
    }
}
