// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel

/// A page of an account's containers, as the Swift API writes it.
///
/// Source: OpenStack Object Storage API, "Show account details and list containers".
public enum AccountListingDocument {
    /// Writes a page; a plain one of no entries is empty.
    ///
    /// - Parameter policyName: what a storage policy is called; nil leaves it out.
    public static func write(
        _ page: AccountPage, of account: String, as format: ListingFormat,
        policyName: (PolicyIndex) -> String?
    ) -> Bytes {
        var writer = ByteWriter(capacity: page.entries.count * 160 + 100)
        switch format {
        case .plain: writer.append(lines: page.entries.lazy.map(\.name))
        case .json: writeJSON(page, policyName, &writer)
        case .xml: writeXML(page, of: account, policyName, &writer)
        }
        return writer.finish()
    }

    private static func writeJSON(
        _ page: AccountPage, _ policyName: (PolicyIndex) -> String?, _ writer: inout ByteWriter
    ) {
        writer.append(array: page.entries) { entry, writer in
            switch entry {
            case .subdirectory(let name): writer.append(subdirectory: name)
            case .container(let container):
                writer.append("\"name\": ")
                writer.append(json: container.name)
                writer.append(", \"count\": ")
                writer.append(decimal: container.totals.objectCount)
                writer.append(", \"bytes\": ")
                writer.append(decimal: container.totals.bytesUsed)
                writer.append(lastModified: container.modifiedAt)
                if let policy = policyName(container.policy) {
                    writer.append(", \"storage_policy\": ")
                    writer.append(json: policy)
                }
            }
        }
    }

    private static func writeXML(
        _ page: AccountPage, of account: String, _ policyName: (PolicyIndex) -> String?,
        _ writer: inout ByteWriter
    ) {
        writer.append(XMLText.declaration)
        writer.append("<account name=\"")
        writer.append(xmlAttribute: account)
        writer.append("\">\n")
        for entry in page.entries {
            switch entry {
            case .subdirectory(let name):
                writer.append("<subdir name=\"")
                writer.append(xmlAttribute: name)
                writer.append("\" />\n")
            case .container(let container):
                writer.append("<container>")
                writer.append(element: "name", container.name)
                writer.append(element: "count", String(container.totals.objectCount))
                writer.append(element: "bytes", String(container.totals.bytesUsed))
                writer.append(element: "last_modified", container.modifiedAt.iso8601)
                if let policy = policyName(container.policy) {
                    writer.append(element: "storage_policy", policy)
                }
                writer.append("</container>\n")
            }
        }
        writer.append("</account>")
    }
}
