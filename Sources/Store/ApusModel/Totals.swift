// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How many objects there are, and the bytes they count for.
public struct Totals: Hashable, Sendable {
    /// How many objects.
    public var objectCount: UInt64
    /// Their bytes.
    public var bytesUsed: UInt64

    /// Makes totals; of nothing when nothing is said.
    public init(objectCount: UInt64 = 0, bytesUsed: UInt64 = 0) {
        self.objectCount = objectCount
        self.bytesUsed = bytesUsed
    }

    /// Both together.
    public static func + (left: Totals, right: Totals) -> Totals {
        Totals(
            objectCount: left.objectCount &+ right.objectCount,
            bytesUsed: left.bytesUsed &+ right.bytesUsed)
    }
}

/// The number of a storage policy, as the configuration gives it.
public struct PolicyIndex: Hashable, Sendable, Comparable {
    /// The number, as `X-Backend-Storage-Policy-Index` has it.
    public let number: UInt32

    /// Takes a number.
    public init(_ number: UInt32) {
        self.number = number
    }

    public static func < (left: PolicyIndex, right: PolicyIndex) -> Bool {
        left.number < right.number
    }
}
