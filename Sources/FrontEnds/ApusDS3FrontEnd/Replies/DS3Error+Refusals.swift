// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
public import ApusHTTP
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusXML

extension DS3Error {
    /// What a client sees of an error.
    init(refusing error: any Error) {
        switch error {
        case let error as DS3Error: self = error.withStatus
        case let error as StoreError: self.init(error)
        case let error as JobError: self.init(error)
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

    private init(_ error: JobError) {
        switch error {
        case .noSuchJob: self = .notFound("There is no such job.")
        case .ended: self.init(.gone, "The job was completed or canceled.", status: 410)
        case .noSuchChunk: self = .notFound("There is no such chunk.")
        case .noSuchFailure: self = .notFound("There is no such failure.")
        case .noSuchBucket: self = .notFound("There is no such bucket.")
        case .noSuchObject(let name): self = .notFound("No object is named \(name).")
        case .notPlanned: self = .notFound("The job has no such blob.")
        case .wrongLength(let expected):
            self = .badRequest("The blob has \(expected) bytes.")
        case .blobExists: self = .conflict("The blob has been sent.")
        case .objectExists(let name):
            self.init(
                .objectAlreadyExists, "There is an object of the name \(name).", status: 409)
        case .emptyList: self = .badRequest("The list of objects is empty.")
        case .tooManyObjects(let limit): self = .badRequest("More than \(limit) objects.")
        case .tooManyBlobs(let limit): self = .badRequest("More than \(limit) blobs.")
        case .tooManyJobs(let limit):
            self = .unavailable("There are \(limit) jobs.", retryAfterSeconds: 60)
        case .duplicateName(let name): self = .badRequest("\(name) is in the list twice.")
        case .badName(let name): self = .badRequest("No object can be named \(name).")
        case .sizeMissing(let name): self = .badRequest("\(name) has no size.")
        case .folderWithBytes(let name): self = .badRequest("The folder \(name) has no bytes.")
        case .tooLargeForOneBlob(let name): self = .badRequest("\(name) is too large.")
        case .neverFits(let name, let limit):
            self = .badRequest(
                "\(name) is larger than the bucket's cache, which holds \(limit) bytes: "
                    + "there will never be room for it.")
        case .wrongKind: self = .badRequest("That is not what the job does.")
        case .protected: self = .conflict("The job is protected.")
        case .nothingToDo: self = .conflict("Nothing of the list is left to be done.")
        case .cacheFull(let seconds):
            self = .unavailable("The cache is full.", retryAfterSeconds: seconds)
        case .notInCache:
            self.init(
                .temporaryRedirect, "The data is on its way into the cache.", status: 307)
        case .blobBusy(let seconds):
            self = .unavailable(
                "Somebody else is sending the blob.", retryAfterSeconds: seconds)
        case .checksumMissing: self = .badRequest("The data policy asks for a checksum.")
        case .unsatisfiableRange:
            self.init(.invalidRange, "The range is not within the blob.", status: 416)
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
