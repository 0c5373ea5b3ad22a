// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sends files under other names than they have here, and deletes the objects by folders.
//
//     RenameOnTheWay BUCKET FILE FILE

import ApusDS3API
import ApusDS3Client
import ApusIO

let client = try DS3Client.fromEnvironment()
let bucket = CommandLine.arguments[1]
let (first, second) = (CommandLine.arguments[2], CommandLine.arguments[3])
try await client.ensureBucket(bucket)

// The names of the objects, and the files that have their bytes.
let files = [
    "first.txt": first,
    "folder/first.txt": first,
    "folder/second.txt": second,
    "folder/folder2/first.txt": first,
    "folder/folder2/second.txt": second,
    "folder2/first.txt": first,
    "folderX": second,
]
let objects = try files.sorted { $0.key < $1.key }.map { name, file in
    DS3.ListedObject(name, sizeBytes: Int(try FileCalls.status(file).sizeBytes))
}
let plan = try await client.putBulk(bucket, objects)

var open = Set(plan.chunks.map(\.id))
while !open.isEmpty {
    let available = try await client.availableChunks(plan.jobID)
    let chunks = available.chunks.filter { open.contains($0.id) }
    guard !chunks.isEmpty else {
        try await Task.sleep(for: available.retryAfter)
        continue
    }
    for chunk in chunks {
        for blob in chunk.objects where !blob.inCache {
            try await client.putObject(
                blob.name, in: bucket, offset: blob.offset, length: blob.length,
                jobID: plan.jobID, file: files[blob.name])
        }
        open.remove(chunk.id)
    }
}

func show(_ title: String) async throws {
    print(title)
    for try await object in client.objects(in: bucket) { print("    \(object.key)") }
}

try await show("All:")

// Names with slashes are all there is of folders: deleting one deletes what begins with its name
// and a slash. Neither folder2/first.txt nor folderX is in folder.
try await client.deleteFolder("folder/folder2", in: bucket)
try await show("Without folder/folder2:")

try await client.deleteFolder("folder", in: bucket)
try await show("Without folder:")

for try await object in client.objects(in: bucket) {
    try await client.deleteObject(object.key, in: bucket)
}
try await client.deleteBucket(bucket)
