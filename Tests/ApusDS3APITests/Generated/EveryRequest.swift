// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

import ApusDS3API

extension RequestCheck {
    /// Checks everything that the tables have.
    mutating func checkAll() throws {
        try check(DS3.getService())
        try check(DS3.deleteBucket(bucket: "bucket_1.B"))
        try check(
            DS3.getBucket(
                bucket: "bucket_1.B", delimiter: "n 1+ü%/x", marker: "n 1+ü%/x", maxKeys: 7,
                prefix: "n 1+ü%/x", versions: true))
        try check(
            DS3.listMultiPartUploads(
                bucket: "bucket_1.B", delimiter: "n 1+ü%/x", keyMarker: "n 1+ü%/x", maxUploads: 7,
                prefix: "n 1+ü%/x", uploadIDMarker: "n 1+ü%/x"))
        try check(DS3.headBucket(bucket: "bucket_1.B"))
        try check(
            DS3.deleteObjects(bucket: "bucket_1.B", objects: DS3.Deletion([DS3.Deletion.Key("a")])))
        try check(DS3.putBucket(bucket: "bucket_1.B"))
        try check(
            DS3.abortMultiPartUpload(bucket: "bucket_1.B", object: "n 1+ü%/x", uploadID: "n 1+ü%/x")
        )
        try check(DS3.deleteObject(bucket: "bucket_1.B", object: "n 1+ü%/x", versionID: "n 1+ü%/x"))
        try check(
            DS3.getObject(
                bucket: "bucket_1.B", object: "n 1+ü%/x", cachedOnly: true, job: "n 1+ü%/x",
                offset: 7, versionID: "n 1+ü%/x"))
        try check(
            DS3.listMultiPartUploadParts(
                bucket: "bucket_1.B", object: "n 1+ü%/x", uploadID: "n 1+ü%/x", maxParts: 7,
                partNumberMarker: 7))
        try check(DS3.headObject(bucket: "bucket_1.B", object: "n 1+ü%/x", versionID: "n 1+ü%/x"))
        try check(
            DS3.completeBlob(
                bucket: "bucket_1.B", object: "n 1+ü%/x", blob: "n 1+ü%/x", job: "n 1+ü%/x", size: 7
            ))
        try check(
            DS3.completeMultiPartUpload(
                bucket: "bucket_1.B", object: "n 1+ü%/x", uploadID: "n 1+ü%/x",
                objects: [DS3.UploadedPart(number: 1, eTag: "e")]))
        try check(DS3.initiateMultiPartUpload(bucket: "bucket_1.B", object: "n 1+ü%/x"))
        try check(
            DS3.putMultiPartUploadPart(
                bucket: "bucket_1.B", object: "n 1+ü%/x", partNumber: 7, uploadID: "n 1+ü%/x"))
        try check(
            DS3.putObject(bucket: "bucket_1.B", object: "n 1+ü%/x", job: "n 1+ü%/x", offset: 7))
        try check(
            DS3.getBucketsSpectraS3(
                dataPolicyID: "n 1+ü%/x", name: "n 1+ü%/x", userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putBucketSpectraS3(
                name: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x", id: "n 1+ü%/x", protected: true,
                userID: "n 1+ü%/x"))
        try check(DS3.deleteBucketSpectraS3(id: "n 1+ü%/x", force: true))
        try check(DS3.getBucketSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyBucketSpectraS3(
                id: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x", protected: true, userID: "n 1+ü%/x"))
        try check(DS3.getBlobPersistenceSpectraS3(text: "n 1+ü%/x"))
        try check(
            DS3.verifyPhysicalPlacementForObjectsSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], storageDomain: "n 1+ü%/x"))
        try check(
            DS3.verifyPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], storageDomain: "n 1+ü%/x"))
        try check(
            DS3.getPhysicalPlacementForObjectsSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], storageDomain: "n 1+ü%/x"))
        try check(
            DS3.getPhysicalPlacementForObjectsWithFullDetailsSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], storageDomain: "n 1+ü%/x"))
        try check(DS3.deleteFolderRecursivelySpectraS3(id: "n 1+ü%/x", bucketID: "n 1+ü%/x"))
        try check(
            DS3.getObjectsDetailsSpectraS3(
                bucketID: "n 1+ü%/x", endDate: 7, latest: true, name: "n 1+ü%/x", startDate: 7,
                type: "WORD", page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getObjectsWithFullDetailsSpectraS3(
                bucketID: "n 1+ü%/x", endDate: 7, includePhysicalPlacement: true, latest: true,
                name: "n 1+ü%/x", startDate: 7, type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.undeleteObjectSpectraS3(
                bucketID: "n 1+ü%/x", name: "n 1+ü%/x", versionID: "n 1+ü%/x"))
        try check(DS3.getObjectDetailsSpectraS3(id: "n 1+ü%/x", bucketID: "n 1+ü%/x"))
        try check(DS3.cancelAllActiveJobsSpectraS3(bucketID: "n 1+ü%/x", requestType: "WORD"))
        try check(DS3.truncateAllActiveJobsSpectraS3(bucketID: "n 1+ü%/x", requestType: "WORD"))
        try check(
            DS3.getActiveJobsSpectraS3(
                aggregating: true, bucketID: "n 1+ü%/x",
                chunkClientProcessingOrderGuarantee: "WORD", name: "n 1+ü%/x", priority: "WORD",
                rechunked: DS3.Time(milliseconds: 1_700_000_000_123), requestType: "WORD",
                truncated: true, userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.cancelActiveJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.truncateActiveJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getActiveJobSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyActiveJobSpectraS3(
                id: "n 1+ü%/x", createdAt: DS3.Time(milliseconds: 1_700_000_000_123),
                deadJobCleanupAllowed: true, name: "n 1+ü%/x", priority: "WORD", protected: true))
        try check(
            DS3.getBulkJobSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], aggregating: true,
                chunkClientProcessingOrderGuarantee: "WORD", deadJobCleanupAllowed: true,
                implicitJobIDResolution: true, name: "n 1+ü%/x", priority: "WORD", protected: true))
        try check(
            DS3.putBulkJobSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], aggregating: true,
                deadJobCleanupAllowed: true, force: true, ignoreNamingConflicts: true,
                implicitJobIDResolution: true, maxUploadSize: 7, minimizeSpanningAcrossMedia: true,
                name: "n 1+ü%/x", preAllocateJobSpace: true, priority: "WORD", protected: true,
                verifyAfterWrite: true))
        try check(DS3.replicatePutJobSpectraS3(id: "n 1+ü%/x", text: "n 1+ü%/x", priority: "WORD"))
        try check(
            DS3.stageObjectsJobSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], name: "n 1+ü%/x", priority: "WORD"
            ))
        try check(
            DS3.verifyBulkJobSpectraS3(
                id: "n 1+ü%/x", objects: [DS3.ListedObject("a")], aggregating: true,
                name: "n 1+ü%/x", priority: "WORD"))
        try check(DS3.verifySafeToCreatePutJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.clearAllCanceledJobsSpectraS3())
        try check(
            DS3.getCanceledJobsSpectraS3(
                bucketID: "n 1+ü%/x", canceledDueToTimeout: true,
                chunkClientProcessingOrderGuarantee: "WORD", name: "n 1+ü%/x", priority: "WORD",
                rechunked: DS3.Time(milliseconds: 1_700_000_000_123), requestType: "WORD",
                truncated: true, userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.getCanceledJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.clearAllCompletedJobsSpectraS3())
        try check(
            DS3.getCompletedJobsSpectraS3(
                bucketID: "n 1+ü%/x", chunkClientProcessingOrderGuarantee: "WORD", name: "n 1+ü%/x",
                priority: "WORD", rechunked: DS3.Time(milliseconds: 1_700_000_000_123),
                requestType: "WORD", truncated: true, userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.getCompletedJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelAllJobsSpectraS3(bucketID: "n 1+ü%/x", requestType: "WORD"))
        try check(DS3.truncateAllJobsSpectraS3(bucketID: "n 1+ü%/x", requestType: "WORD"))
        try check(DS3.getJobsSpectraS3(bucketID: "n 1+ü%/x", fullDetails: true))
        try check(DS3.cancelJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.truncateJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobToReplicateSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.closeAggregatingJobSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyJobSpectraS3(
                id: "n 1+ü%/x", createdAt: DS3.Time(milliseconds: 1_700_000_000_123),
                deadJobCleanupAllowed: true, name: "n 1+ü%/x", priority: "WORD", protected: true))
        try check(
            DS3.getJobChunksReadyForClientProcessingSpectraS3(
                job: "n 1+ü%/x", jobChunk: "n 1+ü%/x", preferredNumberOfChunks: 7))
        try check(DS3.getJobChunkSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.allocateJobChunkSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobChunkDaoSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getJobCreationFailuresSpectraS3(
                date: DS3.Time(milliseconds: 1_700_000_000_123), errorMessage: "n 1+ü%/x",
                userName: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteJobCreationFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getUsersSpectraS3(
                authID: "n 1+ü%/x", defaultDataPolicyID: "n 1+ü%/x", name: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.delegateCreateUserSpectraS3(
                name: "n 1+ü%/x", defaultDataPolicyID: "n 1+ü%/x", id: "n 1+ü%/x", maxBuckets: 7,
                secretKey: "n 1+ü%/x"))
        try check(DS3.delegateDeleteUserSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getUserSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyUserSpectraS3(
                id: "n 1+ü%/x", defaultDataPolicyID: "n 1+ü%/x", maxBuckets: 7, name: "n 1+ü%/x",
                secretKey: "n 1+ü%/x"))
        try check(DS3.regenerateUserSecretKeySpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getGroupsSpectraS3(
                builtIn: true, name: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.putGroupSpectraS3(name: "n 1+ü%/x"))
        try check(DS3.deleteGroupSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getGroupSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.modifyGroupSpectraS3(id: "n 1+ü%/x", name: "n 1+ü%/x"))
        try check(DS3.verifyUserIsMemberOfGroupSpectraS3(id: "n 1+ü%/x", userID: "n 1+ü%/x"))
        try check(
            DS3.getGroupMembersSpectraS3(
                groupID: "n 1+ü%/x", memberGroupID: "n 1+ü%/x", memberUserID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.putGroupGroupMemberSpectraS3(groupID: "n 1+ü%/x", memberGroupID: "n 1+ü%/x"))
        try check(DS3.putUserGroupMemberSpectraS3(groupID: "n 1+ü%/x", memberUserID: "n 1+ü%/x"))
        try check(DS3.deleteGroupMemberSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getGroupMemberSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getBucketAclsSpectraS3(
                bucketID: "n 1+ü%/x", groupID: "n 1+ü%/x", permission: "WORD", userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putBucketAclForGroupSpectraS3(
                bucketID: "n 1+ü%/x", groupID: "n 1+ü%/x", permission: "WORD"))
        try check(
            DS3.putBucketAclForUserSpectraS3(
                bucketID: "n 1+ü%/x", permission: "WORD", userID: "n 1+ü%/x"))
        try check(DS3.putGlobalBucketAclForGroupSpectraS3(groupID: "n 1+ü%/x", permission: "WORD"))
        try check(DS3.putGlobalBucketAclForUserSpectraS3(permission: "WORD", userID: "n 1+ü%/x"))
        try check(DS3.deleteBucketAclSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBucketAclSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getDataPolicyAclsSpectraS3(
                dataPolicyID: "n 1+ü%/x", groupID: "n 1+ü%/x", userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDataPolicyAclForGroupSpectraS3(dataPolicyID: "n 1+ü%/x", groupID: "n 1+ü%/x"))
        try check(
            DS3.putDataPolicyAclForUserSpectraS3(dataPolicyID: "n 1+ü%/x", userID: "n 1+ü%/x"))
        try check(DS3.putGlobalDataPolicyAclForGroupSpectraS3(groupID: "n 1+ü%/x"))
        try check(DS3.putGlobalDataPolicyAclForUserSpectraS3(userID: "n 1+ü%/x"))
        try check(DS3.deleteDataPolicyAclSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDataPolicyAclSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getAzureDataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", replicateDeletes: true, state: "WORD",
                targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putAzureDataReplicationRuleSpectraS3(
                dataPolicyID: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                maxBlobPartSizeInBytes: 7, replicateDeletes: true))
        try check(DS3.deleteAzureDataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getAzureDataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyAzureDataReplicationRuleSpectraS3(
                id: "n 1+ü%/x", maxBlobPartSizeInBytes: 7, replicateDeletes: true, type: "WORD"))
        try check(
            DS3.getDataPersistenceRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", isolationLevel: "WORD", state: "WORD",
                storageDomainID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDataPersistenceRuleSpectraS3(
                dataPolicyID: "n 1+ü%/x", isolationLevel: "WORD", storageDomainID: "n 1+ü%/x",
                type: "WORD", minimumDaysToRetain: 7))
        try check(DS3.deleteDataPersistenceRuleSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDataPersistenceRuleSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyDataPersistenceRuleSpectraS3(
                id: "n 1+ü%/x", isolationLevel: "WORD", minimumDaysToRetain: 7, type: "WORD"))
        try check(
            DS3.getDataPoliciesSpectraS3(
                alwaysForcePutJobCreation: true, alwaysMinimizeSpanningAcrossMedia: true,
                checksumType: "WORD", endToEndCrcRequired: true, name: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDataPolicySpectraS3(
                name: "n 1+ü%/x", alwaysForcePutJobCreation: true,
                alwaysMinimizeSpanningAcrossMedia: true, blobbingEnabled: true,
                checksumType: "WORD", defaultBlobSize: 7, defaultGetJobPriority: "WORD",
                defaultPutJobPriority: "WORD", defaultVerifyAfterWrite: true,
                defaultVerifyJobPriority: "WORD", endToEndCrcRequired: true, maxVersionsToKeep: 7,
                rebuildPriority: "WORD", versioning: "WORD"))
        try check(DS3.deleteDataPolicySpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDataPolicySpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyDataPolicySpectraS3(
                id: "n 1+ü%/x", alwaysForcePutJobCreation: true,
                alwaysMinimizeSpanningAcrossMedia: true, blobbingEnabled: true,
                checksumType: "WORD", defaultBlobSize: 7, defaultGetJobPriority: "WORD",
                defaultPutJobPriority: "WORD", defaultVerifyAfterWrite: true,
                defaultVerifyJobPriority: "WORD", endToEndCrcRequired: true, maxVersionsToKeep: 7,
                name: "n 1+ü%/x", rebuildPriority: "WORD", versioning: "WORD"))
        try check(
            DS3.getDs3DataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", replicateDeletes: true, state: "WORD",
                targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDs3DataReplicationRuleSpectraS3(
                dataPolicyID: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                replicateDeletes: true, targetDataPolicy: "n 1+ü%/x"))
        try check(DS3.deleteDs3DataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDs3DataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyDs3DataReplicationRuleSpectraS3(
                id: "n 1+ü%/x", replicateDeletes: true, targetDataPolicy: "n 1+ü%/x", type: "WORD"))
        try check(
            DS3.getS3DataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", initialDataPlacement: "WORD", replicateDeletes: true,
                state: "WORD", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putS3DataReplicationRuleSpectraS3(
                dataPolicyID: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                initialDataPlacement: "WORD", maxBlobPartSizeInBytes: 7, replicateDeletes: true))
        try check(DS3.deleteS3DataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getS3DataReplicationRuleSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyS3DataReplicationRuleSpectraS3(
                id: "n 1+ü%/x", initialDataPlacement: "WORD", maxBlobPartSizeInBytes: 7,
                replicateDeletes: true, type: "WORD"))
        try check(
            DS3.getStorageDomainsSpectraS3(
                autoEjectUponCron: "n 1+ü%/x", autoEjectUponJobCancellation: true,
                autoEjectUponJobCompletion: true, autoEjectUponMediaFull: true,
                mediaEjectionAllowed: true, name: "n 1+ü%/x", secureMediaAllocation: true,
                writeOptimization: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putStorageDomainSpectraS3(
                name: "n 1+ü%/x", autoEjectMediaFullThreshold: 7, autoEjectUponCron: "n 1+ü%/x",
                autoEjectUponJobCancellation: true, autoEjectUponJobCompletion: true,
                autoEjectUponMediaFull: true, ltfsFileNaming: "WORD",
                maxTapeFragmentationPercent: 7, maximumAutoVerificationFrequencyInDays: 7,
                mediaEjectionAllowed: true, secureMediaAllocation: true,
                verifyPriorToAutoEject: "WORD", writeOptimization: "WORD"))
        try check(DS3.deleteStorageDomainSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getStorageDomainSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.convertStorageDomainToDs3TargetSpectraS3(
                id: "n 1+ü%/x", convertToDs3Target: "n 1+ü%/x"))
        try check(
            DS3.modifyStorageDomainSpectraS3(
                id: "n 1+ü%/x", autoEjectMediaFullThreshold: 7, autoEjectUponCron: "n 1+ü%/x",
                autoEjectUponJobCancellation: true, autoEjectUponJobCompletion: true,
                autoEjectUponMediaFull: true, ltfsFileNaming: "WORD",
                maxTapeFragmentationPercent: 7, maximumAutoVerificationFrequencyInDays: 7,
                mediaEjectionAllowed: true, name: "n 1+ü%/x", secureMediaAllocation: true,
                verifyPriorToAutoEject: "WORD", writeOptimization: "WORD"))
        try check(
            DS3.getStorageDomainFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", storageDomainID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteStorageDomainFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getStorageDomainMembersSpectraS3(
                poolPartitionID: "n 1+ü%/x", state: "WORD", storageDomainID: "n 1+ü%/x",
                tapePartitionID: "n 1+ü%/x", tapeType: "WORD", writePreference: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putPoolStorageDomainMemberSpectraS3(
                poolPartitionID: "n 1+ü%/x", storageDomainID: "n 1+ü%/x", writePreference: "WORD"))
        try check(
            DS3.putTapeStorageDomainMemberSpectraS3(
                storageDomainID: "n 1+ü%/x", tapePartitionID: "n 1+ü%/x", tapeType: "WORD",
                autoCompactionThreshold: 7, writePreference: "WORD"))
        try check(DS3.deleteStorageDomainMemberSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getStorageDomainMemberSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyStorageDomainMemberSpectraS3(
                id: "n 1+ü%/x", autoCompactionThreshold: 7, state: "WORD", writePreference: "WORD"))
        try check(
            DS3.getPoolsSpectraS3(
                assignedToStorageDomain: true, bucketID: "n 1+ü%/x", guid: "n 1+ü%/x",
                health: "WORD", lastVerified: DS3.Time(milliseconds: 1_700_000_000_123),
                name: "n 1+ü%/x", partitionID: "n 1+ü%/x", poweredOn: true, state: "WORD",
                storageDomainMemberID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.cancelImportOnAllPoolsSpectraS3())
        try check(DS3.cancelVerifyOnAllPoolsSpectraS3())
        try check(DS3.compactAllPoolsSpectraS3(priority: "WORD"))
        try check(DS3.formatAllForeignPoolsSpectraS3())
        try check(
            DS3.importAllPoolsSpectraS3(
                dataPolicyID: "n 1+ü%/x", priority: "WORD", storageDomainID: "n 1+ü%/x",
                userID: "n 1+ü%/x", verifyDataAfterImport: "WORD", verifyDataPriorToImport: true))
        try check(DS3.modifyAllPoolsSpectraS3(quiesced: "WORD"))
        try check(DS3.verifyAllPoolsSpectraS3(priority: "WORD"))
        try check(DS3.deletePermanentlyLostPoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBlobsOnPoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getPoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelImportPoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelVerifyPoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.compactPoolSpectraS3(id: "n 1+ü%/x", priority: "WORD"))
        try check(DS3.deallocatePoolSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.formatForeignPoolSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.importPoolSpectraS3(
                id: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x", priority: "WORD",
                storageDomainID: "n 1+ü%/x", userID: "n 1+ü%/x", verifyDataAfterImport: "WORD",
                verifyDataPriorToImport: true))
        try check(
            DS3.modifyPoolSpectraS3(id: "n 1+ü%/x", partitionID: "n 1+ü%/x", quiesced: "WORD"))
        try check(DS3.verifyPoolSpectraS3(id: "n 1+ü%/x", priority: "WORD"))
        try check(DS3.forcePoolEnvironmentRefreshSpectraS3())
        try check(
            DS3.getPoolFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", poolID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deletePoolFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getPoolPartitionsSpectraS3(
                name: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.putPoolPartitionSpectraS3(name: "n 1+ü%/x", type: "WORD"))
        try check(DS3.deletePoolPartitionSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getPoolPartitionSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.modifyPoolPartitionSpectraS3(id: "n 1+ü%/x", name: "n 1+ü%/x"))
        try check(
            DS3.getTapesSpectraS3(
                assignedToStorageDomain: true, availableRawCapacity: 7, barCode: "n 1+ü%/x",
                bucket: "bucket_1.B", bucketID: "n 1+ü%/x", ejectLabel: "n 1+ü%/x",
                ejectLocation: "n 1+ü%/x", fullOfData: true,
                lastVerified: DS3.Time(milliseconds: 1_700_000_000_123),
                partiallyVerifiedEndOfTape: DS3.Time(milliseconds: 1_700_000_000_123),
                partition: "n 1+ü%/x", partitionID: "n 1+ü%/x", previousState: "WORD",
                serialNumber: "n 1+ü%/x", sortBy: "n 1+ü%/x", state: "WORD",
                storageDomain: "n 1+ü%/x", storageDomainMemberID: "n 1+ü%/x", type: "WORD",
                verifyPending: "WORD", writeProtected: true,
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.cancelEjectOnAllTapesSpectraS3())
        try check(DS3.cancelFormatOnAllTapesSpectraS3())
        try check(DS3.cancelImportOnAllTapesSpectraS3())
        try check(DS3.cancelOnlineOnAllTapesSpectraS3())
        try check(DS3.cancelVerifyOnAllTapesSpectraS3())
        try check(DS3.ejectAllTapesSpectraS3(ejectLabel: "n 1+ü%/x", ejectLocation: "n 1+ü%/x"))
        try check(
            DS3.ejectStorageDomainBlobsSpectraS3(
                bucketID: "n 1+ü%/x", storageDomain: "n 1+ü%/x", objects: [DS3.ListedObject("a")],
                ejectLabel: "n 1+ü%/x", ejectLocation: "n 1+ü%/x"))
        try check(
            DS3.ejectStorageDomainSpectraS3(
                storageDomain: "n 1+ü%/x", bucketID: "n 1+ü%/x", ejectLabel: "n 1+ü%/x",
                ejectLocation: "n 1+ü%/x"))
        try check(DS3.formatAllTapesSpectraS3(force: true))
        try check(
            DS3.importAllTapesSpectraS3(
                dataPolicyID: "n 1+ü%/x", priority: "WORD", storageDomainID: "n 1+ü%/x",
                userID: "n 1+ü%/x", verifyDataAfterImport: "WORD", verifyDataPriorToImport: true))
        try check(DS3.inspectAllTapesSpectraS3(taskPriority: "WORD"))
        try check(DS3.onlineAllTapesSpectraS3())
        try check(
            DS3.rawImportAllTapesSpectraS3(
                bucketID: "n 1+ü%/x", storageDomainID: "n 1+ü%/x", taskPriority: "WORD"))
        try check(DS3.verifyAllTapesSpectraS3(taskPriority: "WORD"))
        try check(DS3.deletePermanentlyLostTapeSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getBlobsOnTapeSpectraS3(
                id: "n 1+ü%/x", page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)
            ))
        try check(DS3.getTapeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelEjectTapeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelFormatTapeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelImportTapeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelOnlineTapeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelVerifyTapeSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.ejectTapeSpectraS3(
                id: "n 1+ü%/x", ejectLabel: "n 1+ü%/x", ejectLocation: "n 1+ü%/x"))
        try check(DS3.formatTapeSpectraS3(id: "n 1+ü%/x", force: true))
        try check(
            DS3.importTapeSpectraS3(
                id: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x", priority: "WORD",
                storageDomainID: "n 1+ü%/x", userID: "n 1+ü%/x", verifyDataAfterImport: "WORD",
                verifyDataPriorToImport: true))
        try check(DS3.inspectTapeSpectraS3(id: "n 1+ü%/x", taskPriority: "WORD"))
        try check(DS3.markTapeForCompactionSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyTapeSpectraS3(
                id: "n 1+ü%/x", ejectLabel: "n 1+ü%/x", ejectLocation: "n 1+ü%/x", role: "WORD",
                state: "WORD"))
        try check(DS3.onlineTapeSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.rawImportTapeSpectraS3(
                id: "n 1+ü%/x", bucketID: "n 1+ü%/x", storageDomainID: "n 1+ü%/x",
                taskPriority: "WORD"))
        try check(DS3.verifyTapeSpectraS3(id: "n 1+ü%/x", taskPriority: "WORD"))
        try check(
            DS3.getTapeDensityDirectivesSpectraS3(
                density: "WORD", partitionID: "n 1+ü%/x", tapeType: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putTapeDensityDirectiveSpectraS3(
                density: "WORD", partitionID: "n 1+ü%/x", tapeType: "WORD"))
        try check(DS3.deleteTapeDensityDirectiveSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapeDensityDirectiveSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getTapeDrivesSpectraS3(
                minimumTaskPriority: "WORD", partitionID: "n 1+ü%/x", reservedTaskType: "WORD",
                serialNumber: "n 1+ü%/x", state: "WORD", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteTapeDriveSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapeDriveSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cancelTestTapeDriveSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.cleanTapeDriveSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyTapeDriveSpectraS3(
                id: "n 1+ü%/x", maxFailedTapes: 7, minimumTaskPriority: "WORD", quiesced: "WORD",
                reservedTaskType: "WORD"))
        try check(DS3.putDriveDumpSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.testTapeDriveSpectraS3(id: "n 1+ü%/x", skipClean: true, tapeID: "n 1+ü%/x"))
        try check(DS3.forceTapeEnvironmentRefreshSpectraS3())
        try check(
            DS3.getTapeFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", tapeDriveID: "n 1+ü%/x", tapeID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteTapeFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getTapeLibrariesSpectraS3(
                managementUrl: "n 1+ü%/x", name: "n 1+ü%/x", serialNumber: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.getTapeLibrarySpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getTapePartitionsSpectraS3(
                importExportConfiguration: "WORD", libraryID: "n 1+ü%/x", name: "n 1+ü%/x",
                quiesced: "WORD", serialNumber: "n 1+ü%/x", state: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getTapePartitionsWithFullDetailsSpectraS3(
                importExportConfiguration: "WORD", libraryID: "n 1+ü%/x", name: "n 1+ü%/x",
                quiesced: "WORD", serialNumber: "n 1+ü%/x", state: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.modifyAllTapePartitionsSpectraS3(quiesced: "WORD"))
        try check(DS3.deleteTapePartitionSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapePartitionSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapePartitionWithFullDetailsSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyTapePartitionSpectraS3(
                id: "n 1+ü%/x", autoCompactionEnabled: true, autoQuiesceEnabled: true,
                driveIdleTimeoutInMinutes: 7, minimumReadReservedDrives: 7,
                minimumWriteReservedDrives: 7, quiesced: "WORD", serialNumber: "n 1+ü%/x"))
        try check(
            DS3.getTapePartitionFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", partitionID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteTapePartitionFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getAzureTargetFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putAzureTargetFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteAzureTargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getAzureTargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getBucketChangesNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putBucketChangesNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", bucketID: "n 1+ü%/x", format: "WORD",
                namingConvention: "WORD", notificationHttpMethod: "WORD"))
        try check(DS3.deleteBucketChangesNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBucketChangesNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getBucketHistorySpectraS3(
                bucketID: "n 1+ü%/x", minSequenceNumber: 7,
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDs3TargetFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDs3TargetFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteDs3TargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDs3TargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getJobCompletedNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putJobCompletedNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", jobID: "n 1+ü%/x",
                namingConvention: "WORD", notificationHttpMethod: "WORD"))
        try check(DS3.deleteJobCompletedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobCompletedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getJobCreatedNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putJobCreatedNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteJobCreatedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobCreatedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getJobCreationFailedNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putJobCreationFailedNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteJobCreationFailedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getJobCreationFailedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getObjectCachedNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putObjectCachedNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", jobID: "n 1+ü%/x",
                namingConvention: "WORD", notificationHttpMethod: "WORD"))
        try check(DS3.deleteObjectCachedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getObjectCachedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getObjectLostNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putObjectLostNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteObjectLostNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getObjectLostNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getObjectPersistedNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putObjectPersistedNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", jobID: "n 1+ü%/x",
                namingConvention: "WORD", notificationHttpMethod: "WORD"))
        try check(DS3.deleteObjectPersistedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getObjectPersistedNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getPoolFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putPoolFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deletePoolFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getPoolFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getS3TargetFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putS3TargetFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteS3TargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getS3TargetFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getStorageDomainFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putStorageDomainFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteStorageDomainFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getStorageDomainFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getSystemFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putSystemFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteSystemFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getSystemFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getTapeFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putTapeFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteTapeFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapeFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getTapePartitionFailureNotificationRegistrationsSpectraS3(
                userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putTapePartitionFailureNotificationRegistrationSpectraS3(
                notificationEndPoint: "n 1+ü%/x", format: "WORD", namingConvention: "WORD",
                notificationHttpMethod: "WORD"))
        try check(DS3.deleteTapePartitionFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getTapePartitionFailureNotificationRegistrationSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getFeatureKeysSpectraS3(
                errorMessage: "n 1+ü%/x", expirationDate: DS3.Time(milliseconds: 1_700_000_000_123),
                key: "WORD", page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.forceFeatureKeyValidationSpectraS3())
        try check(DS3.resetInstanceIdentifierSpectraS3())
        try check(
            DS3.getSystemFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.verifySystemHealthSpectraS3())
        try check(DS3.getSystemInformationSpectraS3())
        try check(
            DS3.getNodesSpectraS3(
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.getNodeSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.modifyNodeSpectraS3(id: "n 1+ü%/x", dnsName: "n 1+ü%/x", name: "n 1+ü%/x"))
        try check(
            DS3.getCacheFilesystemsSpectraS3(
                nodeID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.forceFullCacheReclaimSpectraS3())
        try check(DS3.getCacheFilesystemSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyCacheFilesystemSpectraS3(
                id: "n 1+ü%/x", autoReclaimInitiateThreshold: 0.5,
                autoReclaimTerminateThreshold: 0.5, burstThreshold: 0.5, cacheSafetyEnabled: true,
                maxCapacityInBytes: 7, needsReconcile: true))
        try check(DS3.getCacheStateSpectraS3())
        try check(
            DS3.getBucketCapacitySummarySpectraS3(
                bucketID: "n 1+ü%/x", storageDomainID: "n 1+ü%/x", poolHealth: "WORD",
                poolState: "WORD", poolType: "WORD", tapeState: "WORD", tapeType: "WORD"))
        try check(
            DS3.getStorageDomainCapacitySummarySpectraS3(
                storageDomainID: "n 1+ü%/x", poolHealth: "WORD", poolState: "WORD",
                poolType: "WORD", tapeState: "WORD", tapeType: "WORD"))
        try check(
            DS3.getSystemCapacitySummarySpectraS3(
                poolHealth: "WORD", poolState: "WORD", poolType: "WORD", tapeState: "WORD",
                tapeType: "WORD"))
        try check(DS3.getDataPlannerBlobStoreTasksSpectraS3(fullDetails: true))
        try check(DS3.getDataPathBackendSpectraS3())
        try check(
            DS3.modifyDataPathBackendSpectraS3(
                activated: true, allowNewJobRequests: true, autoActivateTimeoutInMins: 7,
                autoInspect: "WORD", cacheAvailableRetryAfterInSeconds: 7,
                defaultVerifyDataAfterImport: "WORD", defaultVerifyDataPriorToImport: true,
                iomCacheLimitationPercent: 0.5, iomEnabled: true, maxAggregatedBlobsPerChunk: 7,
                maxNumberOfConcurrentJobs: 7, partiallyVerifyLastPercentOfTapes: 7,
                poolSafetyEnabled: true, unavailableMediaPolicy: "WORD",
                unavailablePoolMaxJobRetryInMins: 7, unavailableTapePartitionMaxJobRetryInMins: 7,
                verifyCheckpointBeforeRead: true))
        try check(
            DS3.getDegradedAzureDataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", state: "WORD", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDegradedBlobsSpectraS3(
                blobID: "n 1+ü%/x", bucketID: "n 1+ü%/x", ds3ReplicationRuleID: "n 1+ü%/x",
                persistenceRuleID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDegradedBucketsSpectraS3(
                dataPolicyID: "n 1+ü%/x", name: "n 1+ü%/x", userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDegradedDataPersistenceRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", isolationLevel: "WORD", state: "WORD",
                storageDomainID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDegradedDs3DataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", state: "WORD", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getDegradedS3DataReplicationRulesSpectraS3(
                dataPolicyID: "n 1+ü%/x", state: "WORD", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.clearSuspectBlobAzureTargetsSpectraS3(force: true))
        try check(
            DS3.getSuspectBlobAzureTargetsSpectraS3(
                blobID: "n 1+ü%/x", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.markSuspectBlobAzureTargetsAsDegradedSpectraS3(force: true))
        try check(DS3.clearSuspectBlobDs3TargetsSpectraS3(force: true))
        try check(
            DS3.getSuspectBlobDs3TargetsSpectraS3(
                blobID: "n 1+ü%/x", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.markSuspectBlobDs3TargetsAsDegradedSpectraS3(force: true))
        try check(DS3.clearSuspectBlobPoolsSpectraS3(force: true))
        try check(
            DS3.getSuspectBlobPoolsSpectraS3(
                blobID: "n 1+ü%/x", poolID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.markSuspectBlobPoolsAsDegradedSpectraS3(force: true))
        try check(DS3.clearSuspectBlobS3TargetsSpectraS3(force: true))
        try check(
            DS3.getSuspectBlobS3TargetsSpectraS3(
                blobID: "n 1+ü%/x", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.markSuspectBlobS3TargetsAsDegradedSpectraS3(force: true))
        try check(DS3.clearSuspectBlobTapesSpectraS3(force: true))
        try check(
            DS3.getSuspectBlobTapesSpectraS3(
                blobID: "n 1+ü%/x", tapeID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.markSuspectBlobTapesAsDegradedSpectraS3(force: true))
        try check(
            DS3.getSuspectBucketsSpectraS3(
                dataPolicyID: "n 1+ü%/x", name: "n 1+ü%/x", userID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getSuspectObjectsSpectraS3(
                bucketID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.getSuspectObjectsWithFullDetailsSpectraS3(
                bucketID: "n 1+ü%/x", storageDomain: "n 1+ü%/x"))
        try check(DS3.forceTargetEnvironmentRefreshSpectraS3())
        try check(
            DS3.getDs3TargetsSpectraS3(
                adminAuthID: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x", dataPathHttps: true,
                dataPathPort: 7, dataPathProxy: "n 1+ü%/x", dataPathVerifyCertificate: true,
                defaultReadPreference: "WORD", name: "n 1+ü%/x", permitGoingOutOfSync: true,
                quiesced: "WORD", state: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.registerDs3TargetSpectraS3(
                adminAuthID: "n 1+ü%/x", adminSecretKey: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x",
                name: "n 1+ü%/x", accessControlReplication: "WORD", dataPathHttps: true,
                dataPathPort: 7, dataPathProxy: "n 1+ü%/x", dataPathVerifyCertificate: true,
                defaultReadPreference: "WORD", permitGoingOutOfSync: true,
                replicatedUserDefaultDataPolicy: "n 1+ü%/x"))
        try check(DS3.modifyAllDs3TargetsSpectraS3(quiesced: "WORD"))
        try check(DS3.deleteDs3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBlobsOnDs3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDs3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.modifyDs3TargetSpectraS3(
                id: "n 1+ü%/x", accessControlReplication: "WORD", adminAuthID: "n 1+ü%/x",
                adminSecretKey: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x", dataPathHttps: true,
                dataPathPort: 7, dataPathProxy: "n 1+ü%/x", dataPathVerifyCertificate: true,
                defaultReadPreference: "WORD", name: "n 1+ü%/x", permitGoingOutOfSync: true,
                quiesced: "WORD", replicatedUserDefaultDataPolicy: "n 1+ü%/x"))
        try check(
            DS3.pairBackRegisteredDs3TargetSpectraS3(
                id: "n 1+ü%/x", accessControlReplication: "WORD", adminAuthID: "n 1+ü%/x",
                adminSecretKey: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x", dataPathHttps: true,
                dataPathPort: 7, dataPathProxy: "n 1+ü%/x", dataPathVerifyCertificate: true,
                defaultReadPreference: "WORD", name: "n 1+ü%/x", permitGoingOutOfSync: true,
                replicatedUserDefaultDataPolicy: "n 1+ü%/x"))
        try check(DS3.verifyDs3TargetSpectraS3(id: "n 1+ü%/x", fullDetails: true))
        try check(DS3.getDs3TargetDataPoliciesSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getDs3TargetFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteDs3TargetFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getDs3TargetReadPreferencesSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putDs3TargetReadPreferenceSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x"))
        try check(DS3.deleteDs3TargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getDs3TargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getS3TargetsSpectraS3(
                accessKey: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x", defaultReadPreference: "WORD",
                https: true, name: "n 1+ü%/x", namingMode: "WORD", permitGoingOutOfSync: true,
                quiesced: "WORD", region: "WORD", state: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.registerS3TargetSpectraS3(
                accessKey: "n 1+ü%/x", name: "n 1+ü%/x", secretKey: "n 1+ü%/x",
                autoVerifyFrequencyInDays: 7, cloudBucketPrefix: "n 1+ü%/x",
                cloudBucketSuffix: "n 1+ü%/x", dataPathEndPoint: "n 1+ü%/x",
                defaultReadPreference: "WORD", https: true, namingMode: "WORD",
                offlineDataStagingWindowInTb: 7, permitGoingOutOfSync: true,
                proxyDomain: "n 1+ü%/x", proxyHost: "n 1+ü%/x", proxyPassword: "n 1+ü%/x",
                proxyPort: 7, proxyUsername: "n 1+ü%/x", region: "WORD", restrictedAccess: true,
                stagedDataExpirationInDays: 7))
        try check(DS3.modifyAllS3TargetsSpectraS3(quiesced: "WORD"))
        try check(DS3.deleteS3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBlobsOnS3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getS3TargetSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.importS3TargetSpectraS3(
                id: "n 1+ü%/x", cloudBucketName: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x",
                priority: "WORD", userID: "n 1+ü%/x"))
        try check(
            DS3.modifyS3TargetSpectraS3(
                id: "n 1+ü%/x", accessKey: "n 1+ü%/x", autoVerifyFrequencyInDays: 7,
                cloudBucketPrefix: "n 1+ü%/x", cloudBucketSuffix: "n 1+ü%/x",
                dataPathEndPoint: "n 1+ü%/x", defaultReadPreference: "WORD", https: true,
                name: "n 1+ü%/x", namingMode: "WORD", offlineDataStagingWindowInTb: 7,
                permitGoingOutOfSync: true, proxyDomain: "n 1+ü%/x", proxyHost: "n 1+ü%/x",
                proxyPassword: "n 1+ü%/x", proxyPort: 7, proxyUsername: "n 1+ü%/x",
                quiesced: "WORD", region: "WORD", restrictedAccess: true, secretKey: "n 1+ü%/x",
                stagedDataExpirationInDays: 7))
        try check(DS3.verifyS3TargetSpectraS3(id: "n 1+ü%/x", fullDetails: true))
        try check(
            DS3.getS3TargetBucketNamesSpectraS3(
                bucketID: "n 1+ü%/x", name: "n 1+ü%/x", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putS3TargetBucketNameSpectraS3(
                bucketID: "n 1+ü%/x", name: "n 1+ü%/x", targetID: "n 1+ü%/x"))
        try check(DS3.deleteS3TargetBucketNameSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getS3TargetFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteS3TargetFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getS3TargetReadPreferencesSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putS3TargetReadPreferenceSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x"))
        try check(DS3.deleteS3TargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getS3TargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getAzureTargetsSpectraS3(
                accountName: "n 1+ü%/x", defaultReadPreference: "WORD", https: true,
                name: "n 1+ü%/x", permitGoingOutOfSync: true, quiesced: "WORD", state: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.registerAzureTargetSpectraS3(
                accountKey: "n 1+ü%/x", accountName: "n 1+ü%/x", name: "n 1+ü%/x",
                autoVerifyFrequencyInDays: 7, cloudBucketPrefix: "n 1+ü%/x",
                cloudBucketSuffix: "n 1+ü%/x", defaultReadPreference: "WORD", https: true,
                permitGoingOutOfSync: true))
        try check(DS3.modifyAllAzureTargetsSpectraS3(quiesced: "WORD"))
        try check(DS3.deleteAzureTargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getAzureTargetSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getBlobsOnAzureTargetSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.importAzureTargetSpectraS3(
                id: "n 1+ü%/x", cloudBucketName: "n 1+ü%/x", dataPolicyID: "n 1+ü%/x",
                priority: "WORD", userID: "n 1+ü%/x"))
        try check(
            DS3.modifyAzureTargetSpectraS3(
                id: "n 1+ü%/x", accountKey: "n 1+ü%/x", accountName: "n 1+ü%/x",
                autoVerifyFrequencyInDays: 7, cloudBucketPrefix: "n 1+ü%/x",
                cloudBucketSuffix: "n 1+ü%/x", defaultReadPreference: "WORD", https: true,
                name: "n 1+ü%/x", permitGoingOutOfSync: true, quiesced: "WORD"))
        try check(DS3.verifyAzureTargetSpectraS3(id: "n 1+ü%/x", fullDetails: true))
        try check(
            DS3.getAzureTargetBucketNamesSpectraS3(
                bucketID: "n 1+ü%/x", name: "n 1+ü%/x", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putAzureTargetBucketNameSpectraS3(
                bucketID: "n 1+ü%/x", name: "n 1+ü%/x", targetID: "n 1+ü%/x"))
        try check(DS3.deleteAzureTargetBucketNameSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getAzureTargetFailuresSpectraS3(
                errorMessage: "n 1+ü%/x", targetID: "n 1+ü%/x", type: "WORD",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(DS3.deleteAzureTargetFailureSpectraS3(id: "n 1+ü%/x"))
        try check(
            DS3.getAzureTargetReadPreferencesSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x",
                page: DS3.Page(length: 5, offset: 3, startMarker: "m", isLast: true)))
        try check(
            DS3.putAzureTargetReadPreferenceSpectraS3(
                bucketID: "n 1+ü%/x", readPreference: "WORD", targetID: "n 1+ü%/x"))
        try check(DS3.deleteAzureTargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
        try check(DS3.getAzureTargetReadPreferenceSpectraS3(id: "n 1+ü%/x"))
    }
}
