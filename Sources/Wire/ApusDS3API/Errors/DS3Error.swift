// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusXML

/// Why something asked of a DS3 server was not done.
public struct DS3Error: Error, Sendable, CustomStringConvertible {
    /// What callers decide on. Servers have codes of their own, so this is open.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        public init(_ description: String) {
            self.description = description
        }

        public static let accessDenied = Code("AccessDenied")
        public static let badDigest = Code("BadDigest")
        public static let badRequest = Code("BadRequest")
        public static let bucketAlreadyExists = Code("BucketAlreadyExists")
        public static let bucketNotEmpty = Code("BucketNotEmpty")
        public static let conflict = Code("Conflict")
        public static let gone = Code("Gone")
        public static let internalError = Code("InternalError")
        public static let invalidAccessKeyID = Code("InvalidAccessKeyId")
        public static let invalidBucketName = Code("InvalidBucketName")
        public static let invalidRange = Code("InvalidRange")
        public static let methodNotAllowed = Code("MethodNotAllowed")
        public static let missingContentLength = Code("MissingContentLength")
        public static let noSuchBucket = Code("NoSuchBucket")
        public static let noSuchKey = Code("NoSuchKey")
        public static let notFound = Code("NotFound")
        public static let objectAlreadyExists = Code("OBJECT_ALREADY_EXISTS")
        public static let paymentRequired = Code("PaymentRequired")
        public static let requestTimeTooSkewed = Code("RequestTimeTooSkewed")
        public static let serviceUnavailable = Code("ServiceUnavailable")
        public static let signatureDoesNotMatch = Code("SignatureDoesNotMatch")
        public static let temporaryRedirect = Code("TemporaryRedirect")

        /// What came is no answer of DS3; no server says this.
        public static let badAnswer = Code("bad answer")
        /// A name that cannot be sent; nothing was asked.
        public static let badName = Code("bad name")
    }

    /// What callers decide on.
    public let code: Code
    /// What a person reads: the server's own words where it has any.
    public let message: String
    /// The HTTP status; nil when no answer came.
    public let status: Int?
    /// What was asked for, as the server names it.
    public let resource: String?
    /// The number of the request, which the server's log has too.
    public let requestID: String?
    /// The whole seconds that the server asks to wait before the next try.
    public let retryAfterSeconds: Int?

    public init(
        _ code: Code, _ message: String, status: Int? = nil, resource: String? = nil,
        requestID: String? = nil, retryAfterSeconds: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.resource = resource
        self.requestID = requestID
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// Reads the answer to a request that was refused: the document where there is one, and
    /// otherwise what its status says.
    public init(_ response: DS3.Response) {
        let document = (try? XMLElement(parsing: response.body)).flatMap { element in
            element.name == "Error" ? element : nil
        }
        let code = document?.child("Code")?.text ?? ""
        self.init(
            code.isEmpty ? Self.code(ofStatus: response.status) : Code(code),
            document?.child("Message")?.text ?? "the server answered \(response.status)",
            status: response.status, resource: document?.child("Resource")?.text,
            requestID: document?.child("ResourceId")?.text
                ?? response.header("x-amz-request-id"),
            retryAfterSeconds: response.retryAfterSeconds)
    }

    /// The document as a server sends it: no child is ever left out or empty.
    public func document(status: Int, resource: String, requestID: String) -> XMLElement {
        XMLElement(
            "Error",
            children: [
                XMLElement("Code", text: code.description),
                XMLElement("HttpErrorCode", text: String(status)),
                XMLElement("Message", text: message.isEmpty ? code.description : message),
                XMLElement("Resource", text: resource.isEmpty ? "/" : resource),
                XMLElement("ResourceId", text: requestID.isEmpty ? "0" : requestID),
            ])
    }

    /// What answers without a document mean, as those to HEAD.
    private static func code(ofStatus status: Int) -> Code {
        switch status {
        case 307: .temporaryRedirect
        case 400: .badRequest
        case 402: .paymentRequired
        case 403: .accessDenied
        case 404: .notFound
        case 405: .methodNotAllowed
        case 409: .conflict
        case 410: .gone
        case 411: .missingContentLength
        case 416: .invalidRange
        case 500: .internalError
        case 503: .serviceUnavailable
        default: Code("status \(status)")
        }
    }

    public var description: String { "\(code): \(message)" }
}
