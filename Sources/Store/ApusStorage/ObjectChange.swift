// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// One change of a commit.
///
/// The changes of a commit are judged and made in order: each sees what those before it did, so
/// that "move what stands here, then put" is one commit. A staged body is committed once; after a
/// commit that failed it is still staged.
public struct ObjectChange: Sendable {
    /// What must hold, judged in the same step as the change is made.
    public enum Guard: Hashable, Sendable {
        /// Nothing: it is made in any case.
        case always
        /// No row stands at the key.
        case absent
        /// A row stands there, last modified at this moment.
        case row(modifiedAt: Timestamp)
        /// No row stands there, or one older than the change: created before the row that is put,
        /// assembled or moved here, or before the removal; last modified before the amended row.
        case newerThanStored
    }

    /// What is done.
    public enum Effect: Sendable {
        /// A new object with a staged body; replaces what stands at the key.
        case put(ObjectRow, any StagedBody)
        /// A new object whose body is the bodies of these keys, in order; their rows go. Fails
        /// its guard when one of them has no row, or is named twice.
        case assemble(ObjectRow, from: [ObjectKey])
        /// A new row over the same body. Fails its guard when no row stands at the key.
        case amend(ObjectRow)
        /// The row and body of another key of this container move here, replacing what stands
        /// here. Fails its guard when the other key has no row.
        case move(from: ObjectKey)
        /// The row goes. Missing rows are not an error; the answer tells.
        case remove(at: Timestamp)
    }

    /// Which row is changed.
    public let key: ObjectKey
    /// What must hold for it.
    public let requires: Guard
    /// What is done to it.
    public let effect: Effect

    /// Makes a change.
    public init(_ key: ObjectKey, requires: Guard = .always, _ effect: Effect) {
        self.key = key
        self.requires = requires
        self.effect = effect
    }
}

extension ObjectChange {
    /// Whether the guard holds, for engines to share the judgement.
    ///
    /// - Parameters:
    ///   - stored: the row at the change's key, after the changes before this one.
    ///   - moved: the row at the key that a `.move` takes from.
    public func isAdmitted(over stored: ObjectRow?, moving moved: ObjectRow? = nil) -> Bool {
        switch requires {
        case .always: return true
        case .absent: return stored == nil
        case .row(let moment): return stored?.modifiedAt == moment
        case .newerThanStored:
            guard let stored else { return true }
            switch effect {
            case .put(let row, _), .assemble(let row, from: _):
                return stored.createdAt < row.createdAt
            case .amend(let row): return stored.modifiedAt < row.modifiedAt
            case .move: return moved.map { stored.createdAt < $0.createdAt } ?? true
            case .remove(let time): return stored.createdAt < time
            }
        }
    }
}
