// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

import ApusBytes

// Objects, folders, placement

extension DS3 {
    /// `GET /_rest_/blob_persistence`; answers 200 String.
    public static func getBlobPersistenceSpectraS3(
        text objects: String
    ) -> Request<String> {
        var request = Request<String>(
            "GetBlobPersistenceSpectraS3", .get, "/_rest_/blob_persistence")
        request.body = .bytes(Bytes(objects))
        return request
    }

    /// `GET /_rest_/bucket/{id}`; answers 200 PhysicalPlacement.
    public static func verifyPhysicalPlacementForObjectsSpectraS3(
        id: String, objects: [ListedObject], storageDomain: String? = nil
    ) throws(DS3Error) -> Request<PhysicalPlacement> {
        var request = try Request<PhysicalPlacement>(
            "VerifyPhysicalPlacementForObjectsSpectraS3", .get, "/_rest_/bucket/", member: id)
        request.text("operation", "verify_physical_placement")
        request.text("storage_domain", storageDomain)
        request.body = .objects(objects)
        return request
    }

    /// `GET /_rest_/bucket/{id}`; answers 200 BulkObjectList.
    public static func verifyPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
        id: String, objects: [ListedObject], storageDomain: String? = nil
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "VerifyPhysicalPlacementForObjectsWithFullDetailsSpectraS3", .get, "/_rest_/bucket/",
            member: id)
        request.flag("full_details")
        request.text("operation", "verify_physical_placement")
        request.text("storage_domain", storageDomain)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 PhysicalPlacement.
    public static func getPhysicalPlacementForObjectsSpectraS3(
        id: String, objects: [ListedObject], storageDomain: String? = nil
    ) throws(DS3Error) -> Request<PhysicalPlacement> {
        var request = try Request<PhysicalPlacement>(
            "GetPhysicalPlacementForObjectsSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "get_physical_placement")
        request.text("storage_domain", storageDomain)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 BulkObjectList.
    public static func getPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
        id: String, objects: [ListedObject], storageDomain: String? = nil
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetPhysicalPlacementForObjectsWithFullDetailsSpectraS3", .put, "/_rest_/bucket/",
            member: id)
        request.flag("full_details")
        request.text("operation", "get_physical_placement")
        request.text("storage_domain", storageDomain)
        request.body = .objects(objects)
        return request
    }

    /// `DELETE /_rest_/folder/{id}`; answers 204.
    public static func deleteFolderRecursivelySpectraS3(
        id: String, bucketID: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "DeleteFolderRecursivelySpectraS3", .delete, "/_rest_/folder/", object: id)
        request.text("bucket_id", bucketID)
        request.flag("recursive")
        return request
    }

    /// `GET /_rest_/object`; answers 200 [S3Object].
    public static func getObjectsDetailsSpectraS3(
        bucketID: String? = nil, endDate: Int? = nil, latest: Bool? = nil, name: String? = nil,
        startDate: Int? = nil, type: S3ObjectType? = nil, page: Page? = nil
    ) -> Request<List<S3Object>> {
        var request = Request<List<S3Object>>("GetObjectsDetailsSpectraS3", .get, "/_rest_/object")
        request.text("bucket_id", bucketID)
        request.number("end_date", endDate)
        request.boolean("latest", latest)
        request.text("name", name)
        request.number("start_date", startDate)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/object`; answers 200 [DetailedS3Object].
    public static func getObjectsWithFullDetailsSpectraS3(
        bucketID: String? = nil, endDate: Int? = nil, includePhysicalPlacement: Bool = false,
        latest: Bool? = nil, name: String? = nil, startDate: Int? = nil, type: S3ObjectType? = nil,
        page: Page? = nil
    ) -> Request<List<DetailedS3Object>> {
        var request = Request<List<DetailedS3Object>>(
            "GetObjectsWithFullDetailsSpectraS3", .get, "/_rest_/object")
        request.flag("full_details")
        request.text("bucket_id", bucketID)
        request.number("end_date", endDate)
        request.flag("include_physical_placement", includePhysicalPlacement)
        request.boolean("latest", latest)
        request.text("name", name)
        request.number("start_date", startDate)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/object`; answers 200 S3Object.
    public static func undeleteObjectSpectraS3(
        bucketID: String, name: String, versionID: String? = nil
    ) -> Request<S3Object> {
        var request = Request<S3Object>("UndeleteObjectSpectraS3", .put, "/_rest_/object")
        request.text("bucket_id", bucketID)
        request.text("name", name)
        request.text("version_id", versionID)
        return request
    }

    /// `GET /_rest_/object/{id}`; answers 200 S3Object.
    public static func getObjectDetailsSpectraS3(
        id: String, bucketID: String
    ) throws(DS3Error) -> Request<S3Object> {
        var request = try Request<S3Object>(
            "GetObjectDetailsSpectraS3", .get, "/_rest_/object/", object: id)
        request.text("bucket_id", bucketID)
        return request
    }
}
