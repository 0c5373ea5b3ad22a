// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Fetches everything in a bucket in a bulk job, step by step, into numbered files.
//
//     BulkGet BUCKET DIRECTORY

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()
let bucket = CommandLine.arguments[1]
let directory = CommandLine.arguments[2]

// Names may be anything, also what is no file's name here.
var files: [String: String] = [:]
for try await object in client.objects(in: bucket) {
    files[object.key] = "\(directory)/object-\(files.count)"
}
let plan = try await client.getBulk(bucket, files.keys.sorted())

// A chunk may be listed when some of its blobs are there: what is open are blobs.
var open = Set(plan.chunks.flatMap(\.objects).map(\.key))
while !open.isEmpty {
    let available = try await client.availableChunks(plan.jobID)
    // In a job that gets, in cache means that it can be read now.
    let ready = available.chunks.flatMap(\.objects).filter { $0.inCache && open.contains($0.key) }
    guard !ready.isEmpty else {
        try await Task.sleep(for: available.retryAfter)
        continue
    }
    for blob in ready {
        guard let file = files[blob.name] else { continue }
        try await client.getObject(
            blob.name, in: bucket, offset: blob.offset, jobID: plan.jobID, into: file)
        open.remove(blob.key)
    }
}

for (name, file) in files.sorted(by: { $0.value < $1.value }) { print("\(file): \(name)") }
