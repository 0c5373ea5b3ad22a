// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

extension DS3 {
    /// What proves that a request was made by somebody who knows a secret key: AWS's signature
    /// version 2, HMAC-SHA1 in base64.
    ///
    /// Source: the DS3 contract and its official clients, which do not agree on every line.
    public enum Signature {
        /// The headers whose value stands in the second line, whichever of them is sent.
        public static let checksumHeaders = [
            "Content-MD5", "Content-CRC32", "Content-CRC32C", "Content-SHA256", "Content-SHA512",
        ]

        /// What a client signs: the path as it is sent, undecoded, headers as they are sent.
        ///
        /// - Parameter subresource: `delete`, `uploads`, `versions`, when the query has it.
        public static func statement(
            method: String, path: String, subresource: String? = nil,
            headers: [(name: String, value: String)]
        ) -> String {
            let parts = Parts(headers)
            let resource = subresource.map { "\(path)?\($0)" } ?? path
            return parts.statement(
                method, checksum: parts.checksum, amz: parts.sortedFields, resource)
        }

        /// The signature of a statement: base64, 28 characters.
        public static func sign(_ statement: String, secretKey: String) -> String {
            Base64.encode(
                Digest.hmac(Bytes(statement), key: Bytes(secretKey), .sha1), isPadded: true)
        }

        /// The value of `Authorization`.
        public static func authorization(
            accessKey: String, secretKey: String, statement: String
        ) -> String {
            "AWS \(accessKey):\(sign(statement, secretKey: secretKey))"
        }

        /// What stands in `Authorization`; nil when it is anything else than this scheme's.
        public static func credential(
            in authorization: String
        ) -> (accessKey: String, signature: String)? {
            guard let rest = authorization.dropping(prefix: "AWS "),
                let colon = rest.utf8.lastIndex(of: UInt8(ascii: ":"))
            else { return nil }
            let accessKey = String(rest[..<colon])
            let signature = String(rest[rest.utf8.index(after: colon)...])
            guard !accessKey.isEmpty, Base64.decode(signature)?.count == 20 else { return nil }
            return (accessKey, signature)
        }

        /// Every statement that some official client would have signed for a request: they differ
        /// in the line of the checksum, in the `x-amz-` headers and in the subresource.
        ///
        /// - Parameters:
        ///   - path: as it was sent, undecoded.
        ///   - query: as it was sent, undecoded, without the question mark.
        ///   - headers: as they were sent, in their order.
        public static func candidates(
            method: String, path: String, query: String,
            headers: [(name: String, value: String)]
        ) -> [String] {
            let parts = Parts(headers)
            var resources = [path]
            var joined: [String] = []
            // No client sends more than one; each costs hashing before anyone is known.
            for parameter in query.parts(separatedBy: "&", keepsEmpty: false) {
                let halves = parameter.parts(separatedBy: "=", maxSplits: 1)
                let name = String(halves[0])
                guard joined.count < 3, Self.subresources.contains(name.lowercased()) else {
                    continue
                }
                resources.append("\(path)?\(name)")
                joined.append(String(parameter))
                if halves.count > 1 {
                    resources.append("\(path)?\(parameter)")
                    if let value = PercentEncoding.decode(halves[1]) {
                        resources.append("\(path)?\(name)=\(value)")
                    }
                }
            }
            if joined.count > 1 {
                resources.append("\(path)?\(joined.joined(separator: "&"))")
                resources.append("\(path)?\(joined.sorted().joined(separator: "&"))")
            }
            var checksums = [parts.checksum]
            if let range = parts.value("range") { checksums.append(range) }
            if !parts.checksum.isEmpty { checksums.append("") }
            var statements: [String] = []
            for resource in resources {
                for checksum in checksums {
                    for fields in [parts.sortedFields, parts.sentFields, ""] {
                        let statement = parts.statement(
                            method, checksum: checksum, amz: fields, resource)
                        if !statements.contains(where: { $0.equalsBytewise(statement) }) {
                            statements.append(statement)
                        }
                    }
                }
            }
            return statements
        }

        /// Whether a signature is that of any of the candidates. Takes the same time whichever
        /// matches, and where a wrong one differs does not show.
        public static func matches(
            _ signature: String, candidates: [String], secretKey: String
        ) -> Bool {
            let sent = Bytes(signature)
            var isEqual = false
            for candidate in candidates {
                let expected = Bytes(sign(candidate, secretKey: secretKey))
                if Digest.secretsAreEqual(expected, sent) { isEqual = true }
            }
            return isEqual
        }

        /// What counts as part of the resource: AWS's list for version 2, as far as DS3 has it.
        private static let subresources: Set<String> = [
            "acl", "delete", "lifecycle", "location", "logging", "notification", "partnumber",
            "part_number", "policy", "uploadid", "upload_id", "uploads", "versionid", "version_id",
            "versioning", "versions",
        ]
    }
}

/// The headers of a request, as its lines are made of.
private struct Parts {
    private let headers: [(name: String, value: String)]

    init(_ headers: [(name: String, value: String)]) {
        self.headers = headers
    }

    func value(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    var checksum: String {
        for name in DS3.Signature.checksumHeaders {
            if let value = value(name.lowercased()) { return value }
        }
        return ""
    }

    /// Lower-cased and sorted, several of one name joined by commas.
    var sortedFields: String {
        var values: [String: [String]] = [:]
        for header in headers where header.name.lowercased().startsBytewise(with: "x-amz-") {
            values[header.name.lowercased(), default: []].append(header.value)
        }
        return values.sorted { $0.key < $1.key }
            .map { "\($0.key):\($0.value.joined(separator: ","))\n" }.joined()
    }

    /// As the headers were sent.
    var sentFields: String {
        headers.filter { $0.name.lowercased().startsBytewise(with: "x-amz-") }
            .map { "\($0.name):\($0.value)\n" }.joined()
    }

    func statement(
        _ method: String, checksum: String, amz: String, _ resource: String
    ) -> String {
        // A client that sends its own date header signs an empty line in its place.
        let date = value("x-amz-date") == nil ? value("date") ?? "" : ""
        let type = value("content-type") ?? ""
        return "\(method)\n\(checksum)\n\(type)\n\(date)\n\(amz)\(resource)"
    }
}
