// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
public import ApusModel
import ApusStorage

/// A static large object whose caller may store it, once its segments have been looked at.
public struct AdmittedLargeObject: Sendable {
    let request: PutRequest
    let segments: [SegmentRequest]
    let broker: any ContainerBroker
    let caller: Caller
}

extension ObjectStore {
    /// Decides on a static large object before any of its segments is looked at.
    ///
    /// - Parameters:
    ///   - request: its `etag` is the one expected of the large object.
    ///   - segments: called once the caller may store the object.
    /// - Throws: `StoreError.tooManySegments`, and as `put`.
    public func admitLargeObject(
        _ request: PutRequest, for caller: Caller,
        segments: () async throws -> [SegmentRequest]
    ) async throws -> AdmittedLargeObject {
        let broker = try await writable(request, for: caller)
        let wanted = try await segments()
        let objectCount = wanted.count { if case .object = $0 { true } else { false } }
        guard objectCount <= constraints.manifestSegmentLimit else {
            throw StoreError.tooManySegments(limit: constraints.manifestSegmentLimit)
        }
        return AdmittedLargeObject(
            request: request, segments: wanted, broker: broker, caller: caller)
    }

    /// Makes a static large object of segments that are there.
    ///
    /// Every segment is authorised, looked up and compared with what the request says of it;
    /// what is stored is a manifest of what was found.
    ///
    /// - Returns: the ETag of the large object, without quotes.
    /// - Throws: `StoreError.unusableSegments` with all that is wrong, `.digestMismatch`,
    ///   `.tooLarge`.
    public func put(_ admitted: AdmittedLargeObject) async throws -> PutOutcome {
        let request = admitted.request
        let broker = admitted.broker
        let manifest = try await verify(
            admitted.segments, in: request.address.container.account, for: admitted.caller)
        let sizeBytes = try Self.checkedSize(of: manifest)
        let etag = manifest.largeObjectETag
        if let expected = request.etag, expected != etag { throw StoreError.digestMismatch }
        let document = manifest.encoded
        var stored = request
        stored.etag = nil
        stored.sizeBytes = UInt64(document.count)
        let outcome = try await store(stored, BodyReader(document), in: broker) { row in
            row.markStaticLargeObject(etag: etag, sizeBytes: sizeBytes)
        }
        return PutOutcome(
            etag: etag, createdAt: outcome.createdAt, version: outcome.version)
    }

    /// The size of a large object.
    ///
    /// - Throws: `StoreError.tooLarge`.
    static func checkedSize(of manifest: StaticManifest) throws(StoreError) -> UInt64 {
        let sizeBytes = manifest.sizeBytes
        guard sizeBytes <= LargeObjectRow.sizeLimitBytes else { throw .tooLarge }
        return sizeBytes
    }

    private func verify(
        _ wanted: [SegmentRequest], in account: AccountName, for caller: Caller
    ) async throws -> StaticManifest {
        var manifest = StaticManifest(segments: [])
        var problems: [SegmentProblem] = []
        // A manifest may name one object many times.
        var known: [ObjectAddress: Result<ObjectInfo, any Error>] = [:]
        for (position, segment) in wanted.enumerated() {
            switch segment {
            case .inline(let bytes): manifest.segments.append(.inline(bytes))
            case .object(let object):
                let address = ObjectAddress(
                    ContainerAddress(account, object.container), object.object)
                let found: Result<ObjectInfo, any Error>
                if let result = known[address] {
                    found = result
                } else {
                    do {
                        found = .success(try await info(address, for: caller))
                    } catch {
                        try Task.checkCancellation()
                        found = .failure(error)
                    }
                    known[address] = found
                }
                switch found {
                case .failure(let error):
                    problems.append(SegmentProblem(path: object.path, reason: .unreadable(error)))
                case .success(let info):
                    let judged = Self.judge(
                        object, info, mayBeEmpty: position == wanted.count - 1)
                    manifest.segments.append(.object(judged.segment))
                    problems += judged.problems.map {
                        SegmentProblem(path: object.path, reason: $0)
                    }
                }
            }
        }
        guard problems.isEmpty else { throw StoreError.unusableSegments(problems) }
        return manifest
    }

    private static func judge(
        _ wanted: ObjectSegmentRequest, _ info: ObjectInfo, mayBeEmpty: Bool
    ) -> (segment: ObjectSegment, problems: [SegmentProblem.Reason]) {
        var problems: [SegmentProblem.Reason] = []
        let sizeBytes = info.sizeBytes ?? 0
        let etag = String(info.etag.filter { $0 != "\"" })
        let modified = Timestamp(
            ticks: info.row.modifiedAt.secondsRoundedUp * Timestamp.ticksPerSecond)
        var segment = ObjectSegment(
            container: wanted.container, object: wanted.object, sizeBytes: sizeBytes, etag: etag,
            contentType: info.row.contentType, lastModified: modified.iso8601,
            isLargeObject: info.form == .staticLargeObject)
        if let range = wanted.range {
            switch ByteRangeSet(range).resolve(sizeBytes: sizeBytes) {
            case .unsatisfiable: problems.append(.unsatisfiableRange)
            case .satisfiable(let ranges):
                if ranges[0] != 0..<sizeBytes { segment.range = ranges[0] }
            }
        }
        if segment.bounds.isEmpty, !mayBeEmpty { problems.append(.tooSmall) }
        if let expected = wanted.sizeBytes, expected != sizeBytes {
            problems.append(.sizeMismatch)
        }
        if let expected = wanted.etag, expected != etag { problems.append(.etagMismatch) }
        return (segment, problems)
    }
}

extension StaticManifest {
    /// MD5 of the segments' ETags in order; a part of a segment counts as `etag:first-last;`.
    var largeObjectETag: String {
        var digest = Digest(.md5)
        for segment in segments {
            switch segment {
            case .inline(let bytes):
                digest.update(Bytes(Hexadecimal.encode(Digest.of(bytes, .md5))))
            case .object(let object):
                if let range = object.range {
                    let last = range.upperBound - 1
                    digest.update(Bytes("\(object.etag):\(range.lowerBound)-\(last);"))
                } else {
                    digest.update(Bytes(object.etag))
                }
            }
        }
        return Hexadecimal.encode(digest.finish())
    }
}
