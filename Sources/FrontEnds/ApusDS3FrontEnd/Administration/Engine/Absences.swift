// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// What this server never has.
extension AbsentEngine {
    static let all: [AbsentEngine] =
        failures.map { AbsentEngine($0, $1, "Only the server notes failures.") }
        + [
            AbsentEngine("feature_key", "FeatureKey", "Nothing here needs a key."),
            AbsentEngine("degraded_bucket", "Bucket", noted),
            AbsentEngine("degraded_blob", "DegradedBlob", noted),
            AbsentEngine("degraded_data_persistence_rule", "DataPersistenceRule", noted),
            AbsentEngine("suspect_bucket", "Bucket", noted),
            AbsentEngine("suspect_object", "S3Object", noted),
            AbsentEngine("suspect_blob_pool", "SuspectBlobPool", noted),
            AbsentEngine("suspect_blob_tape", "SuspectBlobTape", noted),
            AbsentEngine("ds3_target_data_policies", "DataPolicy", noCopies),
        ]
        + ["azure", "ds3", "s3"].flatMap { kind in
            let type = kind.prefix(1).uppercased() + kind.dropFirst()
            return [
                AbsentEngine("\(kind)_target", "\(type)Target", noCopies),
                AbsentEngine("\(kind)_target_failure", "\(type)TargetFailure", noCopies),
                AbsentEngine(
                    "\(kind)_target_read_preference", "\(type)TargetReadPreference", noCopies),
                AbsentEngine("\(kind)_target_bucket_name", "\(type)TargetBucketName", noCopies),
                AbsentEngine(
                    "\(kind)_data_replication_rule", "\(type)DataReplicationRule", noCopies),
                AbsentEngine(
                    "degraded_\(kind)_data_replication_rule", "\(type)DataReplicationRule",
                    noCopies),
                AbsentEngine(
                    "suspect_blob_\(kind)_target", "SuspectBlob\(type)Target", noCopies),
            ]
        }

    private static let noCopies = "This server keeps no copies on other systems."
    private static let noted = "Only the server notes what is amiss."

    private static let failures = [
        ("tape_failure", "TapeFailure"), ("tape_partition_failure", "TapePartitionFailure"),
        ("pool_failure", "PoolFailure"), ("storage_domain_failure", "StorageDomainFailure"),
        ("system_failure", "SystemFailure"),
    ]
}
