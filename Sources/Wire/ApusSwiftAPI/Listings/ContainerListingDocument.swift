// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel

/// A page of a container's objects, as the Swift API writes it.
///
/// Source: OpenStack Object Storage API, "Show container details and list objects".
public enum ContainerListingDocument {
    /// Writes a page; a plain one of no entries is empty.
    public static func write(
        _ page: ListingPage, of container: String, as format: ListingFormat
    ) -> Bytes {
        var writer = ByteWriter(capacity: page.entries.count * 200 + 100)
        switch format {
        case .plain: writer.append(lines: page.entries.lazy.map(\.name))
        case .json: writeJSON(page, &writer)
        case .xml: writeXML(page, of: container, &writer)
        }
        return writer.finish()
    }

    private static func writeJSON(_ page: ListingPage, _ writer: inout ByteWriter) {
        writer.append(array: page.entries) { entry, writer in
            switch entry {
            case .subdirectory(let name): writer.append(subdirectory: name)
            case .object(let object): append(object, &writer)
            }
        }
    }

    /// A page of versions: what is told of objects, the version's id and whether it is current.
    public static func write(
        versions: [(listing: ObjectListing, id: String, isLatest: Bool)?],
        subdirectories: [String]
    ) -> Bytes {
        var writer = ByteWriter(capacity: versions.count * 250 + 100)
        var directories = subdirectories.makeIterator()
        writer.append(array: versions) { version, writer in
            guard let (listing, id, isLatest) = version else {
                return writer.append(subdirectory: directories.next() ?? "")
            }
            append(listing, &writer)
            writer.append(", \"version_id\": ")
            writer.append(json: id)
            writer.append(", \"is_latest\": ")
            writer.append(isLatest ? "true" : "false")
        }
        return writer.finish()
    }

    private static func append(_ object: ObjectListing, _ writer: inout ByteWriter) {
        writer.append("\"bytes\": ")
        writer.append(decimal: object.shownSizeBytes)
        writer.append(", \"hash\": ")
        writer.append(json: object.extras[ListingExtra.shownETag] ?? object.etag)
        writer.append(", \"name\": ")
        writer.append(json: object.name)
        writer.append(", \"content_type\": ")
        writer.append(json: object.contentType)
        writer.append(lastModified: object.modifiedAt)
        if let etag = object.extras[ListingExtra.largeObjectETag] {
            writer.append(", \"slo_etag\": ")
            writer.append(json: "\"\(etag)\"")
        }
        if let target = object.extras[ListingExtra.symlinkTarget] {
            append(symlink: target, object.extras, &writer)
        }
    }

    /// Where a symlink leads.
    private static func append(
        symlink target: String, _ extras: [String: String], _ writer: inout ByteWriter
    ) {
        writer.append(", \"symlink_path\": ")
        var path = "/v1" + PercentEncoding.encode(target)
        if let version = extras[ListingExtra.version] { path += "?version-id=" + version }
        writer.append(json: path)
        if extras[ListingExtra.version] != nil { writer.append(", \"version_symlink\": true") }
        if let etag = extras[ListingExtra.symlinkETag] {
            writer.append(", \"symlink_etag\": ")
            writer.append(json: etag)
        }
        if let size = extras[ListingExtra.symlinkSize].flatMap({ UInt64($0) }) {
            writer.append(", \"symlink_bytes\": ")
            writer.append(decimal: size)
        }
    }

    private static func writeXML(
        _ page: ListingPage, of container: String, _ writer: inout ByteWriter
    ) {
        writer.append(XMLText.declaration)
        writer.append("<container name=\"")
        writer.append(xmlAttribute: container)
        guard !page.entries.isEmpty else { return writer.append("\" />") }
        writer.append("\">")
        for entry in page.entries {
            switch entry {
            case .subdirectory(let name):
                writer.append("<subdir name=\"")
                writer.append(xmlAttribute: name)
                writer.append("\">")
                writer.append(element: "name", name)
                writer.append("</subdir>")
            case .object(let object):
                writer.append("<object>")
                writer.append(element: "name", object.name)
                writer.append(element: "hash", object.extras[ListingExtra.shownETag] ?? object.etag)
                writer.append(element: "bytes", String(object.shownSizeBytes))
                writer.append(element: "content_type", object.contentType)
                writer.append(element: "last_modified", object.modifiedAt.iso8601)
                writer.append("</object>")
            }
        }
        writer.append("</container>")
    }
}
