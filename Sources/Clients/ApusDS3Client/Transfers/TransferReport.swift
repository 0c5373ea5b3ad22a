// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API

/// What a transfer has done.
public struct TransferReport: Sendable {
    /// An object that was not transferred, and why.
    public struct Failure: Sendable, CustomStringConvertible {
        /// The object's name; nil when it is about more than one.
        public let name: String?
        public let error: DS3Error

        public var description: String { (name.map { "\($0): " } ?? "") + "\(error)" }
    }

    public let bucket: String
    /// The jobs, in the order they were made: what `TransferOptions.resuming` takes.
    public internal(set) var jobIDs: [String] = []
    /// Objects that are transferred as a whole, also those of which some came earlier.
    public internal(set) var objectCount = 0
    /// Bytes that went over the wire and arrived.
    public internal(set) var byteCount: UInt64 = 0
    /// Objects that were there already.
    public internal(set) var skippedCount = 0
    /// Bytes that were there already.
    public internal(set) var skippedByteCount: UInt64 = 0
    /// Blobs, or ranges of them, whose checksum could not be compared: the server told none.
    public internal(set) var unverifiedCount = 0
    /// How often a blob was tried again.
    public internal(set) var retryCount = 0
    public internal(set) var failures: [Failure] = []
    /// From the first request to the last answer.
    public internal(set) var duration: Duration = .zero

    /// Whether nothing failed.
    public var isComplete: Bool { failures.isEmpty }

    init(bucket: String) {
        self.bucket = bucket
    }
}

/// A transfer that ended before its end. Its jobs go on to exist at the server, and
/// `TransferOptions.resuming` takes them.
public struct TransferStopped: Error, CustomStringConvertible {
    /// What was done until then.
    public let report: TransferReport
    /// Why.
    public let cause: DS3Error
    /// The object that it is about; nil when it is about more than one.
    public let name: String?

    public var description: String { (name.map { "\($0): " } ?? "") + "\(cause)" }
}
