// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Lists the names of all objects in all buckets that the user may see.
//
//     ListEverything

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()

for bucket in try await client.getService() {
    print("\(bucket.name):")
    for try await object in client.objects(in: bucket.name) {
        print("    \(object.key)")
    }
}
