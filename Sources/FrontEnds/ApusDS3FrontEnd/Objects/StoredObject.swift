// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage

/// A version of an object, as DS3 knows it.
struct StoredObject: Sendable {
    /// As clients name it, also when its bytes are elsewhere.
    let address: ObjectAddress
    let info: ObjectInfo
    /// Which version it is to the store; nil where the store keeps none.
    let version: VersionID?
    let isLatest: Bool

    init(
        _ info: ObjectInfo, at address: ObjectAddress, version: VersionID? = nil,
        isLatest: Bool = true
    ) {
        self.address = address
        self.info = info
        self.version = version
        self.isLatest = isLatest
    }

    var name: String { address.object.text }
    var sizeBytes: UInt64 { info.sizeBytes ?? info.row.sizeBytes }
    var createdAt: DS3.Time { DS3.Time(info.row.createdAt) }

    /// What DS3 has noted of it; nil where another interface has made it.
    var layout: BlobLayout? {
        let isLinked = info.isTarget && info.address.version == nil
        return isLinked ? nil : BlobLayout(info.row)
    }

    /// The id of the version and of the contract's S3Object: a UUID.
    var id: String { BlobLayout.versionID(of: info, at: address) }

    var type: DS3.S3ObjectType { Self.type(ofName: name) }

    static func type(ofName name: String) -> DS3.S3ObjectType {
        name.utf8.last == UInt8(ascii: "/") ? .folder : .data
    }

    /// In quotes.
    var eTag: String { Self.quoted(info.etag) }

    static func quoted(_ etag: String) -> String {
        etag.utf8.first == UInt8(ascii: "\"") ? etag : "\"\(etag)\""
    }

    /// Where its blobs lie; of an object that DS3 has not made, all of it is one.
    var blobs: [Range<UInt64>] { layout?.ranges(of: sizeBytes) ?? [0..<sizeBytes] }

    /// The id of the blob that begins at an offset.
    func blobID(at offset: UInt64) -> String { JobBlob.id(id, offset) }

    /// The checksum of each blob, in base64, by its offset, and their type; nil where none was
    /// computed when they came.
    var checksums: (type: BodyChecksum, blobs: [(offset: UInt64, text: String)])? {
        guard let layout, let type = layout.checksumType, !layout.checksums.isEmpty else {
            return nil
        }
        let texts = zip(blobs, layout.checksums).map { range, checksum in
            (range.lowerBound, Base64.encode(checksum, isPadded: true))
        }
        return (type, texts)
    }

    /// The contract's document.
    func document(bucketID: String) -> DS3.S3Object {
        var document = DS3.S3Object()
        document.bucketID = bucketID
        document.creationDate = createdAt
        document.id = id
        document.latest = isLatest
        document.name = name
        document.type = type
        return document
    }
}
