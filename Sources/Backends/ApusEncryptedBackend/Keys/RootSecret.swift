// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusDigest

/// A secret that the keys of containers and objects are made from.
///
/// Nothing of it shows in descriptions, so that it does not get into a log by accident.
public struct RootSecret: Sendable {
    /// The fewest bytes that one has.
    public static let leastBytes = 32

    /// What configurations call it; nil for the one without a name.
    public let id: String?
    /// Tells it from others: 32 bits that say nothing of it. What is encrypted carries them, so
    /// that another secret under the same name is found out.
    let fingerprint: UInt32
    private let bytes: Bytes

    /// Takes up a secret; nil when it has too few bytes.
    public init?(id: String?, _ bytes: Bytes) {
        guard bytes.count >= Self.leastBytes else { return nil }
        self.id = id
        self.bytes = bytes
        // Paths begin with a slash, so that no key has anything to do with this.
        let digest = Digest.hmac(Bytes("fingerprint"), key: bytes, .sha256)
        fingerprint = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The key of a container or an object: HMAC-SHA-256 of its path.
    ///
    /// Source: OpenStack Swift, `BaseKeyMaster.create_key`.
    func key(of path: String) -> Bytes {
        Bytes(Digest.hmac(Bytes(path), key: bytes, .sha256))
    }
}

extension RootSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { id.map { "root secret \($0)" } ?? "the root secret" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
