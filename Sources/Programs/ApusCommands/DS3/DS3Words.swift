// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API

/// What is told of jobs and moments.
enum DS3Words {
    /// To the second, in UTC.
    static func time(_ time: DS3.Time?) -> String {
        guard let time, time.milliseconds > 0 else { return "" }
        return String(time.description.prefix(19)).replacing("T", with: " ")
    }

    static func priority(_ text: String) throws(Refusal) -> DS3.BlobStoreTaskPriority {
        let known = ["URGENT", "HIGH", "NORMAL", "LOW", "BACKGROUND"]
        guard known.contains(text.uppercased()) else {
            throw Refusal("'\(text)' is no priority: \(known.joined(separator: ", "))")
        }
        return DS3.BlobStoreTaskPriority(rawValue: text.uppercased())
    }

    /// A job without its chunks.
    static func document(_ plan: DS3.JobPlan) -> JSONValue {
        [
            "JobId": .string(plan.jobID), "Name": .string(plan.name),
            "BucketName": .string(plan.bucketName),
            "RequestType": .string(plan.requestType.rawValue),
            "Status": .string(plan.status.rawValue), "Priority": .string(plan.priority.rawValue),
            "StartDate": plan.startDate.map { .string($0.description) } ?? .null,
            "OriginalSizeInBytes": .integer(Int64(plan.originalSizeBytes)),
            "CachedSizeInBytes": .integer(Int64(plan.cachedSizeBytes)),
            "CompletedSizeInBytes": .integer(Int64(plan.completedSizeBytes)),
            "UserName": plan.userName.map { .string($0) } ?? .null,
            "Chunks": .integer(Int64(plan.chunks.count)),
            "Blobs": .integer(Int64(plan.chunks.reduce(0) { $0 + $1.objects.count })),
        ]
    }

    static func document(_ chunk: DS3.JobPlan.Chunk) -> JSONValue {
        [
            "ChunkId": .string(chunk.id), "ChunkNumber": .integer(Int64(chunk.number)),
            "Objects": .array(
                chunk.objects.map { blob in
                    [
                        "Name": .string(blob.name), "Offset": .integer(Int64(blob.offset)),
                        "Length": .integer(Int64(blob.length)), "InCache": .boolean(blob.inCache),
                    ]
                }),
        ]
    }
}
