// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO

/// What any error of this library tells, in one form: for logs and for JSON.
///
/// The members of `document` are always the same, null where there is nothing to say:
///
/// | member | value |
/// |---|---|
/// | `kind` | `status`, `transport`, `authentication`, `bad_url`, `bad_name`, `cannot_replay`, `bad_response`, `service`, `file`, `cancelled` or `other` |
/// | `message` | one line or a few, for people |
/// | `status`, `reason` | of the response that was a refusal |
/// | `body` | the start of that response, as text |
/// | `url` | where the request went |
/// | `transaction_id` | the server's name for the request |
public struct FailureDocument: Sendable {
    /// The error.
    public let error: any Error
    /// The refused request beneath it, if there is one.
    public let request: ClientError?

    /// Looks into an error.
    public init(_ error: any Error) {
        self.error = error
        request = error as? ClientError ?? (error as? ServiceError)?.cause as? ClientError
    }

    /// Every try of the request.
    public var attempts: [Attempt] { request?.attempts ?? [] }

    /// What a program decides on.
    public var kind: String {
        switch error {
        case is ServiceError, is UploadError: "service"
        case is LocalFileError, is SystemError: "file"
        case is CancellationError: "cancelled"
        case let error as ClientError:
            switch error.reason {
            case .status: "status"
            case .transport: "transport"
            case .authentication: "authentication"
            case .badURL: "bad_url"
            case .badName: "bad_name"
            case .cannotReplay: "cannot_replay"
            case .badResponse: "bad_response"
            }
        case is TransportError, is BodyError: "transport"
        default: "other"
        }
    }

    /// What is wrong, for people.
    public var message: String {
        switch error {
        case let error as ServiceError: error.message
        case is CancellationError: "Cancelled"
        default: "\(error)"
        }
    }

    /// The error as JSON.
    public var document: JSONValue {
        let status = request?.status
        let body = request?.body ?? Bytes()
        return .object([
            "kind": .string(kind), "message": .string(message),
            "status": status.map { .integer(Int64($0.code)) } ?? .null,
            "reason": status.map { .string($0.reason) } ?? .null,
            "body": body.isEmpty ? .null : .string(body.text),
            "url": request?.url.map { .string($0.description) } ?? .null,
            "transaction_id": request?.transactionID.map { .string($0) } ?? .null,
        ])
    }
}
