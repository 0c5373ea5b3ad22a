// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusModel
import ApusObjectStore
import ApusStorage

/// A version of an object, as DS3 knows it.
struct StoredObject: Sendable {
    /// Names of what the store keeps with a row.
    enum Key {
        /// The version's id, of what DS3 has made.
        static let id = "ds3-id"
        /// The checksums of the blobs.
        static let checksums = "ds3-checksums"
    }

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

    /// The id of the version and of the contract's S3Object: a UUID.
    var id: String {
        let isLinked = info.isTarget && info.address.version == nil
        if !isLinked, let id = info.row.system[Key.id] { return id }
        return UUIDText.named([
            address.container.account.text, address.container.container.text, name,
            info.row.createdAt.description,
        ])
    }

    var type: DS3.S3ObjectType { Self.type(ofName: name) }

    static func type(ofName name: String) -> DS3.S3ObjectType {
        name.utf8.last == UInt8(ascii: "/") ? .folder : .data
    }

    /// In quotes.
    var eTag: String { Self.quoted(info.etag) }

    static func quoted(_ etag: String) -> String {
        etag.utf8.first == UInt8(ascii: "\"") ? etag : "\"\(etag)\""
    }

    /// What each blob's checksum is, as it was computed when it came; nil where none was.
    var checksums: BlobChecksums? {
        info.row.system[Key.checksums].flatMap { BlobChecksums($0) }
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

/// The checksums of an object's blobs, all of one type, by their offsets.
///
/// As a text: `MD5 0 JfnnlDI7RTiF9RgfG2JNCw== 10485760 …`.
struct BlobChecksums: Hashable, Sendable {
    var type: DS3.ChecksumType
    var blobs: [(offset: UInt64, checksum: String)]

    init(_ type: DS3.ChecksumType, _ blobs: [(offset: UInt64, checksum: String)]) {
        self.type = type
        self.blobs = blobs
    }

    init?(_ text: String) {
        let words = text.parts(separatedBy: " ")
        guard words.count % 2 == 1, let type = words.first else { return nil }
        self.type = DS3.ChecksumType(rawValue: String(type))
        blobs = []
        for place in stride(from: 1, to: words.count, by: 2) {
            guard let offset = UInt64(words[place]) else { return nil }
            blobs.append((offset, String(words[place + 1])))
        }
    }

    var text: String {
        blobs.reduce(into: type.rawValue) { text, blob in
            text += " \(blob.offset) \(blob.checksum)"
        }
    }

    static func == (left: BlobChecksums, right: BlobChecksums) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
