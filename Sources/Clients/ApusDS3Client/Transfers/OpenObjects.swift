// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import Synchronization

/// The objects of a job that puts: how many of their blobs are not there yet.
final class OpenObjects: Sendable {
    /// An object.
    struct Object: Sendable {
        let name: String
        /// The version that the job makes, where the server says it.
        var versionID: String?
        var blobCount = 0
        var openBlobs = 0
        var sizeBytes: UInt64 = 0
        /// Whether any of it was sent by this run.
        var wasSent = false
        /// What was computed while blobs were sent, by their offsets.
        var checksums: [Int: String] = [:]
        var type: DS3.ChecksumType?
    }

    let checksums: ChecksumPlan
    private let objects: Mutex<[String: Object]>
    private let spoiledObjects = Mutex<[Object]>([])

    init(_ plan: DS3.JobPlan, checksums: ChecksumPlan) {
        self.checksums = checksums
        var objects: [String: Object] = [:]
        for chunk in plan.chunks {
            for blob in chunk.objects {
                var object = objects[blob.name] ?? Object(name: blob.name)
                object.versionID = blob.versionID
                object.blobCount += 1
                object.openBlobs += 1
                object.sizeBytes += UInt64(blob.length)
                object.type = checksums.type
                objects[blob.name] = object
            }
        }
        self.objects = Mutex(objects)
    }

    /// How large an object is, as it was announced.
    func sizeBytes(of name: String) -> UInt64 {
        objects.withLock { $0[name]?.sizeBytes ?? 0 }
    }

    /// Keeps the checksum of a blob until all of its object is there.
    func note(_ checksum: String, of blob: DS3.JobPlan.Blob) {
        objects.withLock { $0[blob.name]?.checksums[blob.offset] = checksum }
    }

    /// Takes note that an object was removed again, because it was not what was sent.
    func noteSpoiled(_ object: Object) {
        spoiledObjects.withLock { $0.append(object) }
    }

    /// What has to be sent again.
    var spoiled: [Object] { spoiledObjects.withLock { $0 } }

    /// Takes note that a blob is at the server.
    ///
    /// - Returns: its object, when that is whole now.
    func settle(_ blob: DS3.JobPlan.Blob, wasSent: Bool) -> Object? {
        objects.withLock { objects in
            guard var object = objects[blob.name] else { return nil }
            object.openBlobs -= 1
            if wasSent { object.wasSent = true }
            if object.openBlobs > 0 {
                objects[blob.name] = object
                return nil
            }
            objects[blob.name] = nil
            return object
        }
    }
}

/// The jobs of a transfer that was broken off.
struct ResumedJobs {
    private(set) var jobs: [DS3.JobPlan] = []
    /// Whether one has ended, so that what it had is not known.
    private(set) var hasEnded = false
    /// What was given for their objects.
    var items: [String: WriteItem] = [:]
    private var sizes: [String: UInt64] = [:]

    /// Asks for the plans, which keeps the jobs alive.
    ///
    /// - Throws: `DS3Error` with `.wrongJob` for one of another kind or bucket, and for one that
    ///   was canceled.
    init(
        _ ids: [String], _ kind: DS3.JobRequestType, client: DS3Client, bucket: String
    ) async throws {
        for id in ids {
            let plan: DS3.JobPlan
            do {
                plan = try await client.modifyJob(id)
            } catch let error as DS3Error where [404, 410].contains(error.status) {
                hasEnded = true
                // One that is completed has all that it should.
                guard let ended = try? await client.job(id) else {
                    if kind == .get { continue }
                    throw error
                }
                guard ended.status != .canceled || kind == .get else {
                    throw DS3Error(.wrongJob, "The job was canceled", resource: id)
                }
                continue
            }
            guard plan.requestType == kind, plan.bucketName == bucket else {
                throw DS3Error(
                    .wrongJob, "The job is a \(plan.requestType) of \(plan.bucketName)",
                    resource: id)
            }
            jobs.append(plan)
            for chunk in plan.chunks {
                for blob in chunk.objects { sizes[blob.name, default: 0] += UInt64(blob.length) }
            }
        }
    }

    /// Whether an object belongs to one of the jobs. One whose size has changed has failed.
    mutating func take(_ name: String, sizeBytes: UInt64, _ log: TransferLog) throws -> Bool {
        guard let announced = sizes[name] else { return false }
        if announced != sizeBytes {
            try log.failed(
                name, DS3Error(.local, "It was announced with \(announced) bytes and has others"))
        }
        return true
    }
}
