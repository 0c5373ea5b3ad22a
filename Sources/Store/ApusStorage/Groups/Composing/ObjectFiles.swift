// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO

/// Where the bytes of objects are, and nothing else: the `object` of a group that leaves accounts
/// and containers to the baseline.
///
/// A body is written once under a name that was never used before, read, and removed; which
/// object it belongs to only the baseline's rows know. A body that no row names any more, because
/// the process was killed at the wrong moment, is found by `names` and removed later.
public protocol ObjectFiles: Sendable {
    /// Begins a body. Once its writer is sealed it is durable, and stays until it is removed; a
    /// writer that is dropped before that leaves nothing.
    ///
    /// - Parameter sizeBytes: the size to come, when it is known, so that space can be reserved,
    ///   or refused with `.insufficientStorage` at once.
    func stage(
        _ name: BodyName, sizeBytes: UInt64?
    ) async throws(StorageError) -> any ObjectWriter

    /// Opens a body. What was opened stays readable though it is removed meanwhile; dropping the
    /// last reference closes it.
    ///
    /// - Throws: `.notFound`, `.corrupt`.
    func open(
        _ name: BodyName, caching: CacheHint
    ) async throws(StorageError) -> any ObjectBody

    /// Removes a body; one that is not there is no error.
    func remove(_ name: BodyName) async throws(StorageError)

    /// Puts a body that is damaged aside, with a note, where an operator finds it: it has no name
    /// from then on. One that is not there is no error.
    func quarantine(_ name: BodyName, note: String) async throws(StorageError)

    /// The next names of sealed bodies, in order; empty behind the last.
    func names(after name: BodyName?, limit: Int) async throws(StorageError) -> [BodyName]

    /// Whether bodies can be read and written now; throws with the reason when they cannot.
    func checkHealth() async throws(StorageError)

    /// Finishes what has been begun and releases everything. No call follows.
    func shutdown() async
}

/// A body opened for reading.
public protocol ObjectBody: Sendable {
    /// The next pieces of a range that lies within the body, as `ObjectFile.read`.
    ///
    /// - Throws: `.corrupt` when the bytes fail their checksum.
    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece]
}

/// The name of a body: small letters, digits and a dash, fit for a file or a key of a store.
public struct BodyName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest name, in bytes.
    public static let byteLimit = 40

    /// The name itself.
    public let text: String

    /// Takes up what `ObjectFiles` kept; nil when it cannot be one.
    public init?(_ text: some StringProtocol) {
        let isSound = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isSound, (1...Self.byteLimit).contains(text.utf8.count) else { return nil }
        self.text = String(text)
    }

    /// A name of a process: the number is used once.
    init(process: UInt64, number: UInt64) {
        let digits = String(number, radix: 16)
        // Of one length, so that names order by age.
        let zeros = String(repeating: "0", count: max(0, 12 - digits.utf8.count))
        text = String(process, radix: 36) + "-" + zeros + digits
    }

    /// The name, for logs.
    public var description: String { text }

    /// By bytes.
    public static func < (left: BodyName, right: BodyName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
