// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
public import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusXML

extension DS3Error {
    static func badRequest(_ message: String) -> DS3Error {
        DS3Error(.badRequest, message, status: 400)
    }

    static func denied(_ message: String = "You may not do this.") -> DS3Error {
        DS3Error(.accessDenied, message, status: 403)
    }

    static func notFound(_ message: String) -> DS3Error {
        DS3Error(.notFound, message, status: 404)
    }

    static func conflict(_ message: String) -> DS3Error {
        DS3Error(.conflict, message, status: 409)
    }

    /// What has to wait.
    static func unavailable(_ message: String, retryAfterSeconds: Int = 1) -> DS3Error {
        DS3Error(
            .serviceUnavailable, message, status: 503, retryAfterSeconds: retryAfterSeconds)
    }

    /// What a client sees of an error.
    init(refusing error: any Error) {
        switch error {
        case let error as DS3Error: self = error.withStatus
        case let error as StoreError: self.init(error)
        case let error as StorageError: self.init(error)
        case let error as BodyError: self.init(error)
        case is NameError: self = .badRequest("The name cannot be one.")
        case is Lane.Refusal: self = .unavailable("The server is busy.")
        default:
            self.init(.internalError, "The server could not do this.", status: 500)
        }
    }

    /// What a reader of wire documents throws has no status.
    private var withStatus: DS3Error {
        guard status == nil else { return self }
        return DS3Error(
            code == .badAnswer || code == .badName ? .badRequest : code, message, status: 400)
    }

    private init(_ error: BodyError) {
        switch error {
        case .truncated: self = .badRequest("The body is cut short.")
        case .tooLong: self = .badRequest("The body is too long.")
        case .timedOut: self.init(.badRequest, "The body came too slowly.", status: 408)
        case .malformed: self = .badRequest("The body cannot be read.")
        }
    }

    private init(_ error: StorageError) {
        switch error.reason {
        case .notFound, .deleted: self = .notFound("There is no such thing.")
        case .conflict, .alreadyExists, .guardFailed:
            self = .conflict("Somebody else has changed it.")
        case .notEmpty: self.init(.bucketNotEmpty, "The bucket has objects.", status: 409)
        case .insufficientStorage: self = .unavailable("There is no room.", retryAfterSeconds: 60)
        case .busy, .lockTimeout: self = .unavailable("The server is busy.")
        case .unavailable, .corrupt, .cancelled:
            self.init(.internalError, "The data cannot be read or written.", status: 500)
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .denied: self = .denied()
        case .notFound, .accountDeleted: self = .notFound("There is no such thing.")
        case .alreadyExists:
            self.init(.objectAlreadyExists, "There is an object of that name.", status: 409)
        case .notEmpty: self.init(.bucketNotEmpty, "The bucket has objects.", status: 409)
        case .versioning(.hasVersions):
            self.init(.bucketNotEmpty, "The bucket has versions of objects.", status: 409)
        case .digestMismatch: self = .digestMismatch
        case .tooLarge: self = .badRequest("The object is too large.")
        case .nameTooLong(_, _, let limit):
            self = .badRequest("The name has more than \(limit) bytes.")
        case .metadata: self = .badRequest("There is too much metadata, or a name of it is none.")
        case .quota: self.init(.accessDenied, "A quota stands against it.", status: 403)
        case .unsatisfiableRange:
            self.init(.invalidRange, "The range is not within the object.", status: 416)
        case .versioning: self = .notFound("There is no such version.")
        case .outdated, .policyConflict, .contended, .segmentChanged, .expiresOtherwise:
            self = .conflict("Somebody else has changed it.")
        case .unknownPolicy, .expiryInPast, .unusableSegments, .tooManySegments,
            .malformedDynamicManifest, .notAManifest, .scatteredSegments, .nestedSegments, .symlink:
            self = .conflict("The object is one that DS3 cannot use.")
        }
    }

    static let digestMismatch = DS3Error(
        .badDigest, "The checksum is not that of the bytes.", status: 400)
}

extension Response {
    /// A refusal with its document.
    init(refusing error: DS3Error, of resource: String, id: String) {
        let status = error.status ?? 500
        let decoded = PercentEncoding.decode(resource) ?? resource
        let document = error.document(status: status, resource: decoded, requestID: id)
        self = .document(document, status: Status(status))
        if let seconds = error.retryAfterSeconds { headers["Retry-After"] = String(seconds) }
    }
}

extension DS3FrontEnd {
    /// What a client reads whose request never became one.
    public static func response(refusing status: Status, _ reason: String) -> Response {
        let code: DS3Error.Code = status.code < 500 ? .badRequest : .internalError
        return Response(
            refusing: DS3Error(code, reason, status: status.code), of: "/", id: "0")
    }
}
