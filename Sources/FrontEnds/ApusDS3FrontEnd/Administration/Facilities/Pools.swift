// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP

/// The store's own disks as a pool.
///
/// It is never foreign, lost or off line, so that what would bring it back is refused.
enum Pools {
    static let handlers: [String: Handler] = {
        var handlers: [String: Handler] = [
            "GetBlobsOnPoolSpectraS3": blobs,
            "ModifyAllPoolsSpectraS3": quiesceAll,
            "DeletePermanentlyLostPoolSpectraS3": one(refusing: "The pool is not lost."),
            "DeallocatePoolSpectraS3": one(refusing: "The pool has data."),
            "FormatForeignPoolSpectraS3": one(refusing: "The pool is not foreign."),
            "ImportPoolSpectraS3": one(refusing: "The pool is the server's already."),
            "CompactPoolSpectraS3": one(refusing: byItself),
            "VerifyPoolSpectraS3": one(refusing: byItself),
            "CancelImportPoolSpectraS3": show, "CancelVerifyPoolSpectraS3": show,
            "CancelImportOnAllPoolsSpectraS3": nothing,
            "CancelVerifyOnAllPoolsSpectraS3": nothing,
            "FormatAllForeignPoolsSpectraS3": nothing, "ImportAllPoolsSpectraS3": nothing,
            "ForcePoolEnvironmentRefreshSpectraS3": nothing,
        ]
        for what in ["Compact", "Verify"] {
            handlers["\(what)AllPoolsSpectraS3"] = { call in
                try call.requireAdministrator()
                guard try await call.records().count("Pool") == 0 else {
                    throw DS3Error.conflict(byItself)
                }
                return .done
            }
        }
        return handlers
    }()

    private static let pools = Resource.record("Pool")
    private static let byItself = "The server looks after its disks by itself."

    private static func show(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .document(pools.document(try call.member(pools, in: try await call.records())))
    }

    private static func one(refusing reason: String) -> Handler {
        { call in
            try call.requireAdministrator()
            _ = try call.member(pools, in: try await call.records())
            throw DS3Error.conflict(reason)
        }
    }

    private static func nothing(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .done
    }

    private static func quiesceAll(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        guard try call.parameters.required("quiesced").uppercased() == "NO" else {
            throw DS3Error.conflict("The only pool cannot be quiesced.")
        }
        return .done
    }

    /// All objects of the buckets that the caller may list: they have no other place.
    private static func blobs(_ call: Call) async throws -> Response {
        _ = try call.member(pools, in: try await call.records())
        var list = DS3.BulkObjectList()
        var objects: [DS3.BulkObject] = []
        try await call.forEachListedBucket { bucket in
            try await call.forEachObject(of: bucket) { object in
                let document = try await call.placed(object, in: bucket, isInCache: true)
                if let document { objects.append(document) }
                return objects.count < listLimit
            }
        }
        list.objects = objects
        return .document(list)
    }

    /// The contract has no pages here.
    private static let listLimit = 10_000
}
