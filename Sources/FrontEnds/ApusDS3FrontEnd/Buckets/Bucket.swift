// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusModel
import ApusStorage

/// A container as DS3 knows it.
struct Bucket: Sendable {
    let address: ContainerAddress
    /// A UUID.
    let id: String
    let dataPolicyID: String
    /// The id of its owner.
    let userID: String
    let isProtected: Bool
    let createdAt: DS3.Time
    let totals: Totals
    /// The number of its storage policy.
    let policy: PolicyIndex
    let metadata: Metadata

    var name: String { address.container.text }

    /// Names of the container's metadata that no client of the Swift API sees or sends.
    enum Key {
        static let id = "sysmeta.ds3-id"
        static let dataPolicy = "sysmeta.ds3-data-policy"
        static let user = "sysmeta.ds3-user"
        static let isProtected = "sysmeta.ds3-protected"
    }

    /// The contract's document.
    var document: DS3.Bucket {
        var document = DS3.Bucket()
        document.creationDate = createdAt
        document.dataPolicyID = dataPolicyID
        document.empty = totals.objectCount == 0
        document.id = id
        document.logicalUsedCapacity = Int(clamping: totals.bytesUsed)
        document.name = name
        document.protected = isProtected
        document.userID = userID
        return document
    }
}
