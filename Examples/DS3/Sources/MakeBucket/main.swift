// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Makes a bucket and lists all that the user may see.
//
//     MakeBucket BUCKET

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()

do {
    try await client.putBucket(CommandLine.arguments[1])
} catch let error as DS3Error where error.code == .bucketAlreadyExists {
    print("It was there already.")
}

for bucket in try await client.getService() {
    print(bucket.name)
}
