// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage

/// Metadata and properties of objects as header fields.
enum ObjectHeaders {
    private static let sentPrefix = "x-amz-meta-"
    private static let storedPrefix = "x-object-meta-"

    /// The metadata that a request brings. It is kept as the Swift API's, so that its clients see
    /// it; values are not decoded, and several of one name are joined.
    static func metadata(_ headers: Headers) -> Metadata {
        var metadata = Metadata()
        for field in headers {
            guard let key = field.name.lowercased().dropping(prefix: sentPrefix), !key.isEmpty
            else { continue }
            let name = storedPrefix + key
            metadata[name] = metadata[name].map { "\($0),\(field.value)" } ?? field.value
        }
        return metadata
    }

    /// What HEAD says of an object, and GET with its bytes.
    static func headers(of object: StoredObject) -> Headers {
        let row = object.info.row
        var headers: Headers = [
            "Content-Type": row.contentType,
            "ETag": object.eTag,
            "Last-Modified": HTTPDate.text(
                secondsSince1970: Int64(row.modifiedAt.secondsRoundedUp)),
            "Accept-Ranges": "bytes",
            "version-id": object.id,
            "creation-date": object.createdAt.description,
        ]
        // Clients compare these names byte by byte.
        for (name, value) in row.metadata.sorted {
            guard let key = name.dropping(prefix: storedPrefix) else { continue }
            headers.append(sentPrefix + key, value)
        }
        if let checksums = object.checksums {
            headers.append("ds3-blob-checksum-type", checksums.type.rawValue)
            for blob in checksums.blobs {
                headers.append("ds3-blob-checksum-offset-\(blob.offset)", blob.text)
            }
        }
        return headers
    }

    /// What a request says that the checksums of its bytes are.
    ///
    /// - Throws: 400 for what is no checksum.
    static func checksums(_ headers: Headers) throws(DS3Error) -> [BodyChecksum: [UInt8]] {
        var checksums: [BodyChecksum: [UInt8]] = [:]
        for type in BodyChecksum.allCases {
            guard let name = type.header, let text = headers[name], !text.isEmpty else { continue }
            guard let value = Base64.decode(text), value.count == type.lengthBytes else {
                throw .badRequest("\(name) is no checksum.")
            }
            checksums[type] = value
        }
        return checksums
    }
}

extension BodyChecksum {
    var lengthBytes: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .md5: 16
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// The header that tells it with the bytes of a blob.
    var header: String? { DS3.ChecksumType(rawValue: rawValue).header }
}
