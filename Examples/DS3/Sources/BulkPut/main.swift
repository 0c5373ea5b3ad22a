// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sends files in a bulk job, step by step, lists what is in the bucket then, and deletes it all.
//
//     BulkPut BUCKET FILE...

import ApusDS3API
import ApusDS3Client
import ApusIO

let client = try DS3Client.fromEnvironment()
let bucket = CommandLine.arguments[1]
try await client.ensureBucket(bucket)

// The objects are called as the files are.
let objects = try CommandLine.arguments.dropFirst(2).map { file in
    DS3.ListedObject(file, sizeBytes: Int(try FileCalls.status(file).sizeBytes))
}
let plan = try await client.putBulk(bucket, objects)

// What has not been sent. A chunk is done when all of its blobs are there, not when it is listed.
var open = Set(plan.chunks.map(\.id))
while !open.isEmpty {
    let available = try await client.availableChunks(plan.jobID)
    let chunks = available.chunks.filter { open.contains($0.id) }
    // The cache may be full. What was sent already may still be listed, too: asking at once for
    // ever would help nobody.
    guard !chunks.isEmpty else {
        try await Task.sleep(for: available.retryAfter)
        continue
    }
    for chunk in chunks {
        // What is in the cache was sent before, perhaps by a run that came to grief.
        for blob in chunk.objects where !blob.inCache {
            try await client.putObject(
                blob.name, in: bucket, offset: blob.offset, length: blob.length,
                jobID: plan.jobID)
        }
        open.remove(chunk.id)
    }
}

for try await object in client.objects(in: bucket) {
    print("\(object.key): \(object.size) bytes")
}

for try await object in client.objects(in: bucket) {
    try await client.deleteObject(object.key, in: bucket)
}
try await client.deleteBucket(bucket)
