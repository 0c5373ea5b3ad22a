// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What came of many operations in one request: the body of bulk deletes, of
/// `multipart-manifest=delete`, and of manifests that could not be used.
///
/// Source: OpenStack Object Storage API, "Bulk delete".
public struct BulkReport: Hashable, Sendable {
    /// What could not be done.
    public struct Failure: Hashable, Sendable {
        /// Percent-encoded, as `/container/object`.
        public var path: String
        /// `404 Not Found`, or a sentence.
        public var reason: String

        public init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// `Number Deleted`, `Response Status` and such; written in the order of their names.
    public var fields: [String: JSONValue]
    public var failures: [Failure]

    public init(fields: [String: JSONValue] = [:], failures: [Failure] = []) {
        self.fields = fields
        self.failures = failures
    }

    /// Writes the report.
    ///
    /// - Parameter root: what the outermost element is called in XML: `delete`, `upload`.
    public func write(as format: ListingFormat, root: String) -> Bytes {
        var writer = ByteWriter()
        switch format {
        case .plain: writePlain(&writer)
        case .json: writeJSON(&writer)
        case .xml: writeXML(root, &writer)
        }
        return writer.finish()
    }

    private var lines: [(name: String, value: String)] {
        fields.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .string(let text): (name, text)
            case .integer(let integer): (name, String(integer))
            default: (name, "")
            }
        }
    }

    private func writePlain(_ writer: inout ByteWriter) {
        for line in lines { writer.append("\(line.name): \(line.value)\n") }
        writer.append("Errors:\n")
        for failure in failures { writer.append("\(failure.path), \(failure.reason)\n") }
    }

    private func writeJSON(_ writer: inout ByteWriter) {
        var members = fields
        members["Errors"] = .array(
            failures.map { .array([.string($0.path), .string($0.reason)]) })
        writer.append(json: .object(members))
    }

    private func writeXML(_ root: String, _ writer: inout ByteWriter) {
        writer.append("<\(root)>\n")
        for line in lines {
            let name = line.name.lowercased().split(separator: " ").joined(separator: "_")
            writer.append("<\(name)>")
            writer.append(xmlText: line.value)
            writer.append("</\(name)>\n")
        }
        writer.append("<errors>\n")
        for failure in failures {
            writer.append("<object><name>")
            writer.append(xmlText: failure.path)
            writer.append("</name><status>")
            writer.append(xmlText: failure.reason)
            writer.append("</status></object>\n")
        }
        writer.append("</errors>\n</\(root)>\n")
    }
}
