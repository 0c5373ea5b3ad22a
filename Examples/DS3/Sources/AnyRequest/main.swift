// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sends requests that have no call of their own: every request of the contract is a function of DS3.
//
//     AnyRequest BUCKET

import ApusDS3API
import ApusDS3Client

let client = try DS3Client.fromEnvironment()
let bucket = CommandLine.arguments[1]

let health = try await client.health()
print("healthy: \(health.databaseFilesystemFreeSpace)")

let record = try await client.send(DS3.getBucketSpectraS3(id: bucket)).value
let policy = try await client.send(DS3.getDataPolicySpectraS3(id: record.dataPolicyID)).value
print("checksums: \(policy.checksumType)")

// Lists come in pages; the headers of the answer say how many there are.
let users = try await client.send(DS3.getUsersSpectraS3(page: DS3.Page(length: 1)))
print("\(users.value.items.count) of \(users.response.totalItems ?? 0) users")

do {
    _ = try await client.send(DS3.getTapeSpectraS3(id: "no-such-tape"))
} catch let error as DS3Error where error.status == 404 {
    print("no such tape")
}
