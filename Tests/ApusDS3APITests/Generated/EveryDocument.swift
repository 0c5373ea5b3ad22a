// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

import ApusDS3API

extension DocumentCheck {
    /// Checks everything that the tables have.
    mutating func checkAll() throws {
        try check(DS3.PhysicalPlacement.self) { old in
            var new = DS3.PhysicalPlacement()
            new.azureTargets = old.azureTargets
            new.ds3Targets = old.ds3Targets
            new.pools = old.pools
            new.s3Targets = old.s3Targets
            new.tapes = old.tapes
            return new
        }
        try check(DS3.AzureDataReplicationRule.self) { old in
            var new = DS3.AzureDataReplicationRule()
            new.dataPolicyID = old.dataPolicyID
            new.id = old.id
            new.maxBlobPartSizeInBytes = old.maxBlobPartSizeInBytes
            new.replicateDeletes = old.replicateDeletes
            new.state = old.state
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.Blob.self) { old in
            var new = DS3.Blob()
            new.byteOffset = old.byteOffset
            new.checksum = old.checksum
            new.checksumType = old.checksumType
            new.id = old.id
            new.length = old.length
            new.objectID = old.objectID
            return new
        }
        try check(DS3.Bucket.self) { old in
            var new = DS3.Bucket()
            new.creationDate = old.creationDate
            new.dataPolicyID = old.dataPolicyID
            new.empty = old.empty
            new.id = old.id
            new.lastPreferredChunkSizeInBytes = old.lastPreferredChunkSizeInBytes
            new.logicalUsedCapacity = old.logicalUsedCapacity
            new.name = old.name
            new.protected = old.protected
            new.userID = old.userID
            return new
        }
        try check(DS3.BucketAcl.self) { old in
            var new = DS3.BucketAcl()
            new.bucketID = old.bucketID
            new.groupID = old.groupID
            new.id = old.id
            new.permission = old.permission
            new.userID = old.userID
            return new
        }
        try check(DS3.CanceledJob.self) { old in
            var new = DS3.CanceledJob()
            new.bucketID = old.bucketID
            new.cachedSizeInBytes = old.cachedSizeInBytes
            new.canceledDueToTimeout = old.canceledDueToTimeout
            new.chunkClientProcessingOrderGuarantee = old.chunkClientProcessingOrderGuarantee
            new.completedSizeInBytes = old.completedSizeInBytes
            new.createdAt = old.createdAt
            new.dateCanceled = old.dateCanceled
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.naked = old.naked
            new.name = old.name
            new.originalSizeInBytes = old.originalSizeInBytes
            new.priority = old.priority
            new.rechunked = old.rechunked
            new.requestType = old.requestType
            new.truncated = old.truncated
            new.userID = old.userID
            return new
        }
        try check(DS3.CapacitySummaryContainer.self) { old in
            var new = DS3.CapacitySummaryContainer()
            new.pool = old.pool
            new.tape = old.tape
            return new
        }
        try check(DS3.CompletedJob.self) { old in
            var new = DS3.CompletedJob()
            new.bucketID = old.bucketID
            new.cachedSizeInBytes = old.cachedSizeInBytes
            new.chunkClientProcessingOrderGuarantee = old.chunkClientProcessingOrderGuarantee
            new.completedSizeInBytes = old.completedSizeInBytes
            new.createdAt = old.createdAt
            new.dateCompleted = old.dateCompleted
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.naked = old.naked
            new.name = old.name
            new.originalSizeInBytes = old.originalSizeInBytes
            new.priority = old.priority
            new.rechunked = old.rechunked
            new.requestType = old.requestType
            new.truncated = old.truncated
            new.userID = old.userID
            return new
        }
        try check(DS3.DataPathBackend.self) { old in
            var new = DS3.DataPathBackend()
            new.activated = old.activated
            new.allowNewJobRequests = old.allowNewJobRequests
            new.autoActivateTimeoutInMins = old.autoActivateTimeoutInMins
            new.autoInspect = old.autoInspect
            new.cacheAvailableRetryAfterInSeconds = old.cacheAvailableRetryAfterInSeconds
            new.defaultVerifyDataAfterImport = old.defaultVerifyDataAfterImport
            new.defaultVerifyDataPriorToImport = old.defaultVerifyDataPriorToImport
            new.id = old.id
            new.instanceID = old.instanceID
            new.iomCacheLimitationPercent = old.iomCacheLimitationPercent
            new.iomEnabled = old.iomEnabled
            new.lastHeartbeat = old.lastHeartbeat
            new.maxAggregatedBlobsPerChunk = old.maxAggregatedBlobsPerChunk
            new.maxNumberOfConcurrentJobs = old.maxNumberOfConcurrentJobs
            new.partiallyVerifyLastPercentOfTapes = old.partiallyVerifyLastPercentOfTapes
            new.poolSafetyEnabled = old.poolSafetyEnabled
            new.unavailableMediaPolicy = old.unavailableMediaPolicy
            new.unavailablePoolMaxJobRetryInMins = old.unavailablePoolMaxJobRetryInMins
            new.unavailableTapePartitionMaxJobRetryInMins =
                old.unavailableTapePartitionMaxJobRetryInMins
            new.verifyCheckpointBeforeRead = old.verifyCheckpointBeforeRead
            return new
        }
        try check(DS3.DataPersistenceRule.self) { old in
            var new = DS3.DataPersistenceRule()
            new.dataPolicyID = old.dataPolicyID
            new.id = old.id
            new.isolationLevel = old.isolationLevel
            new.minimumDaysToRetain = old.minimumDaysToRetain
            new.state = old.state
            new.storageDomainID = old.storageDomainID
            new.type = old.type
            return new
        }
        try check(DS3.DataPolicy.self) { old in
            var new = DS3.DataPolicy()
            new.alwaysForcePutJobCreation = old.alwaysForcePutJobCreation
            new.alwaysMinimizeSpanningAcrossMedia = old.alwaysMinimizeSpanningAcrossMedia
            new.blobbingEnabled = old.blobbingEnabled
            new.checksumType = old.checksumType
            new.creationDate = old.creationDate
            new.defaultBlobSize = old.defaultBlobSize
            new.defaultGetJobPriority = old.defaultGetJobPriority
            new.defaultPutJobPriority = old.defaultPutJobPriority
            new.defaultVerifyAfterWrite = old.defaultVerifyAfterWrite
            new.defaultVerifyJobPriority = old.defaultVerifyJobPriority
            new.endToEndCrcRequired = old.endToEndCrcRequired
            new.id = old.id
            new.maxVersionsToKeep = old.maxVersionsToKeep
            new.name = old.name
            new.rebuildPriority = old.rebuildPriority
            new.versioning = old.versioning
            return new
        }
        try check(DS3.DataPolicyAcl.self) { old in
            var new = DS3.DataPolicyAcl()
            new.dataPolicyID = old.dataPolicyID
            new.groupID = old.groupID
            new.id = old.id
            new.userID = old.userID
            return new
        }
        try check(DS3.DegradedBlob.self) { old in
            var new = DS3.DegradedBlob()
            new.azureReplicationRuleID = old.azureReplicationRuleID
            new.blobID = old.blobID
            new.bucketID = old.bucketID
            new.ds3ReplicationRuleID = old.ds3ReplicationRuleID
            new.id = old.id
            new.persistenceRuleID = old.persistenceRuleID
            new.s3ReplicationRuleID = old.s3ReplicationRuleID
            return new
        }
        try check(DS3.Ds3DataReplicationRule.self) { old in
            var new = DS3.Ds3DataReplicationRule()
            new.dataPolicyID = old.dataPolicyID
            new.id = old.id
            new.replicateDeletes = old.replicateDeletes
            new.state = old.state
            new.targetDataPolicy = old.targetDataPolicy
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.FeatureKey.self) { old in
            var new = DS3.FeatureKey()
            new.currentValue = old.currentValue
            new.errorMessage = old.errorMessage
            new.expirationDate = old.expirationDate
            new.id = old.id
            new.key = old.key
            new.limitValue = old.limitValue
            return new
        }
        try check(DS3.Group.self) { old in
            var new = DS3.Group()
            new.builtIn = old.builtIn
            new.id = old.id
            new.name = old.name
            return new
        }
        try check(DS3.GroupMember.self) { old in
            var new = DS3.GroupMember()
            new.groupID = old.groupID
            new.id = old.id
            new.memberGroupID = old.memberGroupID
            new.memberUserID = old.memberUserID
            return new
        }
        try check(DS3.ActiveJob.self) { old in
            var new = DS3.ActiveJob()
            new.aggregating = old.aggregating
            new.bucketID = old.bucketID
            new.cachedSizeInBytes = old.cachedSizeInBytes
            new.chunkClientProcessingOrderGuarantee = old.chunkClientProcessingOrderGuarantee
            new.completedSizeInBytes = old.completedSizeInBytes
            new.createdAt = old.createdAt
            new.deadJobCleanupAllowed = old.deadJobCleanupAllowed
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.implicitJobIdResolution = old.implicitJobIdResolution
            new.minimizeSpanningAcrossMedia = old.minimizeSpanningAcrossMedia
            new.naked = old.naked
            new.name = old.name
            new.originalSizeInBytes = old.originalSizeInBytes
            new.priority = old.priority
            new.protected = old.protected
            new.rechunked = old.rechunked
            new.replicating = old.replicating
            new.requestType = old.requestType
            new.restore = old.restore
            new.truncated = old.truncated
            new.truncatedDueToTimeout = old.truncatedDueToTimeout
            new.userID = old.userID
            new.verifyAfterWrite = old.verifyAfterWrite
            return new
        }
        try check(DS3.JobChunk.self) { old in
            var new = DS3.JobChunk()
            new.blobStoreState = old.blobStoreState
            new.chunkNumber = old.chunkNumber
            new.id = old.id
            new.jobCreationDate = old.jobCreationDate
            new.jobID = old.jobID
            new.nodeID = old.nodeID
            new.pendingTargetCommit = old.pendingTargetCommit
            new.readFromAzureTargetID = old.readFromAzureTargetID
            new.readFromDs3TargetID = old.readFromDs3TargetID
            new.readFromPoolID = old.readFromPoolID
            new.readFromS3TargetID = old.readFromS3TargetID
            new.readFromTapeID = old.readFromTapeID
            return new
        }
        try check(DS3.JobCreationFailed.self) { old in
            var new = DS3.JobCreationFailed()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.tapeBarCodes = old.tapeBarCodes
            new.type = old.type
            new.userName = old.userName
            return new
        }
        try check(DS3.Node.self) { old in
            var new = DS3.Node()
            new.dataPathHttpPort = old.dataPathHttpPort
            new.dataPathHttpsPort = old.dataPathHttpsPort
            new.dataPathIpAddress = old.dataPathIpAddress
            new.dnsName = old.dnsName
            new.id = old.id
            new.lastHeartbeat = old.lastHeartbeat
            new.name = old.name
            new.serialNumber = old.serialNumber
            return new
        }
        try check(DS3.S3DataReplicationRule.self) { old in
            var new = DS3.S3DataReplicationRule()
            new.dataPolicyID = old.dataPolicyID
            new.id = old.id
            new.initialDataPlacement = old.initialDataPlacement
            new.maxBlobPartSizeInBytes = old.maxBlobPartSizeInBytes
            new.replicateDeletes = old.replicateDeletes
            new.state = old.state
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.S3Object.self) { old in
            var new = DS3.S3Object()
            new.bucketID = old.bucketID
            new.creationDate = old.creationDate
            new.id = old.id
            new.latest = old.latest
            new.name = old.name
            new.type = old.type
            return new
        }
        try check(DS3.StorageDomain.self) { old in
            var new = DS3.StorageDomain()
            new.autoEjectMediaFullThreshold = old.autoEjectMediaFullThreshold
            new.autoEjectUponCron = old.autoEjectUponCron
            new.autoEjectUponJobCancellation = old.autoEjectUponJobCancellation
            new.autoEjectUponJobCompletion = old.autoEjectUponJobCompletion
            new.autoEjectUponMediaFull = old.autoEjectUponMediaFull
            new.id = old.id
            new.ltfsFileNaming = old.ltfsFileNaming
            new.maxTapeFragmentationPercent = old.maxTapeFragmentationPercent
            new.maximumAutoVerificationFrequencyInDays = old.maximumAutoVerificationFrequencyInDays
            new.mediaEjectionAllowed = old.mediaEjectionAllowed
            new.name = old.name
            new.secureMediaAllocation = old.secureMediaAllocation
            new.verifyPriorToAutoEject = old.verifyPriorToAutoEject
            new.writeOptimization = old.writeOptimization
            return new
        }
        try check(DS3.StorageDomainCapacitySummary.self) { old in
            var new = DS3.StorageDomainCapacitySummary()
            new.physicalAllocated = old.physicalAllocated
            new.physicalFree = old.physicalFree
            new.physicalUsed = old.physicalUsed
            return new
        }
        try check(DS3.StorageDomainFailure.self) { old in
            var new = DS3.StorageDomainFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.storageDomainID = old.storageDomainID
            new.type = old.type
            return new
        }
        try check(DS3.StorageDomainMember.self) { old in
            var new = DS3.StorageDomainMember()
            new.autoCompactionThreshold = old.autoCompactionThreshold
            new.id = old.id
            new.poolPartitionID = old.poolPartitionID
            new.state = old.state
            new.storageDomainID = old.storageDomainID
            new.tapePartitionID = old.tapePartitionID
            new.tapeType = old.tapeType
            new.writePreference = old.writePreference
            return new
        }
        try check(DS3.SystemFailure.self) { old in
            var new = DS3.SystemFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.type = old.type
            return new
        }
        try check(DS3.SpectraUser.self) { old in
            var new = DS3.SpectraUser()
            new.authID = old.authID
            new.defaultDataPolicyID = old.defaultDataPolicyID
            new.id = old.id
            new.maxBuckets = old.maxBuckets
            new.name = old.name
            new.secretKey = old.secretKey
            return new
        }
        try check(DS3.AzureTargetFailureNotificationRegistration.self) { old in
            var new = DS3.AzureTargetFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.BucketChangesNotificationRegistration.self) { old in
            var new = DS3.BucketChangesNotificationRegistration()
            new.bucketID = old.bucketID
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.lastSequenceNumber = old.lastSequenceNumber
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.BucketHistoryEvent.self) { old in
            var new = DS3.BucketHistoryEvent()
            new.bucketID = old.bucketID
            new.id = old.id
            new.objectCreationDate = old.objectCreationDate
            new.objectName = old.objectName
            new.sequenceNumber = old.sequenceNumber
            new.type = old.type
            new.versionID = old.versionID
            return new
        }
        try check(DS3.Ds3TargetFailureNotificationRegistration.self) { old in
            var new = DS3.Ds3TargetFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.GenericDaoNotificationRegistration.self) { old in
            var new = DS3.GenericDaoNotificationRegistration()
            new.creationDate = old.creationDate
            new.daoType = old.daoType
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.JobCompletedNotificationRegistration.self) { old in
            var new = DS3.JobCompletedNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.jobID = old.jobID
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.JobCreatedNotificationRegistration.self) { old in
            var new = DS3.JobCreatedNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.JobCreationFailedNotificationRegistration.self) { old in
            var new = DS3.JobCreationFailedNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.PoolFailureNotificationRegistration.self) { old in
            var new = DS3.PoolFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.S3ObjectCachedNotificationRegistration.self) { old in
            var new = DS3.S3ObjectCachedNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.jobID = old.jobID
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.S3ObjectLostNotificationRegistration.self) { old in
            var new = DS3.S3ObjectLostNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.S3ObjectPersistedNotificationRegistration.self) { old in
            var new = DS3.S3ObjectPersistedNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.jobID = old.jobID
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.S3TargetFailureNotificationRegistration.self) { old in
            var new = DS3.S3TargetFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.StorageDomainFailureNotificationRegistration.self) { old in
            var new = DS3.StorageDomainFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.SystemFailureNotificationRegistration.self) { old in
            var new = DS3.SystemFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.TapeFailureNotificationRegistration.self) { old in
            var new = DS3.TapeFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.TapePartitionFailureNotificationRegistration.self) { old in
            var new = DS3.TapePartitionFailureNotificationRegistration()
            new.creationDate = old.creationDate
            new.format = old.format
            new.id = old.id
            new.lastFailure = old.lastFailure
            new.lastHttpResponseCode = old.lastHttpResponseCode
            new.lastNotification = old.lastNotification
            new.namingConvention = old.namingConvention
            new.notificationEndPoint = old.notificationEndPoint
            new.notificationHttpMethod = old.notificationHttpMethod
            new.numberOfFailuresSinceLastSuccess = old.numberOfFailuresSinceLastSuccess
            new.userID = old.userID
            return new
        }
        try check(DS3.CacheFilesystem.self) { old in
            var new = DS3.CacheFilesystem()
            new.autoReclaimInitiateThreshold = old.autoReclaimInitiateThreshold
            new.autoReclaimTerminateThreshold = old.autoReclaimTerminateThreshold
            new.burstThreshold = old.burstThreshold
            new.cacheSafetyEnabled = old.cacheSafetyEnabled
            new.id = old.id
            new.maxCapacityInBytes = old.maxCapacityInBytes
            new.maxPercentUtilizationOfFilesystem = old.maxPercentUtilizationOfFilesystem
            new.needsReconcile = old.needsReconcile
            new.nodeID = old.nodeID
            new.path = old.path
            return new
        }
        try check(DS3.Pool.self) { old in
            var new = DS3.Pool()
            new.assignedToStorageDomain = old.assignedToStorageDomain
            new.availableCapacity = old.availableCapacity
            new.bucketID = old.bucketID
            new.guid = old.guid
            new.health = old.health
            new.id = old.id
            new.lastAccessed = old.lastAccessed
            new.lastModified = old.lastModified
            new.lastVerified = old.lastVerified
            new.mountpoint = old.mountpoint
            new.name = old.name
            new.partitionID = old.partitionID
            new.poweredOn = old.poweredOn
            new.quiesced = old.quiesced
            new.reservedCapacity = old.reservedCapacity
            new.state = old.state
            new.storageDomainMemberID = old.storageDomainMemberID
            new.totalCapacity = old.totalCapacity
            new.type = old.type
            new.usedCapacity = old.usedCapacity
            return new
        }
        try check(DS3.PoolFailure.self) { old in
            var new = DS3.PoolFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.poolID = old.poolID
            new.type = old.type
            return new
        }
        try check(DS3.PoolPartition.self) { old in
            var new = DS3.PoolPartition()
            new.id = old.id
            new.name = old.name
            new.type = old.type
            return new
        }
        try check(DS3.SuspectBlobPool.self) { old in
            var new = DS3.SuspectBlobPool()
            new.blobID = old.blobID
            new.bucketID = old.bucketID
            new.dateWritten = old.dateWritten
            new.id = old.id
            new.lastAccessed = old.lastAccessed
            new.poolID = old.poolID
            return new
        }
        try check(DS3.SuspectBlobTape.self) { old in
            var new = DS3.SuspectBlobTape()
            new.blobID = old.blobID
            new.id = old.id
            new.orderIndex = old.orderIndex
            new.tapeID = old.tapeID
            return new
        }
        try check(DS3.Tape.self) { old in
            var new = DS3.Tape()
            new.assignedToStorageDomain = old.assignedToStorageDomain
            new.availableRawCapacity = old.availableRawCapacity
            new.barCode = old.barCode
            new.bucketID = old.bucketID
            new.descriptionForIdentification = old.descriptionForIdentification
            new.ejectDate = old.ejectDate
            new.ejectLabel = old.ejectLabel
            new.ejectLocation = old.ejectLocation
            new.ejectPending = old.ejectPending
            new.fullOfData = old.fullOfData
            new.id = old.id
            new.lastAccessed = old.lastAccessed
            new.lastCheckpoint = old.lastCheckpoint
            new.lastModified = old.lastModified
            new.lastVerified = old.lastVerified
            new.partiallyVerifiedEndOfTape = old.partiallyVerifiedEndOfTape
            new.partitionID = old.partitionID
            new.previousState = old.previousState
            new.role = old.role
            new.serialNumber = old.serialNumber
            new.state = old.state
            new.storageDomainMemberID = old.storageDomainMemberID
            new.takeOwnershipPending = old.takeOwnershipPending
            new.totalRawCapacity = old.totalRawCapacity
            new.type = old.type
            new.verifyPending = old.verifyPending
            new.writeProtected = old.writeProtected
            return new
        }
        try check(DS3.TapeDensityDirective.self) { old in
            var new = DS3.TapeDensityDirective()
            new.density = old.density
            new.id = old.id
            new.partitionID = old.partitionID
            new.tapeType = old.tapeType
            return new
        }
        try check(DS3.TapeDrive.self) { old in
            var new = DS3.TapeDrive()
            new.cleaningRequired = old.cleaningRequired
            new.errorMessage = old.errorMessage
            new.forceTapeRemoval = old.forceTapeRemoval
            new.id = old.id
            new.lastCleaned = old.lastCleaned
            new.maxFailedTapes = old.maxFailedTapes
            new.mfgSerialNumber = old.mfgSerialNumber
            new.minimumTaskPriority = old.minimumTaskPriority
            new.partitionID = old.partitionID
            new.quiesced = old.quiesced
            new.reservedTaskType = old.reservedTaskType
            new.serialNumber = old.serialNumber
            new.state = old.state
            new.tapeID = old.tapeID
            new.type = old.type
            return new
        }
        try check(DS3.TapeFailure.self) { old in
            var new = DS3.TapeFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.tapeDriveID = old.tapeDriveID
            new.tapeID = old.tapeID
            new.type = old.type
            return new
        }
        try check(DS3.TapeLibrary.self) { old in
            var new = DS3.TapeLibrary()
            new.id = old.id
            new.managementURL = old.managementURL
            new.name = old.name
            new.serialNumber = old.serialNumber
            return new
        }
        try check(DS3.TapePartition.self) { old in
            var new = DS3.TapePartition()
            new.autoCompactionEnabled = old.autoCompactionEnabled
            new.autoQuiesceEnabled = old.autoQuiesceEnabled
            new.driveIdleTimeoutInMinutes = old.driveIdleTimeoutInMinutes
            new.driveType = old.driveType
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.importExportConfiguration = old.importExportConfiguration
            new.libraryID = old.libraryID
            new.minimumReadReservedDrives = old.minimumReadReservedDrives
            new.minimumWriteReservedDrives = old.minimumWriteReservedDrives
            new.name = old.name
            new.quiesced = old.quiesced
            new.serialNumber = old.serialNumber
            new.state = old.state
            return new
        }
        try check(DS3.TapePartitionFailure.self) { old in
            var new = DS3.TapePartitionFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.partitionID = old.partitionID
            new.type = old.type
            return new
        }
        try check(DS3.AzureTarget.self) { old in
            var new = DS3.AzureTarget()
            new.accountKey = old.accountKey
            new.accountName = old.accountName
            new.autoVerifyFrequencyInDays = old.autoVerifyFrequencyInDays
            new.cloudBucketPrefix = old.cloudBucketPrefix
            new.cloudBucketSuffix = old.cloudBucketSuffix
            new.defaultReadPreference = old.defaultReadPreference
            new.https = old.https
            new.id = old.id
            new.lastFullyVerified = old.lastFullyVerified
            new.name = old.name
            new.namingMode = old.namingMode
            new.permitGoingOutOfSync = old.permitGoingOutOfSync
            new.quiesced = old.quiesced
            new.state = old.state
            return new
        }
        try check(DS3.AzureTargetBucketName.self) { old in
            var new = DS3.AzureTargetBucketName()
            new.bucketID = old.bucketID
            new.id = old.id
            new.name = old.name
            new.targetID = old.targetID
            return new
        }
        try check(DS3.AzureTargetFailure.self) { old in
            var new = DS3.AzureTargetFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.AzureTargetReadPreference.self) { old in
            var new = DS3.AzureTargetReadPreference()
            new.bucketID = old.bucketID
            new.id = old.id
            new.readPreference = old.readPreference
            new.targetID = old.targetID
            return new
        }
        try check(DS3.Ds3Target.self) { old in
            var new = DS3.Ds3Target()
            new.accessControlReplication = old.accessControlReplication
            new.adminAuthID = old.adminAuthID
            new.adminSecretKey = old.adminSecretKey
            new.dataPathEndPoint = old.dataPathEndPoint
            new.dataPathHttps = old.dataPathHttps
            new.dataPathPort = old.dataPathPort
            new.dataPathProxy = old.dataPathProxy
            new.dataPathVerifyCertificate = old.dataPathVerifyCertificate
            new.defaultReadPreference = old.defaultReadPreference
            new.id = old.id
            new.name = old.name
            new.permitGoingOutOfSync = old.permitGoingOutOfSync
            new.quiesced = old.quiesced
            new.replicatedUserDefaultDataPolicy = old.replicatedUserDefaultDataPolicy
            new.state = old.state
            return new
        }
        try check(DS3.Ds3TargetFailure.self) { old in
            var new = DS3.Ds3TargetFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.Ds3TargetReadPreference.self) { old in
            var new = DS3.Ds3TargetReadPreference()
            new.bucketID = old.bucketID
            new.id = old.id
            new.readPreference = old.readPreference
            new.targetID = old.targetID
            return new
        }
        try check(DS3.S3Target.self) { old in
            var new = DS3.S3Target()
            new.accessKey = old.accessKey
            new.autoVerifyFrequencyInDays = old.autoVerifyFrequencyInDays
            new.cloudBucketPrefix = old.cloudBucketPrefix
            new.cloudBucketSuffix = old.cloudBucketSuffix
            new.dataPathEndPoint = old.dataPathEndPoint
            new.defaultReadPreference = old.defaultReadPreference
            new.https = old.https
            new.id = old.id
            new.lastFullyVerified = old.lastFullyVerified
            new.name = old.name
            new.namingMode = old.namingMode
            new.offlineDataStagingWindowInTb = old.offlineDataStagingWindowInTb
            new.permitGoingOutOfSync = old.permitGoingOutOfSync
            new.proxyDomain = old.proxyDomain
            new.proxyHost = old.proxyHost
            new.proxyPassword = old.proxyPassword
            new.proxyPort = old.proxyPort
            new.proxyUsername = old.proxyUsername
            new.quiesced = old.quiesced
            new.region = old.region
            new.restrictedAccess = old.restrictedAccess
            new.secretKey = old.secretKey
            new.stagedDataExpirationInDays = old.stagedDataExpirationInDays
            new.state = old.state
            return new
        }
        try check(DS3.S3TargetBucketName.self) { old in
            var new = DS3.S3TargetBucketName()
            new.bucketID = old.bucketID
            new.id = old.id
            new.name = old.name
            new.targetID = old.targetID
            return new
        }
        try check(DS3.S3TargetFailure.self) { old in
            var new = DS3.S3TargetFailure()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.S3TargetReadPreference.self) { old in
            var new = DS3.S3TargetReadPreference()
            new.bucketID = old.bucketID
            new.id = old.id
            new.readPreference = old.readPreference
            new.targetID = old.targetID
            return new
        }
        try check(DS3.SuspectBlobAzureTarget.self) { old in
            var new = DS3.SuspectBlobAzureTarget()
            new.blobID = old.blobID
            new.id = old.id
            new.targetID = old.targetID
            return new
        }
        try check(DS3.SuspectBlobDs3Target.self) { old in
            var new = DS3.SuspectBlobDs3Target()
            new.blobID = old.blobID
            new.id = old.id
            new.targetID = old.targetID
            return new
        }
        try check(DS3.SuspectBlobS3Target.self) { old in
            var new = DS3.SuspectBlobS3Target()
            new.blobID = old.blobID
            new.id = old.id
            new.targetID = old.targetID
            return new
        }
        try check(DS3.BulkObject.self) { old in
            var new = DS3.BulkObject()
            new.bucket = old.bucket
            new.id = old.id
            new.inCache = old.inCache
            new.latest = old.latest
            new.length = old.length
            new.name = old.name
            new.offset = old.offset
            new.physicalPlacement = old.physicalPlacement
            new.versionID = old.versionID
            return new
        }
        try check(DS3.BulkObjectList.self) { old in
            var new = DS3.BulkObjectList()
            new.objects = old.objects
            return new
        }
        try check(DS3.BuildInformation.self) { old in
            var new = DS3.BuildInformation()
            new.branch = old.branch
            new.revision = old.revision
            new.version = old.version
            return new
        }
        try check(DS3.AzureTargetFailureNotificationPayload.self) { old in
            var new = DS3.AzureTargetFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.BucketChangesNotificationPayload.self) { old in
            var new = DS3.BucketChangesNotificationPayload()
            new.changes = old.changes
            new.lastProcessedEvent = old.lastProcessedEvent
            new.notificationGenerationDate = old.notificationGenerationDate
            return new
        }
        try check(DS3.Ds3TargetFailureNotificationPayload.self) { old in
            var new = DS3.Ds3TargetFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.GenericDaoNotificationPayload.self) { old in
            var new = DS3.GenericDaoNotificationPayload()
            new.daoType = old.daoType
            new.ids = old.ids
            new.notificationGenerationDate = old.notificationGenerationDate
            new.sqlOperation = old.sqlOperation
            return new
        }
        try check(DS3.JobCompletedNotificationPayload.self) { old in
            var new = DS3.JobCompletedNotificationPayload()
            new.cancelOccurred = old.cancelOccurred
            new.jobID = old.jobID
            new.notificationGenerationDate = old.notificationGenerationDate
            new.objectsNotPersisteds = old.objectsNotPersisteds
            return new
        }
        try check(DS3.JobCreatedNotificationPayload.self) { old in
            var new = DS3.JobCreatedNotificationPayload()
            new.jobID = old.jobID
            new.notificationGenerationDate = old.notificationGenerationDate
            return new
        }
        try check(DS3.JobCreationFailedNotificationPayload.self) { old in
            var new = DS3.JobCreationFailedNotificationPayload()
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.tapesMustBeOnlined = old.tapesMustBeOnlined
            new.userName = old.userName
            return new
        }
        try check(DS3.PoolFailureNotificationPayload.self) { old in
            var new = DS3.PoolFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.poolID = old.poolID
            new.type = old.type
            return new
        }
        try check(DS3.S3ObjectsCachedNotificationPayload.self) { old in
            var new = DS3.S3ObjectsCachedNotificationPayload()
            new.jobID = old.jobID
            new.notificationGenerationDate = old.notificationGenerationDate
            new.objects = old.objects
            return new
        }
        try check(DS3.S3ObjectsLostNotificationPayload.self) { old in
            var new = DS3.S3ObjectsLostNotificationPayload()
            new.notificationGenerationDate = old.notificationGenerationDate
            new.objects = old.objects
            return new
        }
        try check(DS3.S3ObjectsPersistedNotificationPayload.self) { old in
            var new = DS3.S3ObjectsPersistedNotificationPayload()
            new.jobID = old.jobID
            new.notificationGenerationDate = old.notificationGenerationDate
            new.objects = old.objects
            return new
        }
        try check(DS3.S3TargetFailureNotificationPayload.self) { old in
            var new = DS3.S3TargetFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.targetID = old.targetID
            new.type = old.type
            return new
        }
        try check(DS3.SetOfTapeBarCodes.self) { old in
            var new = DS3.SetOfTapeBarCodes()
            new.tapeBarCodes = old.tapeBarCodes
            return new
        }
        try check(DS3.StorageDomainFailureNotificationPayload.self) { old in
            var new = DS3.StorageDomainFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.storageDomainID = old.storageDomainID
            new.type = old.type
            return new
        }
        try check(DS3.SystemFailureNotificationPayload.self) { old in
            var new = DS3.SystemFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.type = old.type
            return new
        }
        try check(DS3.TapeFailureNotificationPayload.self) { old in
            var new = DS3.TapeFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.tapeDriveID = old.tapeDriveID
            new.tapeID = old.tapeID
            new.type = old.type
            return new
        }
        try check(DS3.TapePartitionFailureNotificationPayload.self) { old in
            var new = DS3.TapePartitionFailureNotificationPayload()
            new.date = old.date
            new.errorMessage = old.errorMessage
            new.notificationGenerationDate = old.notificationGenerationDate
            new.partitionID = old.partitionID
            new.type = old.type
            return new
        }
        try check(DS3.TapesMustBeOnlined.self) { old in
            var new = DS3.TapesMustBeOnlined()
            new.tapesToOnlines = old.tapesToOnlines
            return new
        }
        try check(DS3.BlobStoreTaskInformation.self) { old in
            var new = DS3.BlobStoreTaskInformation()
            new.dateScheduled = old.dateScheduled
            new.dateStarted = old.dateStarted
            new.description = old.description
            new.driveID = old.driveID
            new.id = old.id
            new.name = old.name
            new.poolID = old.poolID
            new.priority = old.priority
            new.state = old.state
            new.tapeID = old.tapeID
            new.targetID = old.targetID
            new.targetType = old.targetType
            return new
        }
        try check(DS3.BlobStoreTasksInformation.self) { old in
            var new = DS3.BlobStoreTasksInformation()
            new.tasks = old.tasks
            return new
        }
        try check(DS3.CacheEntryInformation.self) { old in
            var new = DS3.CacheEntryInformation()
            new.blob = old.blob
            new.state = old.state
            return new
        }
        try check(DS3.CacheFilesystemInformation.self) { old in
            var new = DS3.CacheFilesystemInformation()
            new.availableCapacityInBytes = old.availableCapacityInBytes
            new.cacheFilesystem = old.cacheFilesystem
            new.entries = old.entries
            new.jobLockedCacheInBytes = old.jobLockedCacheInBytes
            new.summary = old.summary
            new.totalCapacityInBytes = old.totalCapacityInBytes
            new.unavailableCapacityInBytes = old.unavailableCapacityInBytes
            new.usedCapacityInBytes = old.usedCapacityInBytes
            return new
        }
        try check(DS3.CacheInformation.self) { old in
            var new = DS3.CacheInformation()
            new.filesystems = old.filesystems
            return new
        }
        try check(DS3.BucketDetails.self) { old in
            var new = DS3.BucketDetails()
            new.creationDate = old.creationDate
            new.name = old.name
            return new
        }
        try check(DS3.ListBucketResult.self) { old in
            var new = DS3.ListBucketResult()
            new.commonPrefixes = old.commonPrefixes
            new.creationDate = old.creationDate
            new.delimiter = old.delimiter
            new.marker = old.marker
            new.maxKeys = old.maxKeys
            new.name = old.name
            new.nextMarker = old.nextMarker
            new.contents = old.contents
            new.prefix = old.prefix
            new.isTruncated = old.isTruncated
            new.versions = old.versions
            return new
        }
        try check(DS3.ListAllMyBucketsResult.self) { old in
            var new = DS3.ListAllMyBucketsResult()
            new.buckets = old.buckets
            new.owner = old.owner
            return new
        }
        try check(DS3.CompleteMultipartUploadResult.self) { old in
            var new = DS3.CompleteMultipartUploadResult()
            new.bucket = old.bucket
            new.eTag = old.eTag
            new.key = old.key
            new.location = old.location
            return new
        }
        try check(DS3.DeleteObjectError.self) { old in
            var new = DS3.DeleteObjectError()
            new.code = old.code
            new.key = old.key
            new.message = old.message
            new.versionID = old.versionID
            return new
        }
        try check(DS3.DeleteResult.self) { old in
            var new = DS3.DeleteResult()
            new.deleted = old.deleted
            new.errors = old.errors
            return new
        }
        try check(DS3.DetailedTapePartition.self) { old in
            var new = DS3.DetailedTapePartition()
            new.autoCompactionEnabled = old.autoCompactionEnabled
            new.autoQuiesceEnabled = old.autoQuiesceEnabled
            new.availableStorageCapacity = old.availableStorageCapacity
            new.driveIdleTimeoutInMinutes = old.driveIdleTimeoutInMinutes
            new.driveType = old.driveType
            new.driveTypes = old.driveTypes
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.importExportConfiguration = old.importExportConfiguration
            new.libraryID = old.libraryID
            new.minimumReadReservedDrives = old.minimumReadReservedDrives
            new.minimumWriteReservedDrives = old.minimumWriteReservedDrives
            new.name = old.name
            new.quiesced = old.quiesced
            new.serialNumber = old.serialNumber
            new.state = old.state
            new.tapeCount = old.tapeCount
            new.tapeStateSummaries = old.tapeStateSummaries
            new.tapeTypeSummaries = old.tapeTypeSummaries
            new.tapeTypes = old.tapeTypes
            new.totalStorageCapacity = old.totalStorageCapacity
            new.usedStorageCapacity = old.usedStorageCapacity
            return new
        }
        try check(DS3.ErrorDocument.self) { old in
            var new = DS3.ErrorDocument()
            new.code = old.code
            new.httpErrorCode = old.httpErrorCode
            new.message = old.message
            new.resource = old.resource
            new.resourceID = old.resourceID
            return new
        }
        try check(DS3.InitiateMultipartUploadResult.self) { old in
            var new = DS3.InitiateMultipartUploadResult()
            new.bucket = old.bucket
            new.key = old.key
            new.uploadID = old.uploadID
            return new
        }
        try check(DS3.Job.self) { old in
            var new = DS3.Job()
            new.aggregating = old.aggregating
            new.bucketName = old.bucketName
            new.cachedSizeInBytes = old.cachedSizeInBytes
            new.chunkClientProcessingOrderGuarantee = old.chunkClientProcessingOrderGuarantee
            new.completedSizeInBytes = old.completedSizeInBytes
            new.entirelyInCache = old.entirelyInCache
            new.jobID = old.jobID
            new.naked = old.naked
            new.name = old.name
            new.nodes = old.nodes
            new.originalSizeInBytes = old.originalSizeInBytes
            new.priority = old.priority
            new.requestType = old.requestType
            new.startDate = old.startDate
            new.status = old.status
            new.userID = old.userID
            new.userName = old.userName
            return new
        }
        try check(DS3.Objects.self) { old in
            var new = DS3.Objects()
            new.chunkID = old.chunkID
            new.chunkNumber = old.chunkNumber
            new.nodeID = old.nodeID
            new.objects = old.objects
            return new
        }
        try check(DS3.MasterObjectList.self) { old in
            var new = DS3.MasterObjectList()
            new.aggregating = old.aggregating
            new.bucketName = old.bucketName
            new.cachedSizeInBytes = old.cachedSizeInBytes
            new.chunkClientProcessingOrderGuarantee = old.chunkClientProcessingOrderGuarantee
            new.completedSizeInBytes = old.completedSizeInBytes
            new.entirelyInCache = old.entirelyInCache
            new.jobID = old.jobID
            new.naked = old.naked
            new.name = old.name
            new.nodes = old.nodes
            new.objects = old.objects
            new.originalSizeInBytes = old.originalSizeInBytes
            new.priority = old.priority
            new.requestType = old.requestType
            new.startDate = old.startDate
            new.status = old.status
            new.userID = old.userID
            new.userName = old.userName
            return new
        }
        try check(DS3.JobList.self) { old in
            var new = DS3.JobList()
            new.jobs = old.jobs
            return new
        }
        try check(DS3.ListPartsResult.self) { old in
            var new = DS3.ListPartsResult()
            new.bucket = old.bucket
            new.key = old.key
            new.maxParts = old.maxParts
            new.nextPartNumberMarker = old.nextPartNumberMarker
            new.owner = old.owner
            new.partNumberMarker = old.partNumberMarker
            new.parts = old.parts
            new.isTruncated = old.isTruncated
            new.uploadID = old.uploadID
            return new
        }
        try check(DS3.ListMultipartUploadsResult.self) { old in
            var new = DS3.ListMultipartUploadsResult()
            new.bucket = old.bucket
            new.commonPrefixes = old.commonPrefixes
            new.delimiter = old.delimiter
            new.keyMarker = old.keyMarker
            new.maxUploads = old.maxUploads
            new.nextKeyMarker = old.nextKeyMarker
            new.nextUploadIdMarker = old.nextUploadIdMarker
            new.prefix = old.prefix
            new.isTruncated = old.isTruncated
            new.uploadIdMarker = old.uploadIdMarker
            new.uploads = old.uploads
            return new
        }
        try check(DS3.MultiPartUpload.self) { old in
            var new = DS3.MultiPartUpload()
            new.initiated = old.initiated
            new.key = old.key
            new.owner = old.owner
            new.uploadID = old.uploadID
            return new
        }
        try check(DS3.MultiPartUploadPart.self) { old in
            var new = DS3.MultiPartUploadPart()
            new.eTag = old.eTag
            new.lastModified = old.lastModified
            new.partNumber = old.partNumber
            return new
        }
        try check(DS3.JobNode.self) { old in
            var new = DS3.JobNode()
            new.endPoint = old.endPoint
            new.httpPort = old.httpPort
            new.httpsPort = old.httpsPort
            new.id = old.id
            return new
        }
        try check(DS3.Contents.self) { old in
            var new = DS3.Contents()
            new.eTag = old.eTag
            new.isLatest = old.isLatest
            new.key = old.key
            new.lastModified = old.lastModified
            new.owner = old.owner
            new.size = old.size
            new.storageClass = old.storageClass
            new.versionID = old.versionID
            return new
        }
        try check(DS3.DeletedObject.self) { old in
            var new = DS3.DeletedObject()
            new.key = old.key
            new.versionID = old.versionID
            return new
        }
        try check(DS3.TapeStateSummaryApiBean.self) { old in
            var new = DS3.TapeStateSummaryApiBean()
            new.count = old.count
            new.fullOfData = old.fullOfData
            new.tapeState = old.tapeState
            new.typeCounts = old.typeCounts
            return new
        }
        try check(DS3.TapeTypeSummaryApiBean.self) { old in
            var new = DS3.TapeTypeSummaryApiBean()
            new.availableStorageCapacity = old.availableStorageCapacity
            new.count = old.count
            new.totalStorageCapacity = old.totalStorageCapacity
            new.type = old.type
            new.usedStorageCapacity = old.usedStorageCapacity
            return new
        }
        try check(DS3.TypeTypeCountApiBean.self) { old in
            var new = DS3.TypeTypeCountApiBean()
            new.count = old.count
            new.fullOfData = old.fullOfData
            new.type = old.type
            return new
        }
        try check(DS3.Owner.self) { old in
            var new = DS3.Owner()
            new.displayName = old.displayName
            new.id = old.id
            return new
        }
        try check(DS3.DetailedS3Object.self) { old in
            var new = DS3.DetailedS3Object()
            new.blobs = old.blobs
            new.blobsBeingPersisted = old.blobsBeingPersisted
            new.blobsDegraded = old.blobsDegraded
            new.blobsInCache = old.blobsInCache
            new.blobsTotal = old.blobsTotal
            new.bucketID = old.bucketID
            new.creationDate = old.creationDate
            new.eTag = old.eTag
            new.id = old.id
            new.latest = old.latest
            new.name = old.name
            new.owner = old.owner
            new.size = old.size
            new.type = old.type
            return new
        }
        try check(DS3.SystemInformationApiBean.self) { old in
            var new = DS3.SystemInformationApiBean()
            new.apiVersion = old.apiVersion
            new.backendActivated = old.backendActivated
            new.buildInformation = old.buildInformation
            new.instanceID = old.instanceID
            new.now = old.now
            new.serialNumber = old.serialNumber
            return new
        }
        try check(DS3.HealthVerificationResult.self) { old in
            var new = DS3.HealthVerificationResult()
            new.databaseFilesystemFreeSpace = old.databaseFilesystemFreeSpace
            new.msRequiredToVerifyDataPlannerHealth = old.msRequiredToVerifyDataPlannerHealth
            return new
        }
        try check(DS3.NamedDetailedTapePartition.self) { old in
            var new = DS3.NamedDetailedTapePartition()
            new.autoCompactionEnabled = old.autoCompactionEnabled
            new.autoQuiesceEnabled = old.autoQuiesceEnabled
            new.availableStorageCapacity = old.availableStorageCapacity
            new.driveIdleTimeoutInMinutes = old.driveIdleTimeoutInMinutes
            new.driveType = old.driveType
            new.driveTypes = old.driveTypes
            new.errorMessage = old.errorMessage
            new.id = old.id
            new.importExportConfiguration = old.importExportConfiguration
            new.libraryID = old.libraryID
            new.minimumReadReservedDrives = old.minimumReadReservedDrives
            new.minimumWriteReservedDrives = old.minimumWriteReservedDrives
            new.name = old.name
            new.quiesced = old.quiesced
            new.serialNumber = old.serialNumber
            new.state = old.state
            new.tapeCount = old.tapeCount
            new.tapeStateSummaries = old.tapeStateSummaries
            new.tapeTypeSummaries = old.tapeTypeSummaries
            new.tapeTypes = old.tapeTypes
            new.totalStorageCapacity = old.totalStorageCapacity
            new.usedStorageCapacity = old.usedStorageCapacity
            return new
        }
        try check(DS3.TapeFailureApiBean.self) { old in
            var new = DS3.TapeFailureApiBean()
            new.cause = old.cause
            new.tape = old.tape
            return new
        }
        try check(DS3.TapeFailuresApiBean.self) { old in
            var new = DS3.TapeFailuresApiBean()
            new.failures = old.failures
            return new
        }
        try check(DS3.CreateHeapDumpParams.self) { old in
            var new = DS3.CreateHeapDumpParams()
            new.application = old.application
            new.path = old.path
            return new
        }
        try check(DS3.DatabaseContents.self) { old in
            var new = DS3.DatabaseContents()
            new.types = old.types
            return new
        }
        try check(DS3.TypeT.self) { old in
            var new = DS3.TypeT()
            new.beansRetrieverName = old.beansRetrieverName
            new.domainName = old.domainName
            new.numberOfType = old.numberOfType
            return new
        }
        try check(DS3.ElapsedTime.self) { old in
            var new = DS3.ElapsedTime()
            new.elapsedHours = old.elapsedHours
            new.elapsedMillis = old.elapsedMillis
            new.elapsedMinutes = old.elapsedMinutes
            new.elapsedNanos = old.elapsedNanos
            new.elapsedSeconds = old.elapsedSeconds
            return new
        }
        try check(DS3.SequencedEvent.self) { old in
            var new = DS3.SequencedEvent()
            new.id = old.id
            new.sequenceNumber = old.sequenceNumber
            return new
        }
    }
}
