// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API

/// How objects are written or read.
public struct TransferOptions: Sendable {
    /// What happens when an object fails for good.
    public enum OnFailure: Hashable, Sendable {
        /// The transfer ends and throws `TransferStopped`.
        case stop
        /// The others go on; the report says what failed.
        case goOn
    }

    /// Which checksums are computed of what is written.
    public enum Checksums: Hashable, Sendable {
        /// Those that the bucket's data policy asks for, as it asks for them; MD5 where the policy
        /// may not be seen.
        case automatic
        /// None.
        case none
        /// Of blobs up to 1 MiB sent along, for the server to compare; of larger ones computed while
        /// they are sent, and compared with what the server has computed. An object that came out
        /// otherwise is deleted and sent again, unless `retries` is 0.
        case streaming(DS3.ChecksumType)
        /// All sent along, for which large blobs are read twice.
        case sentAlong(DS3.ChecksumType)
    }

    /// What people call the jobs; nil for the server's choice.
    public var jobName: String?
    /// nil for the data policy's.
    public var priority: DS3.BlobStoreTaskPriority?
    /// How large blobs may be, in bytes; of what is written.
    public var maxUploadSizeBytes: Int?
    /// Taken from the beginning of names that have it: of objects when a directory is written, of
    /// files when objects are read.
    public var removedPrefix = ""
    /// Put before names, after `removedPrefix` was taken.
    public var addedPrefix = ""
    /// How many blobs are on their way at once.
    public var concurrency = 8
    /// How often a blob is tried again, on top of what the client does for single requests.
    public var retries = 3
    public var onFailure = OnFailure.stop
    public var checksums = Checksums.automatic
    /// Whether times and permissions of files are kept as metadata, and restored.
    public var keepsAttributes = true
    /// Whether files that were read survive a loss of power from when they have their names.
    public var isDurable = true
    /// Whether objects that are there with the same size are left out of what is written.
    public var ignoresExisting = false
    /// Whether to wait, after writing, until the data is on the medium that the policy asks for.
    public var waitsUntilPersisted = false
    /// How many objects a job has at most; servers take 500,000.
    public var objectsPerJob = 500_000
    /// The jobs of a transfer that was broken off, in the order of its report.
    ///
    /// Writing goes on with what is not in the server's cache, reading with what is not in the
    /// target directory. The same objects must be named again.
    public var resuming: [String] = []

    /// The defaults.
    public init() {}

    /// The name that stands for another one.
    func renamed(_ name: String) -> String {
        var rest = name[...]
        if !removedPrefix.isEmpty, name.utf8.starts(with: removedPrefix.utf8) {
            rest = name[name.utf8.index(name.startIndex, offsetBy: removedPrefix.utf8.count)...]
        }
        return addedPrefix + rest
    }
}
