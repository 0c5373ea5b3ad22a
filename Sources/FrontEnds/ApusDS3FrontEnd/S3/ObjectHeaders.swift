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
    /// - Throws: 400 for what is no checksum, or when the data policy asks for one that is not sent.
    static func claims(
        _ headers: Headers, _ policy: DS3.DataPolicy
    ) throws(DS3Error) -> BodyClaims {
        var claims = BodyClaims(recorded: BodyChecksum(rawValue: policy.checksumType.rawValue))
        for type in DS3.ChecksumType.all {
            guard let name = type.header, let text = headers[name], !text.isEmpty,
                let kind = BodyChecksum(rawValue: type.rawValue)
            else { continue }
            guard let value = Base64.decode(text), value.count == kind.lengthBytes else {
                throw .badRequest("\(name) is no checksum.")
            }
            claims.expected[kind] = value
        }
        if policy.endToEndCrcRequired, let recorded = claims.recorded,
            claims.expected[recorded] == nil
        {
            throw .badRequest("The data policy asks for a checksum \(recorded.rawValue).")
        }
        return claims
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
