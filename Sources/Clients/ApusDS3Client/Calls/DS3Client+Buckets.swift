// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API

// Buckets, and what is in them.
extension DS3Client {
    /// The buckets that the caller may list.
    ///
    /// - Throws: `DS3Error`.
    public func getService() async throws -> [DS3.BucketDetails] {
        try await send(DS3.getService()).value.buckets
    }

    /// Makes a bucket, with the caller's data policy.
    ///
    /// - Throws: `DS3Error` with `.bucketAlreadyExists` when there is one of the name, also one of
    ///   the caller's own.
    public func putBucket(_ name: String) async throws {
        try await send(DS3.putBucket(bucket: name))
    }

    /// Makes a bucket unless there is one of the name.
    ///
    /// - Returns: whether it was made.
    /// - Throws: `DS3Error`.
    @discardableResult
    public func ensureBucket(_ name: String) async throws -> Bool {
        do {
            try await putBucket(name)
            return true
        } catch let error as DS3Error where error.status == 409 {
            return false
        }
    }

    /// Whether there is a bucket of the name.
    ///
    /// - Throws: `DS3Error`; also for one that the caller may not see.
    public func headBucket(_ name: String) async throws -> Bool {
        do {
            try await send(DS3.headBucket(bucket: name))
            return true
        } catch let error as DS3Error where error.status == 404 {
            return false
        }
    }

    /// Deletes a bucket.
    ///
    /// - Parameter force: whether everything in it is deleted too.
    /// - Throws: `DS3Error` with `.bucketNotEmpty`.
    public func deleteBucket(_ name: String, force: Bool = false) async throws {
        if force {
            try await send(DS3.deleteBucketSpectraS3(id: name, force: true))
        } else {
            try await send(DS3.deleteBucket(bucket: name))
        }
    }

    /// A page of what is in a bucket, in the order of the names' bytes.
    ///
    /// - Parameters:
    ///   - prefix: only names that begin with it.
    ///   - delimiter: what names are cut at: of names that have it behind the prefix, the part up
    ///     to it comes once, in `commonPrefixes`.
    ///   - maxKeys: how many at most; servers give no more than 1,000.
    ///   - nextMarker: the last page's `nextMarker`.
    /// - Throws: `DS3Error`.
    public func getBucket(
        _ name: String, prefix: String? = nil, delimiter: String? = nil, maxKeys: Int? = nil,
        nextMarker: String? = nil
    ) async throws -> BucketPage {
        try BucketPage(
            try await send(
                DS3.getBucket(
                    bucket: name, delimiter: delimiter, marker: nextMarker, maxKeys: maxKeys,
                    prefix: prefix)
            ).value)
    }

    /// Everything in a bucket, page by page as it is asked for.
    ///
    /// - Parameters:
    ///   - prefix: only names that begin with it.
    ///   - pageLength: how many objects are asked for at once.
    public func objects(
        in bucket: String, prefix: String? = nil, pageLength: Int = 1000
    ) -> BucketObjects {
        BucketObjects(client: self, bucket: bucket, prefix: prefix, pageLength: pageLength)
    }
}

/// A page of what is in a bucket.
public struct BucketPage: Hashable, Sendable {
    /// The objects.
    public let objects: [DS3.Contents]
    /// Beginnings of names, where a delimiter was given.
    public let commonPrefixes: [String]
    /// What the next page is asked with; nil at the end.
    public let nextMarker: String?

    init(_ result: DS3.ListBucketResult) throws(DS3Error) {
        objects = result.contents
        commonPrefixes = result.commonPrefixes
        guard result.isTruncated else {
            nextMarker = nil
            return
        }
        // Without one, the page ends with the name that comes last.
        let last = (objects.map(\.key) + commonPrefixes)
            .max { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard let marker = result.nextMarker.isEmpty ? last : result.nextMarker else {
            throw DS3Error(.badAnswer, "A page without objects is said not to be the last")
        }
        nextMarker = marker
    }
}

/// The objects of a bucket.
public struct BucketObjects: AsyncSequence, Sendable {
    public typealias Element = DS3.Contents

    let client: DS3Client
    let bucket: String
    let prefix: String?
    let pageLength: Int

    /// Begins at the first object.
    public func makeAsyncIterator() -> Iterator { Iterator(all: self) }

    /// Goes through the pages.
    public struct Iterator: AsyncIteratorProtocol {
        let all: BucketObjects
        private var page: [DS3.Contents] = []
        private var position = 0
        private var marker: String?
        private var isAtEnd = false

        init(all: BucketObjects) {
            self.all = all
        }

        /// The next object; nil after the last.
        ///
        /// - Throws: `DS3Error`; with `.badAnswer` for a server whose pages do not go on.
        public mutating func next() async throws -> DS3.Contents? {
            while position == page.count {
                guard !isAtEnd else { return nil }
                let found = try await all.client.getBucket(
                    all.bucket, prefix: all.prefix, maxKeys: all.pageLength, nextMarker: marker)
                if let next = found.nextMarker, let marker,
                    !marker.utf8.lexicographicallyPrecedes(next.utf8)
                {
                    throw DS3Error(.badAnswer, "The server gives the same page again")
                }
                page = found.objects
                position = 0
                marker = found.nextMarker
                isAtEnd = marker == nil
            }
            defer { position += 1 }
            return page[position]
        }
    }
}
