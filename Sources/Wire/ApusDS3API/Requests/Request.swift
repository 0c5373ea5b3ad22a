// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

extension DS3 {
    /// The verbs of DS3.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        case delete = "DELETE"
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
    }

    /// A request of the contract, and what its answer is read as. Nothing is sent by having one.
    public struct Request<Answer: DS3Answer>: Sendable {
        /// The contract's name of the request.
        public let name: String
        public let method: Method
        /// The path, escaped.
        public let path: String
        /// In the order they are sent; those without a value are sent as a name alone.
        public private(set) var parameters: [(name: String, value: String?)] = []
        /// Further headers, as `x-amz-meta-…` or `Range`.
        public var headers: [(name: String, value: String)] = []
        /// What is sent.
        public var body: Body = .nothing

        init(_ name: String, _ method: Method, _ path: String) {
            self.name = name
            self.method = method
            self.path = path
        }

        /// A request about one member: its id or name is one segment.
        init(
            _ name: String, _ method: Method, _ collection: String, member: String
        ) throws(DS3Error) {
            try DS3.check(segment: member)
            self.init(name, method, collection + PercentEncoding.encode(member, keeping: ""))
        }

        /// A request about an object by its name, which may have slashes.
        init(
            _ name: String, _ method: Method, _ collection: String, object: String
        ) throws(DS3Error) {
            try DS3.check(object: object)
            self.init(name, method, collection + PercentEncoding.encode(object))
        }

        init(_ name: String, _ method: Method, bucket: String) throws(DS3Error) {
            try DS3.check(bucket: bucket)
            self.init(name, method, "/" + PercentEncoding.encode(bucket, keeping: ""))
        }

        init(
            _ name: String, _ method: Method, bucket: String, object: String
        ) throws(DS3Error) {
            try DS3.check(bucket: bucket)
            let bucket = PercentEncoding.encode(bucket, keeping: "")
            try self.init(name, method, "/\(bucket)/", object: object)
        }

        mutating func flag(_ name: String, _ isSent: Bool = true) {
            if isSent { parameters.append((name, nil)) }
        }

        mutating func text(_ name: String, _ value: String?) {
            if let value { parameters.append((name, value)) }
        }

        mutating func number(_ name: String, _ value: Int?) {
            if let value { parameters.append((name, String(value))) }
        }

        mutating func fraction(_ name: String, _ value: Double?) {
            if let value { parameters.append((name, "\(value)")) }
        }

        mutating func boolean(_ name: String, _ value: Bool?) {
            if let value { parameters.append((name, value ? "true" : "false")) }
        }

        mutating func time(_ name: String, _ value: Time?) {
            if let value { parameters.append((name, String(value.milliseconds))) }
        }

        mutating func page(_ page: Page?) {
            guard let page else { return }
            number("page_length", page.length)
            number("page_offset", page.offset)
            text("page_start_marker", page.startMarker)
            flag("last_page", page.isLast)
        }

        /// Path and query as they are sent. A space is `%20` and a plus `%2B`, which every server
        /// reads the same.
        public var target: String {
            guard !parameters.isEmpty else { return path }
            let query = parameters.map { parameter in
                let name = PercentEncoding.encode(parameter.name, keeping: "")
                guard let value = parameter.value else { return name }
                return name + "=" + PercentEncoding.encode(value, keeping: "")
            }
            return path + "?" + query.joined(separator: "&")
        }

        /// What of the query is signed.
        public var subresource: String? {
            guard !path.startsBytewise(with: "/_rest_/") else { return nil }
            return parameters.first { ["delete", "uploads", "versions"].contains($0.name) }?.name
        }

        /// Reads the answer.
        ///
        /// - Throws: `DS3Error` as the server says it, or `.badAnswer`.
        public func reply(to response: Response) throws(DS3Error) -> Reply<Answer> {
            guard operation.successes.contains(response.status) else { throw DS3Error(response) }
            return Reply(value: try Answer(response), response: response)
        }

        /// What the contract says about the request.
        public var operation: Operation { Schema.operation(name) }
    }

    /// What is sent with a request.
    public enum Body: Sendable {
        case nothing
        /// A document, or a text that is opaque.
        case bytes(Bytes)
        /// The objects of a job, written while they are sent.
        case objects([ListedObject])
        /// The bytes of an object, which whoever sends the request has.
        case data

        /// What a client says it is; nil without one.
        public var contentType: String? {
            switch self {
            case .nothing: nil
            case .bytes, .objects: "application/xml"
            case .data: "application/octet-stream"
            }
        }
    }

    /// A page of a list.
    public struct Page: Hashable, Sendable {
        /// How many items; the server's default is 1,000.
        public var length: Int?
        /// How many items come before the page.
        public var offset: Int?
        /// The id of the item before the page.
        public var startMarker: String?
        /// Whether the last page is asked for.
        public var isLast: Bool

        public init(
            length: Int? = nil, offset: Int? = nil, startMarker: String? = nil, isLast: Bool = false
        ) {
            self.length = length
            self.offset = offset
            self.startMarker = startMarker
            self.isLast = isLast
        }
    }

    /// Refuses what would name something else: without a name the path is the collection's, and
    /// dots are taken for directories on the way.
    static func check(segment: String) throws(DS3Error) {
        guard !["", ".", ".."].contains(segment) else {
            throw DS3Error(.badName, "'\(segment)' names nothing")
        }
    }

    static func check(object: String) throws(DS3Error) {
        guard !object.isEmpty, !object.utf8.contains(0),
            !object.parts(separatedBy: "/").contains(where: { $0 == "." || $0 == ".." })
        else { throw DS3Error(.badName, "'\(object)' is no name that can be sent") }
    }

    /// Whether a bucket may be called so: 1 to 63 of `A-Z`, `a-z`, `0-9`, `.`, `-` and `_`.
    public static func isBucketName(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...63).contains(bytes.count) && name != "." && name != ".." && name != "_rest_"
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    static func check(bucket: String) throws(DS3Error) {
        guard isBucketName(bucket) else {
            throw DS3Error(.badName, "'\(bucket)' is no name of a bucket")
        }
    }
}
