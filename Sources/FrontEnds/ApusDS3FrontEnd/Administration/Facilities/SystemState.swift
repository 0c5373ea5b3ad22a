// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusXML

/// What the server says of itself as a whole.
enum SystemState {
    static let handlers: [String: Handler] = [
        "GetSystemInformationSpectraS3": information,
        "VerifySystemHealthSpectraS3": health,
        "GetDataPathBackendSpectraS3": dataPath,
        "ModifyDataPathBackendSpectraS3": modifyDataPath,
        "ResetInstanceIdentifierSpectraS3": renewInstance,
        "GetDataPlannerBlobStoreTasksSpectraS3": tasks,
        "GetSystemCapacitySummarySpectraS3": capacity,
        "GetStorageDomainCapacitySummarySpectraS3": capacity,
        "GetBucketCapacitySummarySpectraS3": capacity,
        "ForceFeatureKeyValidationSpectraS3": nothing,
        "ForceTargetEnvironmentRefreshSpectraS3": nothing,
        "ConvertStorageDomainToDs3TargetSpectraS3": convert,
    ]

    private static let dataPathResource = Resource("data_path_backend", "DataPathBackend")

    private static func nothing(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .done
    }

    private static func convert(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        let records = try await call.records()
        _ = try call.member(Resource.record("StorageDomain"), in: records)
        let target = try call.parameters.required("convert_to_ds3_target")
        throw DS3Error.notFound("No DS3 target is \(target).")
    }

    private static func information(_ call: Call) async throws -> Response {
        let backend = call.catalogue.dataPathBackend
        let premises = call.premises
        var build = DS3.BuildInformation()
        build.branch = "apus"
        build.revision = premises.revision
        build.version = premises.version
        var information = DS3.SystemInformationApiBean()
        information.apiVersion = call.settings.version
        information.backendActivated = backend.activated
        information.buildInformation = build
        information.instanceID = backend.instanceID
        information.now = Int(clamping: call.now.milliseconds)
        information.serialNumber = backend.instanceID
        return .document(information)
    }

    /// 503 when an engine cannot read and write.
    private static func health(_ call: Call) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            try await call.store.checkHealth()
        } catch is StorageError {
            throw DS3Error.unavailable("The store cannot be read or written.")
        }
        let elapsed = clock.now - start
        var health = DS3.HealthVerificationResult()
        health.msRequiredToVerifyDataPlannerHealth = Int(elapsed / .milliseconds(1))
        health.databaseFilesystemFreeSpace = .normal
        if let space = try await call.premises.diskSpace?(), space.totalBytes > 0 {
            // The contract has four words and no figures.
            health.databaseFilesystemFreeSpace =
                switch Double(space.freeBytes) / Double(space.totalBytes) {
                case ..<0.02: .critical
                case ..<0.05: .low
                case ..<0.1: .nearLow
                default: .normal
                }
        }
        return .document(health)
    }

    // MARK: The data path

    private static func dataPath(_ call: Call) async throws -> Response {
        var backend = call.catalogue.dataPathBackend
        backend.lastHeartbeat = call.now
        backend.cacheAvailableRetryAfterInSeconds = call.retryAfterSeconds
        return .document(backend)
    }

    private static func modifyDataPath(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        let catalogue = call.catalogue
        let given = try await call.given(dataPathResource, in: catalogue.records)
        for (field, text) in given where field == "Activated" && text == "false" {
            throw DS3Error.conflict("The server serves as long as it runs.")
        }
        try await change(call) { backend in
            for (field, text) in given { backend[field] = text }
        }
        return try await dataPath(call)
    }

    private static func renewInstance(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        try await change(call) { $0["InstanceId"] = UUIDText.random() }
        return try await dataPath(call)
    }

    private static func change(_ call: Call, _ change: (inout Record) -> Void) async throws {
        try await call.catalogue.change { changes in
            guard var backend = changes.records["DataPathBackend", BuiltIn.dataPath] else { return }
            change(&backend)
            changes.put(backend)
        }
    }

    /// What is under way between cache and media is the archive's own, and not told of yet.
    private static func tasks(_ call: Call) async throws -> Response {
        .document(DS3.BlobStoreTasksInformation())
    }

    // MARK: Capacity

    /// What media hold: those of a storage domain, or all; of it only a bucket's where one is named.
    private static func capacity(_ call: Call) async throws -> Response {
        let records = try await call.records()
        var members: Set<String>?
        if let word = call.parameters.text("storage_domain_id") {
            let domain = try await call.id(
                word, named: "storage_domain_id", in: "Tape", records)
            members = Set(
                records.filter("StorageDomainMember") { $0["StorageDomainId"] == domain }
                    .map(\.id))
        }
        var bucket: Bucket?
        if let word = call.parameters.text("bucket_id") {
            bucket = try await call.bucket(word, for: .list)
        }
        func chosen(_ type: String, _ filters: [(parameter: String, field: String)]) -> [Record] {
            records.filter(type) { record in
                let isMember =
                    members.map { $0.contains(record["StorageDomainMemberId"] ?? "") } ?? true
                return isMember
                    && filters.allSatisfy { parameter, field in
                        call.parameters.text(parameter).map { $0.uppercased() == record[field] }
                            ?? true
                    }
            }
        }
        let pools = chosen(
            "Pool", [("pool_health", "Health"), ("pool_state", "State"), ("pool_type", "Type")])
        let tapes = chosen("Tape", [("tape_state", "State"), ("tape_type", "Type")])
        let isOnTape = call.staging != nil
        var summary = DS3.CapacitySummaryContainer()
        summary.pool = figures(
            total: pools.sum("TotalCapacity"), free: pools.sum("AvailableCapacity"),
            used: bucket.map { isOnTape || pools.isEmpty ? 0 : Int(clamping: $0.totals.bytesUsed) }
                ?? pools.sum("UsedCapacity"))
        let written = tapes.sum("TotalRawCapacity") - tapes.sum("AvailableRawCapacity")
        summary.tape = figures(
            total: tapes.sum("TotalRawCapacity"), free: tapes.sum("AvailableRawCapacity"),
            used: bucket.map { tapes.isEmpty ? 0 : Int(clamping: $0.totals.bytesUsed) } ?? written)
        return .document(summary)
    }

    private static func figures(
        total: Int, free: Int, used: Int
    ) -> DS3.StorageDomainCapacitySummary {
        var figures = DS3.StorageDomainCapacitySummary()
        figures.physicalAllocated = total
        figures.physicalFree = free
        figures.physicalUsed = used
        return figures
    }
}
