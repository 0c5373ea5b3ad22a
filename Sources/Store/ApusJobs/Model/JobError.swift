// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why something about a job was not done.
///
/// Functions of the engine throw this, `StoreError` and `StorageError` from beneath, and whatever
/// a body throws. Closed on purpose: front-ends map it with an exhaustive `switch`.
package enum JobError: Error, Hashable, Sendable {
    /// No job has that id.
    case noSuchJob
    /// The job was completed or canceled.
    case ended
    /// No active job has a chunk of that id.
    case noSuchChunk
    /// No failure of that id is remembered.
    case noSuchFailure
    case noSuchBucket
    /// A list names an object, or a version, that is not there.
    case noSuchObject(String)
    /// The job has no blob of that object and offset.
    case notPlanned
    /// A blob that was sent has another length than planned.
    case wrongLength(expected: UInt64)
    /// The blob has come already.
    case blobExists
    /// An object of that name is there, or announced, and no second one is wanted.
    case objectExists(String)
    case emptyList
    case tooManyObjects(limit: Int)
    /// The objects would be cut into more blobs than the server plans.
    case tooManyBlobs(limit: Int)
    case tooManyJobs(limit: Int)
    /// A list names an object twice.
    case duplicateName(String)
    /// No object can be called so.
    case badName(String)
    /// An object of a list has no size.
    case sizeMissing(String)
    /// A name that ends in a slash has bytes.
    case folderWithBytes(String)
    /// One blob cannot hold the object, and several are not wanted.
    case tooLargeForOneBlob(String)
    /// An object has more bytes than its bucket's cache can ever hold.
    case neverFits(String, limitBytes: UInt64)
    /// The job does not do what was asked of it.
    case wrongKind
    /// The job is protected.
    case protected
    /// Nothing of the list is left to be put.
    case nothingToDo
    /// There is no room in the cache now.
    case cacheFull(retryAfterSeconds: Int)
    /// The data is on its way into the cache.
    case notInCache(retryAfterSeconds: Int)
    /// Somebody else is sending the same blob.
    case blobBusy(retryAfterSeconds: Int)
    /// The checksum that the data policy wants was not sent.
    case checksumMissing
    /// A range lies outside the blob.
    case unsatisfiableRange
}
