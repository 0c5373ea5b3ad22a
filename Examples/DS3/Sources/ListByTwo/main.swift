// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Lists a bucket two objects at a time.
//
//     ListByTwo BUCKET

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()
let bucket = CommandLine.arguments[1]

var page = try await client.getBucket(bucket, maxKeys: 2)
print(page.objects.map(\.key))

// The marker says where the next page begins; there is none at the end.
while let marker = page.nextMarker {
    page = try await client.getBucket(bucket, maxKeys: 2, nextMarker: marker)
    print(page.objects.map(\.key))
}
