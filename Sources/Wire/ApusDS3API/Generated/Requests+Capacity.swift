// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Capacity summaries

extension DS3 {
    /// `GET /_rest_/capacity_summary`; answers 200 CapacitySummaryContainer.
    public static func getBucketCapacitySummarySpectraS3(
        bucketID: String, storageDomainID: String, poolHealth: PoolHealth? = nil,
        poolState: PoolState? = nil, poolType: PoolType? = nil, tapeState: TapeState? = nil,
        tapeType: TapeType? = nil
    ) -> Request<CapacitySummaryContainer> {
        var request = Request<CapacitySummaryContainer>(
            "GetBucketCapacitySummarySpectraS3", .get, "/_rest_/capacity_summary")
        request.text("bucket_id", bucketID)
        request.text("storage_domain_id", storageDomainID)
        request.text("pool_health", poolHealth?.rawValue)
        request.text("pool_state", poolState?.rawValue)
        request.text("pool_type", poolType?.rawValue)
        request.text("tape_state", tapeState?.rawValue)
        request.text("tape_type", tapeType?.rawValue)
        return request
    }

    /// `GET /_rest_/capacity_summary`; answers 200 CapacitySummaryContainer.
    public static func getStorageDomainCapacitySummarySpectraS3(
        storageDomainID: String, poolHealth: PoolHealth? = nil, poolState: PoolState? = nil,
        poolType: PoolType? = nil, tapeState: TapeState? = nil, tapeType: TapeType? = nil
    ) -> Request<CapacitySummaryContainer> {
        var request = Request<CapacitySummaryContainer>(
            "GetStorageDomainCapacitySummarySpectraS3", .get, "/_rest_/capacity_summary")
        request.text("storage_domain_id", storageDomainID)
        request.text("pool_health", poolHealth?.rawValue)
        request.text("pool_state", poolState?.rawValue)
        request.text("pool_type", poolType?.rawValue)
        request.text("tape_state", tapeState?.rawValue)
        request.text("tape_type", tapeType?.rawValue)
        return request
    }

    /// `GET /_rest_/capacity_summary`; answers 200 CapacitySummaryContainer.
    public static func getSystemCapacitySummarySpectraS3(
        poolHealth: PoolHealth? = nil, poolState: PoolState? = nil, poolType: PoolType? = nil,
        tapeState: TapeState? = nil, tapeType: TapeType? = nil
    ) -> Request<CapacitySummaryContainer> {
        var request = Request<CapacitySummaryContainer>(
            "GetSystemCapacitySummarySpectraS3", .get, "/_rest_/capacity_summary")
        request.text("pool_health", poolHealth?.rawValue)
        request.text("pool_state", poolState?.rawValue)
        request.text("pool_type", poolType?.rawValue)
        request.text("tape_state", tapeState?.rawValue)
        request.text("tape_type", tapeType?.rawValue)
        return request
    }
}
