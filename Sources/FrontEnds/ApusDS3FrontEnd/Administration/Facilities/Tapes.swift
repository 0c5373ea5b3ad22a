// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusModel
import ApusStorage
import ApusXML

/// Volumes as tapes, in one partition with one drive.
///
/// They are mounted and written by the archive itself. So what would take one from it, or bring
/// one to it, is refused with a reason, and to call off what was never begun is done at once.
enum Tapes {
    static let handlers: [String: Handler] = {
        var handlers: [String: Handler] = [
            "GetBlobsOnTapeSpectraS3": blobs,
            "ModifyTapeSpectraS3": modify,
            "DeletePermanentlyLostTapeSpectraS3": one(refusing: "The tape is not lost."),
            "EjectStorageDomainSpectraS3": all(refusing: noEjection),
            "EjectStorageDomainBlobsSpectraS3": refuseBlobs,
            "InspectTapeSpectraS3": show, "OnlineTapeSpectraS3": show,
            "InspectAllTapesSpectraS3": nothing, "OnlineAllTapesSpectraS3": nothing,
            "ImportAllTapesSpectraS3": nothing, "RawImportAllTapesSpectraS3": nothing,
            "ForceTapeEnvironmentRefreshSpectraS3": nothing,
            "ModifyAllTapePartitionsSpectraS3": quiesceAll,
            "GetTapePartitionsWithFullDetailsSpectraS3": listPartitions,
            "GetTapePartitionWithFullDetailsSpectraS3": showPartition,
            "CancelTestTapeDriveSpectraS3": showDrive,
            "CleanTapeDriveSpectraS3": refuseDrive("The drive is never to be cleaned."),
            "PutDriveDumpSpectraS3": refuseDrive("The drive keeps nothing to be dumped."),
            "TestTapeDriveSpectraS3": refuseDrive("The drive tests nothing but what it writes."),
        ]
        for what in ["Eject", "Format", "Import", "Online", "Verify"] {
            handlers["Cancel\(what)TapeSpectraS3"] = show
            handlers["Cancel\(what)OnAllTapesSpectraS3"] = nothing
        }
        for (what, reason) in refusals {
            handlers["\(what)TapeSpectraS3"] = one(refusing: reason)
            if handlers["\(what)AllTapesSpectraS3"] == nil {
                handlers["\(what)AllTapesSpectraS3"] = all(refusing: reason)
            }
        }
        // A single tape only.
        handlers["MarkTapeForCompactionSpectraS3"] = one(
            refusing: "Volumes are compacted by the server itself.")
        return handlers
    }()

    private static let noEjection = "The volumes lie in the server: they cannot be ejected."
    private static let refusals = [
        ("Eject", noEjection),
        ("Format", "The tape has data."),
        ("Import", "The tape is the server's already."),
        ("RawImport", "The tape is the server's already."),
        ("Verify", "Volumes are verified object by object: start a verify job."),
    ]

    private static let tapes = Resource.record("Tape")
    private static let drives = Resource.record("TapeDrive")

    // MARK: One tape

    private static func show(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .document(tapes.document(try call.member(tapes, in: try await call.records())))
    }

    private static func one(refusing reason: String) -> Handler {
        { call in
            try call.requireAdministrator()
            let records = try await call.records()
            _ = try await call.given(tapes, in: records)
            _ = try call.member(tapes, in: records)
            throw DS3Error.conflict(reason)
        }
    }

    /// What a person has written on it; nothing else of a tape is a person's to say.
    private static func modify(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        let records = try await call.records()
        var tape = try call.member(tapes, in: records)
        let given = try await call.given(tapes, in: records)
        var said = call.catalogue.records["Tape", tape.id] ?? Record("Tape", id: tape.id)
        for (field, text) in given {
            guard ["EjectLabel", "EjectLocation"].contains(field) else {
                guard tape[field] == text else {
                    throw DS3Error.badRequest("\(field) of a tape is not to be set.")
                }
                continue
            }
            said[field] = text
            tape[field] = text
        }
        let record = said
        try await call.catalogue.change { change in
            guard change.records.count("Tape") < Catalogue.limit else {
                throw DS3Error.conflict("There are too many labels already.")
            }
            change.put(record)
        }
        return .document(tapes.document(tape))
    }

    /// What lies on a tape, by bucket and name, of buckets that the caller may list.
    private static func blobs(_ call: Call) async throws -> Response {
        let tape = try call.member(tapes, in: try await call.records())
        let request = try call.parameters.page()
        guard let staging = call.staging, let barCode = tape.name else {
            throw DS3Error.notFound("No tape is \(call.subject).")
        }
        var found: [DS3.BulkObject] = []
        try await call.forEachArchivedPage(in: staging) { bucket, page in
            for (object, residency) in page where residency.media.contains(barCode) {
                let isInCache = residency.cache == .resident
                let document = try await call.placed(object, in: bucket, isInCache: isInCache)
                if let document { found.append(document) }
            }
        }
        let page = try request.cut(found) { $0.id ?? "" }
        var list = DS3.BulkObjectList()
        list.objects = page.items
        var response = Response.document(list)
        page.describe(in: &response.headers)
        return response
    }

    // MARK: All tapes

    private static func nothing(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        _ = try await call.given(tapes, in: try await call.records())
        return .done
    }

    /// 207 with the tapes that refused, which are all there are.
    private static func all(refusing reason: String) -> Handler {
        { call in
            try call.requireAdministrator()
            let records = try await call.records()
            for name in ["storage_domain", "bucket_id"] {
                guard let word = call.parameters.text(name) else { continue }
                _ = try await call.id(word, named: name, in: "Tape", records)
            }
            let refused = records.all("Tape")
            guard !refused.isEmpty else { return .done }
            var failures = DS3.TapeFailuresApiBean()
            failures.failures = refused.map { tape in
                var failure = DS3.TapeFailureApiBean()
                failure.cause = reason
                failure.tape = DS3.Tape(unchecked: tapes.document(tape))
                return failure
            }
            return .document(failures, status: Status(207))
        }
    }

    private static func refuseBlobs(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        let records = try await call.records()
        for name in ["storage_domain", "bucket_id"] {
            let word = try call.parameters.required(name)
            _ = try await call.id(word, named: name, in: "Tape", records)
        }
        throw DS3Error.badRequest(noEjection)
    }

    // MARK: Partition and drive

    private static func quiesceAll(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        guard try call.parameters.required("quiesced").uppercased() == "NO" else {
            throw DS3Error.conflict("The only partition cannot be quiesced.")
        }
        return .done
    }

    private static func showDrive(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .document(drives.document(try call.member(drives, in: try await call.records())))
    }

    private static func refuseDrive(_ reason: String) -> Handler {
        { call in
            try call.requireAdministrator()
            let records = try await call.records()
            _ = try call.member(drives, in: records)
            if let tape = call.parameters.text("tape_id") {
                _ = try await call.id(tape, named: "tape_id", in: "TapeDrive", records)
            }
            throw DS3Error.badRequest(reason)
        }
    }

    private static func listPartitions(_ call: Call) async throws -> Response {
        let partitions = try await RecordEngine(Resource.record("TapePartition"))
            .matching(call)
        let records = try await call.records()
        let page = try call.parameters.page().cut(partitions, id: \.id)
        var response = Response.document(
            DS3.List(
                page.items.map {
                    DS3.NamedDetailedTapePartition(unchecked: details(of: $0, records))
                }
            ).document)
        page.describe(in: &response.headers)
        return response
    }

    private static func showPartition(_ call: Call) async throws -> Response {
        let records = try await call.records()
        let partition = try call.member(Resource.record("TapePartition"), in: records)
        return .document(DS3.DetailedTapePartition(unchecked: details(of: partition, records)))
    }

    /// The partition with what its tapes add up to.
    private static func details(of partition: Record, _ records: Records) -> XMLElement {
        let tapes = records.filter("Tape") { $0["PartitionId"] == partition.id }
        let total = tapes.sum("TotalRawCapacity")
        let available = tapes.sum("AvailableRawCapacity")
        let full = tapes.count { $0["FullOfData"] == "true" }
        var details = DS3.DetailedTapePartition(unchecked: partition.shown)
        details.availableStorageCapacity = available
        details.totalStorageCapacity = total
        details.usedStorageCapacity = total - available
        details.tapeCount = tapes.count
        details.driveTypes = [.unknown]
        details.tapeTypes = tapes.isEmpty ? [] : [.unknown]
        guard !tapes.isEmpty else { return details.element }
        var state = DS3.TapeStateSummaryApiBean()
        state.tapeState = .normal
        state.count = tapes.count
        state.fullOfData = full
        var count = DS3.TypeTypeCountApiBean()
        count.type = .unknown
        count.count = tapes.count
        count.fullOfData = full
        state.typeCounts = [count]
        details.tapeStateSummaries = [state]
        var type = DS3.TapeTypeSummaryApiBean()
        type.type = .unknown
        type.count = tapes.count
        type.availableStorageCapacity = available
        type.totalStorageCapacity = total
        type.usedStorageCapacity = total - available
        details.tapeTypeSummaries = [type]
        return details.element
    }
}

extension Collection<Record> {
    /// What a field of all of them adds up to.
    func sum(_ field: String) -> Int {
        reduce(0) { $0 + (Int($1[field] ?? "") ?? 0) }
    }
}
