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
                headers.append("ds3-blob-checksum-offset-\(blob.offset)", blob.checksum)
            }
        }
        return headers
    }
}
