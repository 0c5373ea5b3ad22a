// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sends a directory to a bucket and fetches it again, with all that a transfer does by itself. What
// is broken off is taken up by the ids of its jobs.
//
//     Transfer DIRECTORY BUCKET TARGET [JOB...]

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()
let (directory, bucket) = (CommandLine.arguments[1], CommandLine.arguments[2])
try await client.ensureBucket(bucket)

var options = TransferOptions()
options.jobName = "holidays"
options.addedPrefix = "2026/"
options.resuming = Array(CommandLine.arguments.dropFirst(4))

let progress = TransferProgress()
async let writing = client.writeDirectory(
    directory, to: bucket, options: options, progress: progress)
var last = TransferProgress.Status?.none
for await status in progress {
    last = status
}
do {
    let report = try await writing
    print("\(report.objectCount + report.skippedCount) objects, \(last?.byteCount ?? 0) bytes")
} catch let stopped as TransferStopped {
    print("\(stopped). Go on with \(stopped.report.jobIDs.joined(separator: " "))")
}

options = TransferOptions()
options.removedPrefix = "2026/"
options.onFailure = .goOn
let report = try await client.readBucket(
    bucket, prefix: "2026/", into: CommandLine.arguments[3], options: options)
print("\(report.objectCount) files, \(report.byteCount) bytes, \(report.failures.count) failed")

let part = try await client.read(
    [ReadItem("2026/hill.jpg", range: 0..<2, as: "start")], from: bucket,
    into: CommandLine.arguments[3])
print("\(part.byteCount) bytes of one")
