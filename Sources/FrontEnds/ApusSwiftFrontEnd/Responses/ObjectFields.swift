// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage

/// An object's properties as header fields.
enum ObjectFields {
    /// - Parameter readsManifest: whether the body is the manifest of a large object.
    static func headers(of info: ObjectInfo, readsManifest: Bool) -> Headers {
        let row = info.row
        var headers: Headers = [
            "Content-Type": row.contentType,
            "Etag": info.etag,
            "Last-Modified": HTTPDate.text(
                secondsSince1970: Int64(row.modifiedAt.secondsRoundedUp)),
            "X-Timestamp": row.modifiedAt.moment,
            "Accept-Ranges": "bytes",
        ]
        MetadataFields.append(row.metadata, to: &headers)
        if let expiresAt = row.expiresAt { headers["X-Delete-At"] = String(expiresAt) }
        if info.isTarget { headers["Content-Location"] = SymlinkFields.path(info.address) }
        SymlinkFields.append(info.symlink, to: &headers)
        if info.isStaticManifest {
            headers["X-Static-Large-Object"] = "True"
            if readsManifest {
                headers["Content-Type"] = "application/json; charset=utf-8"
            } else {
                headers["X-Manifest-Etag"] = row.etag
            }
        }
        return headers
    }

    /// MD5, lower-case hexadecimal.
    static func md5(_ bytes: Bytes) -> String {
        Hexadecimal.encode(Digest.of(bytes, .md5))
    }
}
