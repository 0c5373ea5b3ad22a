// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusModel
import ApusStorage

/// One look at one object: its blocks against their checksums, its bytes against the ETag.
struct ObjectAudit: Sendable {
    let backend: any Auditable
    /// For the bytes that are read; nil to read as fast as they come.
    let bytePace: Pace?

    /// Reads the object and says what it found.
    func verdict(on location: ObjectLocation) async throws -> AuditVerdict {
        let row: ObjectRow
        do {
            row = try await backend.container(location.container).row(location.key)
        } catch {
            switch error.reason {
            case .notFound, .deleted: return .gone
            case .corrupt: return .damaged(error.detail)
            default: throw error
            }
        }
        guard row.modifiedAt == location.modifiedAt else { return .gone }
        let digest = SharedDigest(.md5)
        let pace = bytePace
        let verdict = try await backend.verify(location) { bytes in
            digest.update(bytes)
            // A cancelled wait is told by the engine, which looks for it itself.
            try? await pace?.take(Double(bytes.count))
        }
        try Task.checkCancellation()
        guard verdict == .intact, Self.isMD5(row.etag) else { return verdict }
        let found = digest.finish()
        guard found != row.etag else { return .intact }
        return .damaged("its bytes have the MD5 \(found), its index says \(row.etag)")
    }

    /// Looks at an object and takes it out when it is damaged.
    ///
    /// - Returns: what became of it, for the metrics.
    func perform(_ location: ObjectLocation, _ progress: WorkProgress) async throws -> String {
        switch try await verdict(on: location) {
        case .intact: return "verified"
        case .gone: return "gone"
        case .damaged(let reason):
            guard try await backend.quarantine(location, reason: reason) else { return "gone" }
            progress.warn("an object is quarantined", "\(location)", reason)
            return "quarantined"
        }
    }

    /// Objects that were assembled of parts may have ETags of another form.
    static func isMD5(_ etag: String) -> Bool {
        etag.utf8.count == 32 && etag.allSatisfy(\.isHexDigit)
    }
}
