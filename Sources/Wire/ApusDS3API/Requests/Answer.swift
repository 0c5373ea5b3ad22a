// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusXML

extension DS3 {
    /// What a server answered, read to its end.
    public struct Response: Sendable {
        public let status: Int
        public let headers: [(name: String, value: String)]
        public let body: Bytes

        public init(
            status: Int, headers: [(name: String, value: String)] = [], body: Bytes = Bytes()
        ) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// The first header of a name, in any case.
        public func header(_ name: String) -> String? {
            let wanted = name.lowercased()
            return headers.first { $0.name.lowercased() == wanted }?.value
        }

        /// The whole seconds that the server asks to wait.
        public var retryAfterSeconds: Int? {
            header("retry-after").flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        }

        /// How many items follow behind the page.
        public var itemsBehindPage: Int? { header("page-truncated").flatMap { Int($0) } }

        /// How many items there are on all pages.
        public var totalItems: Int? { header("total-result-count").flatMap { Int($0) } }

        func document() throws(DS3Error) -> XMLElement {
            do throws(XMLError) {
                return try XMLElement(parsing: body)
            } catch {
                throw DS3Error(
                    .badAnswer, "no document of DS3: \(error)", status: status,
                    requestID: header("x-amz-request-id"))
            }
        }
    }

    /// The answer to a request.
    public struct Reply<Answer: DS3Answer>: Sendable {
        /// What the answer says.
        public let value: Answer
        /// Status and headers: pages, when to ask again, the number of the request.
        public let response: Response

        /// An answer that was read as it came; `response` has no body then.
        package init(value: Answer, response: Response) {
            self.value = value
            self.response = response
        }
    }

    /// The answer that is a status alone.
    public struct Nothing: DS3Answer, Hashable {
        public init(_ response: Response) {}
    }

    /// A list of one kind of item, below whatever root.
    public struct List<Item: DS3Payload>: DS3Answer, Hashable {
        public var items: [Item]

        public init(_ items: [Item]) {
            self.items = items
        }

        public init(_ response: Response) throws(DS3Error) {
            try self.init(try response.document())
        }

        public init(_ document: XMLElement) throws(DS3Error) {
            var items: [Item] = []
            for child in document.children { items.append(try Item(child)) }
            self.items = items
        }

        /// The document as a server sends it.
        public var document: XMLElement {
            let names = Schema.listNames(Item.schema)
            return XMLElement(
                names.root, children: items.map { $0.document(named: names.item) })
        }
    }

    /// What the headers of an object say.
    public struct ObjectHead: DS3Answer, Hashable {
        public let lengthBytes: Int?
        /// As it was sent, in quotes.
        public let eTag: String?
        public let lastModified: String?
        public let versionID: String?
        public let creationDate: String?
        /// Names in lower case and without `x-amz-meta-`; values as they came.
        public let metadata: [String: String]
        public let checksumType: ChecksumType?
        /// The checksum in base64 of each blob, by its offset.
        public let checksums: [Int: String]

        public init(_ response: Response) {
            lengthBytes = response.header("content-length").flatMap { Int($0) }
            eTag = response.header("etag")
            lastModified = response.header("last-modified")
            versionID = response.header("version-id")
            creationDate = response.header("creation-date")
            checksumType = response.header("ds3-blob-checksum-type")
                .map { ChecksumType(parameter: $0) }
            var metadata: [String: String] = [:]
            var checksums: [Int: String] = [:]
            for header in response.headers {
                let name = header.name.lowercased()
                if let key = name.dropping(prefix: "x-amz-meta-") {
                    metadata[String(key)] = header.value
                } else if let offset = name.dropping(prefix: "ds3-blob-checksum-offset-") {
                    if let offset = Int(offset) { checksums[offset] = header.value }
                }
            }
            self.metadata = metadata
            self.checksums = checksums
        }
    }
}

/// What an answer is read as.
public protocol DS3Answer: Sendable {
    init(_ response: DS3.Response) throws(DS3Error)
}

extension DS3Payload {
    public init(_ response: DS3.Response) throws(DS3Error) {
        try self.init(try response.document())
    }
}

/// A text that only servers understand.
extension String: DS3Answer {
    public init(_ response: DS3.Response) throws(DS3Error) {
        guard let text = response.body.validText else {
            throw DS3Error(.badAnswer, "no text", status: response.status)
        }
        self = text
    }
}

/// The answer with a document, or none at 204.
extension Optional: DS3Answer where Wrapped: DS3Answer {
    public init(_ response: DS3.Response) throws(DS3Error) {
        self = response.status == 204 ? nil : try Wrapped(response)
    }
}
