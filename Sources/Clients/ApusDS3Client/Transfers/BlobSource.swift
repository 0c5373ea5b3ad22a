// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

/// The bytes of a blob that is about to be sent.
enum BlobSource: Sendable {
    /// Blobs up to this size are in memory while they are sent or received.
    static let inlineLimitBytes = 1024 * 1024

    /// With their checksum, which is sent along; nil for none.
    case bytes(Bytes, checksum: String?)
    case file(SentFile, Range<UInt64>)

    /// Opens, and reads if it is small, what a blob is made of; on the calling thread, which may
    /// block.
    ///
    /// - Parameters:
    ///   - part: the bytes of the blob.
    ///   - sizeBytes: how large the object was when it was announced.
    ///   - type: the checksum of what is read.
    /// - Returns: also what is known of the file, where it is one.
    static func open(
        _ source: WriteItem.Source, _ part: Range<UInt64>, of sizeBytes: UInt64,
        _ type: DS3.ChecksumType?, lane: Lane
    ) throws -> (BlobSource, FileStatus?) {
        switch source {
        case .folder: return (.bytes(Bytes(), checksum: type?.checksum(of: Bytes())), nil)
        case .bytes(let all):
            guard part.upperBound <= UInt64(all.count) else {
                throw DS3Error(.badAnswer, "The server wants more than the object has")
            }
            let bytes = all[Int(part.lowerBound)..<Int(part.upperBound)]
            return (.bytes(bytes, checksum: type?.checksum(of: bytes)), nil)
        case .file(let path), .found(let path):
            let file = try SentFile.openNow(path, lane: lane)
            guard file.sizeBytes == sizeBytes else {
                throw DS3Error(LocalFileError.changed(path: path))
            }
            guard part.count <= inlineLimitBytes else { return (.file(file, part), file.status) }
            let bytes = try file.readNow(part)
            return (.bytes(bytes, checksum: type?.checksum(of: bytes)), file.status)
        }
    }

    /// The body, with the checksum that goes with it: in the headers, or computed on the way.
    func outgoing(
        _ plan: ChecksumPlan, _ headers: inout [(name: String, value: String)],
        _ counter: SentCount
    ) async throws -> (body: OutgoingBody, checksum: @Sendable () -> String?) {
        switch self {
        case .bytes(let bytes, let checksum):
            if let header = plan.type?.header, let checksum { headers.append((header, checksum)) }
            let body = OutgoingBody(lengthBytes: UInt64(bytes.count), isReplayable: true) {
                counter.undo()
                let rest = Mutex<Bytes?>(bytes.isEmpty ? nil : bytes)
                return BodyReader(lengthBytes: UInt64(bytes.count)) {
                    let piece = rest.withLock { $0.take() }
                    if let piece { counter.moved(piece.count) }
                    return piece.map(BodyPiece.bytes)
                }
            }
            return (body, { nil })
        case .file(let file, let range):
            if plan.isSentAlong, let type = plan.type, let header = type.header,
                let value = try await file.checksum(of: range, type)
            {
                headers.append((header, value))
                return (body(file, range, nil, counter), { nil })
            }
            guard let type = plan.type else { return (body(file, range, nil, counter), { nil }) }
            let sum = WatchedChecksum(type)
            return (body(file, range, sum, counter), { sum.finish() })
        }
    }

    private func body(
        _ file: SentFile, _ range: Range<UInt64>, _ sum: WatchedChecksum?, _ counter: SentCount
    ) -> OutgoingBody {
        OutgoingBody(lengthBytes: UInt64(range.count), isReplayable: true) {
            counter.undo()
            sum?.begin()
            return file.reader(range) { bytes in
                sum?.update(bytes)
                counter.moved(bytes.count)
            }
        }
    }
}

/// A checksum that whoever reads a body feeds, one task after the other.
final class WatchedChecksum: Sendable {
    private let type: DS3.ChecksumType
    private let running: Mutex<DS3.RunningChecksum?>

    init(_ type: DS3.ChecksumType) {
        self.type = type
        running = Mutex(DS3.RunningChecksum(type))
    }

    /// Forgets what there was: the body is read from its start.
    func begin() {
        running.withLock { $0 = DS3.RunningChecksum(type) }
    }

    func update(_ bytes: Bytes) {
        running.withLock { $0?.update(bytes) }
    }

    /// In base64; nil when it was asked for before.
    func finish() -> String? {
        let whole = running.withLock { $0.take() }
        return whole?.finish()
    }
}

/// Which checksums are computed of what is sent, and how the server gets to know.
struct ChecksumPlan: Sendable {
    /// nil for none.
    let type: DS3.ChecksumType?
    /// Whether large blobs are read twice, so that theirs can be sent too.
    private(set) var isSentAlong: Bool

    /// The same, with all of them sent.
    var sentAlong: ChecksumPlan {
        var plan = self
        plan.isSentAlong = true
        return plan
    }

    init(
        _ wanted: TransferOptions.Checksums, client: DS3Client, bucket: String
    ) async throws {
        switch wanted {
        case .none: (type, isSentAlong) = (nil, false)
        case .streaming(let type): (self.type, isSentAlong) = (type, false)
        case .sentAlong(let type): (self.type, isSentAlong) = (type, true)
        case .automatic:
            do {
                let policyID = try await client.send(DS3.getBucketSpectraS3(id: bucket))
                    .value.dataPolicyID
                let policy = try await client.send(DS3.getDataPolicySpectraS3(id: policyID)).value
                let isKnown = policy.checksumType.header != nil
                (type, isSentAlong) = (
                    isKnown ? policy.checksumType : .md5, policy.endToEndCrcRequired
                )
            } catch let error as DS3Error
                where [400, 403, 404, 405, 501].contains(error.status)
            {
                // Not for this user to see: what policies say when nothing else is said. Whatever
                // else is wrong comes to light with the job.
                (type, isSentAlong) = (.md5, false)
            }
        }
        if let type, type.header == nil {
            throw DS3Error(.local, "\(type) is no type of checksum")
        }
    }
}
