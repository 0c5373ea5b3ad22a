// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage

extension Refusal {
    /// What a client sees of an error; nil for errors that nobody expected.
    ///
    /// - Parameters:
    ///   - principal: who asked; decides between 401 and 403.
    ///   - realm: the account that 401 names.
    init?(_ error: any Error, principal: Principal, realm: String) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as StoreError: self.init(error, principal, realm: realm)
        case let error as StorageError: self.init(error)
        case let error as AuthenticationError: self.init(error, realm: realm)
        case let error as BodyError: self.init(error)
        case is Lane.Refusal: self.init(503, headers: Self.soon)
        case let error as ACLError: self.init(400, html: error.description)
        default: return nil
        }
    }

    /// What will be possible again when others have finished.
    private static let soon: Headers = ["Retry-After": "1"]

    /// 401 with the account as its realm.
    static func unauthorized(realm: String) -> Refusal {
        Refusal(401, headers: ["Www-Authenticate": "Swift realm=\"\(realm)\""])
    }

    private init(_ error: AuthenticationError, realm: String) {
        switch error {
        case .refused: self = .unauthorized(realm: realm)
        case .forbidden: self.init(403)
        case .unavailable: self.init(503)
        }
    }

    private init(_ error: BodyError) {
        switch error {
        case .truncated: self.init(499)
        case .tooLong: self.init(413)
        case .timedOut: self.init(408)
        case .malformed: self.init(400)
        }
    }

    private init(_ error: StorageError) {
        switch error.reason {
        case .notFound: self.init(404)
        case .deleted: self.init(410)
        case .conflict, .alreadyExists, .notEmpty: self.init(409)
        case .guardFailed: self.init(412)
        case .insufficientStorage: self.init(507)
        // What is corrupt is quarantined in a moment, and 404 then.
        case .busy, .lockTimeout, .corrupt: self.init(503, headers: Self.soon)
        case .unavailable: self.init(503)
        case .cancelled: self.init(499)
        }
    }

    /// OpenStack Swift sends this sentence as text for objects, and as HTML for what holds them.
    static func nameTooLong(_ kind: String, _ bytes: Int, _ limit: Int) -> Refusal {
        let sentence = "\(kind) name length of \(bytes) longer than \(limit)"
        return kind == "Object" ? Refusal(400, text: sentence) : Refusal(400, html: sentence)
    }

    private init(_ error: StoreError, _ principal: Principal, realm: String) {
        switch error {
        case .denied:
            self = principal.isAnonymous ? .unauthorized(realm: realm) : Refusal(403)
        case .notFound: self.init(404)
        case .accountDeleted: self.init(410)
        case .alreadyExists: self.init(412)
        case .policyConflict, .notEmpty, .segmentChanged, .contended, .outdated:
            self.init(409)
        case .unknownPolicy(let name):
            self.init(400, text: "Invalid X-Storage-Policy '\(name)'")
        case .digestMismatch: self.init(422)
        case .tooLarge: self.init(413, text: "Your request is too large.")
        case .nameTooLong(let kind, let bytes, let limit):
            self = .nameTooLong(kind, bytes, limit)
        case .metadata(let problem): self.init(400, text: Self.sentence(problem))
        case .expiryInPast(let isRelative):
            self.init(400, text: "X-Delete-\(isRelative ? "After" : "At") in past")
        case .unusableSegments: self.init(400)
        case .tooManySegments(let limit):
            self.init(413, html: "Number of object-backed segments must be <= \(limit)")
        case .malformedDynamicManifest:
            self.init(
                400, html: "X-Object-Manifest must be in the format container/prefix")
        case .scatteredSegments(let containers):
            let names = containers.map { "\"\(PercentEncoding.encode($0.text))\"" }
            self.init(
                400,
                html: "All segments must be in one container. Found segments in "
                    + names.joined(separator: ", "))
        case .nestedSegments: self.init(400, html: "No segments may be large objects.")
        case .notAManifest: self.init(400, html: "Not an SLO manifest")
        case .expiresOtherwise:
            self.init(412, html: "X-If-Delete-At and X-Delete-At do not match")
        case .unsatisfiableRange(let sizeBytes):
            self.init(416, headers: ["Content-Range": "bytes */\(sizeBytes)"])
        case .symlink(let problem): self.init(problem, principal, realm: realm)
        case .versioning(let problem): self.init(problem)
        case .quota(let problem): self.init(problem)
        }
    }

    private init(_ problem: QuotaProblem) {
        switch problem {
        case .exceeded: self.init(413, html: "Upload exceeds quota.")
        case .exceededInPolicy: self.init(413, html: "Upload exceeds policy quota.")
        case .malformed(let kind): self.init(400, html: "Invalid \(kind.rawValue) quota.")
        case .malformedForAccount: self.init(400)
        }
    }

    private init(_ problem: VersioningProblem) {
        switch problem {
        case .notVersioned:
            self.init(
                400, html: "version-aware operations require that the container is versioned")
        case .noSuchVersion: self.init(404, text: "The specified version does not exist")
        case .deleteMarker(let version):
            self.init(404, headers: ["X-Object-Version-Id": version.description])
            headers["Content-Type"] = "application/x-deleted;swift_versions_deleted=1"
        case .hasVersions:
            self.init(409, html: "Delete all versions before deleting container.")
        case .versionsGone:
            self.init(
                500,
                text: "The versions container does not exist. You may want to re-enable object "
                    + "versioning.")
        case .archiveMissing: self.init(412)
        case .usesArchive:
            self.init(
                400,
                html: "Cannot enable object versioning on a container that is already using the "
                    + "legacy versioned writes feature.")
        case .deprecatedPolicy:
            self.init(
                400,
                html: "Cannot enable object versioning on a container that uses a deprecated "
                    + "storage policy.")
        }
    }

    private init(_ problem: SymlinkProblem, _ principal: Principal, realm: String) {
        switch problem {
        case .tooManyLevels(let limit):
            self.init(
                409,
                text: "Too many levels of symbolic links, maximum allowed is \(limit)")
        case .targetsDiffer(let address):
            self.init(409, text: "X-Symlink-Target-Etag headers do not match")
            headers["Content-Location"] = SymlinkFields.path(address)
        case .etagMismatch(let address, let found, let expected):
            self.init(
                409,
                text: "Object Etag '\(found)' does not match X-Symlink-Target-Etag header "
                    + "'\(expected)'")
            headers["Content-Location"] = SymlinkFields.path(address)
        case .targetMissing(let address):
            self.init(409, text: "X-Symlink-Target does not exist")
            headers["Content-Location"] = SymlinkFields.path(address)
        case .targetsItself: self.init(400, text: "Symlink cannot target itself")
        case .unreadable(let address, let error):
            self = Refusal(error, principal: principal, realm: realm) ?? Refusal(503)
            headers["Content-Location"] = SymlinkFields.path(address)
        }
    }

    private static func sentence(_ problem: MetadataProblem) -> String {
        switch problem {
        case .emptyName: "Metadata name cannot be empty"
        case .nameTooLong(let name): "Metadata name too long: \(MetadataFields.shown(name))"
        case .valueTooLong(let name, let limit):
            "Metadata value longer than \(limit): \(MetadataFields.shown(name))"
        case .tooMany(let limit): "Too many metadata items; max \(limit)"
        case .tooLarge(let limit): "Total metadata too large; max \(limit)"
        }
    }
}
