// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

extension DS3 {
    /// Tables/DS3, without its comments.
    enum Tables {
        static let requests = #"""
            group S3Core: S3 core
            GetService GET /
                -> 200 ListAllMyBucketsResult
            DeleteBucket DELETE /{bucket}
                -> 204 ! 403 404 409
            GetBucket GET /{bucket}
                delimiter:S? marker:S? max_keys:I? prefix:S? versions:flag?
                -> 200 ListBucketResult
            ListMultiPartUploads GET /{bucket}
                uploads:flag delimiter:S? key_marker:S? max_uploads:I? prefix:S? upload_id_marker:S?
                -> 200 ListMultipartUploadsResult
            HeadBucket HEAD /{bucket}
                -> 200 ! 403 404
            DeleteObjects POST /{bucket}
                delete:flag body=keys
                -> 200 DeleteResult
            PutBucket PUT /{bucket}
                -> 200 ! 400 403 409
            AbortMultiPartUpload DELETE /{bucket}/{object}
                upload_id:U
                -> 204
            DeleteObject DELETE /{bucket}/{object}
                version_id:U?
                -> 204 ! 404
            GetObject GET /{bucket}/{object}
                cached_only:flag? job:U? offset:L? version_id:U?
                -> 200 | 206 ! 307 400 404
            ListMultiPartUploadParts GET /{bucket}/{object}
                upload_id:U max_parts:I? part_number_marker:I?
                -> 200 ListPartsResult
            HeadObject HEAD /{bucket}/{object}
                version_id:U?
                -> 200 ! 404
            CompleteBlob POST /{bucket}/{object}
                blob:U job:U size:L?
                -> 200 ! 400 403 404
            CompleteMultiPartUpload POST /{bucket}/{object}
                upload_id:U body=parts
                -> 200 CompleteMultipartUploadResult ! 400 404
            InitiateMultiPartUpload POST /{bucket}/{object}
                uploads:flag
                -> 200 InitiateMultipartUploadResult ! 404
            PutMultiPartUploadPart PUT /{bucket}/{object}
                part_number:I upload_id:U body=data
                -> 200 ! 403 404
            PutObject PUT /{bucket}/{object}
                job:U? offset:L? body=data
                -> 200 ! 400 403 409 410 411 503
            group Buckets: Buckets
            GetBucketsSpectraS3 GET /_rest_/bucket
                data_policy_id:U? name:S? user_id:U? paging
                -> 200 [Bucket] ! 403
            PutBucketSpectraS3 POST /_rest_/bucket
                name:S data_policy_id:U? id:U? protected:B? user_id:U?
                -> 201 Bucket ! 400 403 409
            DeleteBucketSpectraS3 DELETE /_rest_/bucket/{id}
                force:flag?
                -> 204 ! 403 404 409
            GetBucketSpectraS3 GET /_rest_/bucket/{id}
                -> 200 Bucket ! 403
            ModifyBucketSpectraS3 PUT /_rest_/bucket/{id}
                data_policy_id:U? protected:B? user_id:U?
                -> 200 Bucket ! 403 404
            group Objects: Objects, folders, placement
            GetBlobPersistenceSpectraS3 GET /_rest_/blob_persistence
                body=text
                -> 200 String ! 400
            VerifyPhysicalPlacementForObjectsSpectraS3 GET /_rest_/bucket/{id}
                operation=verify_physical_placement storage_domain:S? body=objects
                -> 200 PhysicalPlacement ! 400 404
            VerifyPhysicalPlacementForObjectsWithFullDetailsSpectraS3 GET /_rest_/bucket/{id}
                full_details:flag operation=verify_physical_placement storage_domain:S? body=objects
                -> 200 BulkObjectList ! 404
            GetPhysicalPlacementForObjectsSpectraS3 PUT /_rest_/bucket/{id}
                operation=get_physical_placement storage_domain:S? body=objects
                -> 200 PhysicalPlacement ! 400
            GetPhysicalPlacementForObjectsWithFullDetailsSpectraS3 PUT /_rest_/bucket/{id}
                full_details:flag operation=get_physical_placement storage_domain:S? body=objects
                -> 200 BulkObjectList ! 400
            DeleteFolderRecursivelySpectraS3 DELETE /_rest_/folder/{id}
                bucket_id:S recursive:flag
                -> 204 ! 404
            GetObjectsDetailsSpectraS3 GET /_rest_/object
                bucket_id:U? end_date:L? latest:B? name:S? start_date:L? type:S3ObjectType? paging
                -> 200 [S3Object] ! 400 403
            GetObjectsWithFullDetailsSpectraS3 GET /_rest_/object
                full_details:flag bucket_id:U? end_date:L? include_physical_placement:flag? latest:B?
                name:S? start_date:L? type:S3ObjectType? paging
                -> 200 [DetailedS3Object]
            UndeleteObjectSpectraS3 PUT /_rest_/object
                bucket_id:U name:S version_id:U?
                -> 200 S3Object ! 404
            GetObjectDetailsSpectraS3 GET /_rest_/object/{id}
                bucket_id:U
                -> 200 S3Object ! 403
            group Jobs: Jobs and chunks
            CancelAllActiveJobsSpectraS3 DELETE /_rest_/active_job
                force:flag bucket_id:U? request_type:JobRequestType?
                -> 204
            TruncateAllActiveJobsSpectraS3 DELETE /_rest_/active_job
                bucket_id:U? request_type:JobRequestType?
                -> 204
            GetActiveJobsSpectraS3 GET /_rest_/active_job
                aggregating:B? bucket_id:U?
                chunk_client_processing_order_guarantee:JobChunkClientProcessingOrderGuarantee? name:S?
                priority:BlobStoreTaskPriority? rechunked:D? request_type:JobRequestType? truncated:B?
                user_id:U? paging
                -> 200 [ActiveJob]
            CancelActiveJobSpectraS3 DELETE /_rest_/active_job/{id}
                force:flag
                -> 204
            TruncateActiveJobSpectraS3 DELETE /_rest_/active_job/{id}
                -> 204
            GetActiveJobSpectraS3 GET /_rest_/active_job/{id}
                -> 200 ActiveJob ! 403 404
            ModifyActiveJobSpectraS3 PUT /_rest_/active_job/{id}
                created_at:D? dead_job_cleanup_allowed:B? name:S? priority:BlobStoreTaskPriority?
                protected:B?
                -> 200 MasterObjectList
            GetBulkJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=start_bulk_get aggregating:B?
                chunk_client_processing_order_guarantee:JobChunkClientProcessingOrderGuarantee?
                dead_job_cleanup_allowed:B? implicit_job_id_resolution:B? name:S?
                priority:BlobStoreTaskPriority? protected:B? body=objects
                -> 200 MasterObjectList ! 400 403 404 500
            PutBulkJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=start_bulk_put aggregating:B? dead_job_cleanup_allowed:B? force:flag?
                ignore_naming_conflicts:flag? implicit_job_id_resolution:B? max_upload_size:L?
                minimize_spanning_across_media:B? name:S? pre_allocate_job_space:flag?
                priority:BlobStoreTaskPriority? protected:B? verify_after_write:B? body=objects
                -> 200 MasterObjectList ! 400 403
            ReplicatePutJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=start_bulk_put replicate:flag priority:BlobStoreTaskPriority? body=text
                -> 200 MasterObjectList | 204 ! 403
            StageObjectsJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=start_bulk_stage name:S? priority:BlobStoreTaskPriority? body=objects
                -> 200 MasterObjectList ! 400
            VerifyBulkJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=start_bulk_verify aggregating:B? name:S? priority:BlobStoreTaskPriority?
                body=objects
                -> 200 MasterObjectList ! 400 403 404
            VerifySafeToCreatePutJobSpectraS3 PUT /_rest_/bucket/{id}
                operation=verify_safe_to_start_bulk_put
                -> 200 ! 400 402
            ClearAllCanceledJobsSpectraS3 DELETE /_rest_/canceled_job
                -> 204
            GetCanceledJobsSpectraS3 GET /_rest_/canceled_job
                bucket_id:U? canceled_due_to_timeout:B?
                chunk_client_processing_order_guarantee:JobChunkClientProcessingOrderGuarantee? name:S?
                priority:BlobStoreTaskPriority? rechunked:D? request_type:JobRequestType? truncated:B?
                user_id:U? paging
                -> 200 [CanceledJob]
            GetCanceledJobSpectraS3 GET /_rest_/canceled_job/{id}
                -> 200 CanceledJob ! 403 404
            ClearAllCompletedJobsSpectraS3 DELETE /_rest_/completed_job
                -> 204
            GetCompletedJobsSpectraS3 GET /_rest_/completed_job
                bucket_id:U?
                chunk_client_processing_order_guarantee:JobChunkClientProcessingOrderGuarantee? name:S?
                priority:BlobStoreTaskPriority? rechunked:D? request_type:JobRequestType? truncated:B?
                user_id:U? paging
                -> 200 [CompletedJob]
            GetCompletedJobSpectraS3 GET /_rest_/completed_job/{id}
                -> 200 CompletedJob ! 403 404
            CancelAllJobsSpectraS3 DELETE /_rest_/job
                force:flag bucket_id:U? request_type:JobRequestType?
                -> 204
            TruncateAllJobsSpectraS3 DELETE /_rest_/job
                bucket_id:U? request_type:JobRequestType?
                -> 204 ! 411
            GetJobsSpectraS3 GET /_rest_/job
                bucket_id:U? full_details:flag?
                -> 200 JobList
            CancelJobSpectraS3 DELETE /_rest_/job/{id}
                force:flag
                -> 204
            TruncateJobSpectraS3 DELETE /_rest_/job/{id}
                -> 204 ! 403 409
            GetJobSpectraS3 GET /_rest_/job/{id}
                -> 200 MasterObjectList
            GetJobToReplicateSpectraS3 GET /_rest_/job/{id}
                replicate:flag
                -> 200 String
            CloseAggregatingJobSpectraS3 PUT /_rest_/job/{id}
                close_aggregating_job:flag
                -> 200 MasterObjectList
            ModifyJobSpectraS3 PUT /_rest_/job/{id}
                created_at:D? dead_job_cleanup_allowed:B? name:S? priority:BlobStoreTaskPriority?
                protected:B?
                -> 200 MasterObjectList ! 400 403
            GetJobChunksReadyForClientProcessingSpectraS3 GET /_rest_/job_chunk
                job:U job_chunk:U? preferred_number_of_chunks:I?
                -> 200 MasterObjectList ! 403 404 409 410
            GetJobChunkSpectraS3 GET /_rest_/job_chunk/{id}
                -> 200 Objects ! 403
            AllocateJobChunkSpectraS3 PUT /_rest_/job_chunk/{id}
                operation=allocate
                -> 200 Objects ! 400 404
            GetJobChunkDaoSpectraS3 GET /_rest_/job_chunk_dao/{id}
                -> 200 JobChunk ! 403
            GetJobCreationFailuresSpectraS3 GET /_rest_/job_creation_failed
                date:D? error_message:S? user_name:S? paging
                -> 200 [JobCreationFailed]
            DeleteJobCreationFailureSpectraS3 DELETE /_rest_/job_creation_failed/{id}
                -> 204
            group Users: Users
            GetUsersSpectraS3 GET /_rest_/user
                auth_id:S? default_data_policy_id:U? name:S? paging
                -> 200 [SpectraUser] ! 400 404
            DelegateCreateUserSpectraS3 POST /_rest_/user
                name:S default_data_policy_id:U? id:U? max_buckets:I? secret_key:S?
                -> 201 SpectraUser ! 409 500
            DelegateDeleteUserSpectraS3 DELETE /_rest_/user/{id}
                -> 204 ! 500
            GetUserSpectraS3 GET /_rest_/user/{id}
                -> 200 SpectraUser ! 403 404
            ModifyUserSpectraS3 PUT /_rest_/user/{id}
                default_data_policy_id:U? max_buckets:I? name:S? secret_key:S?
                -> 200 SpectraUser ! 400
            RegenerateUserSecretKeySpectraS3 PUT /_rest_/user/{id}
                operation=regenerate_secret_key
                -> 200 SpectraUser ! 403
            group Groups: Groups
            GetGroupsSpectraS3 GET /_rest_/group
                built_in:B? name:S? paging
                -> 200 [Group]
            PutGroupSpectraS3 POST /_rest_/group
                name:S
                -> 201 Group
            DeleteGroupSpectraS3 DELETE /_rest_/group/{id}
                -> 204 ! 403
            GetGroupSpectraS3 GET /_rest_/group/{id}
                -> 200 Group
            ModifyGroupSpectraS3 PUT /_rest_/group/{id}
                name:S?
                -> 200 Group ! 400 403
            VerifyUserIsMemberOfGroupSpectraS3 PUT /_rest_/group/{id}
                operation=verify user_id:U?
                -> 200 Group | 204 ! 403
            GetGroupMembersSpectraS3 GET /_rest_/group_member
                group_id:U? member_group_id:U? member_user_id:U? paging
                -> 200 [GroupMember]
            PutGroupGroupMemberSpectraS3 POST /_rest_/group_member
                group_id:U member_group_id:U
                -> 201 GroupMember ! 403 409
            PutUserGroupMemberSpectraS3 POST /_rest_/group_member
                group_id:U member_user_id:U
                -> 201 GroupMember ! 403
            DeleteGroupMemberSpectraS3 DELETE /_rest_/group_member/{id}
                -> 204 ! 403
            GetGroupMemberSpectraS3 GET /_rest_/group_member/{id}
                -> 200 GroupMember
            group AccessControl: Access control lists
            GetBucketAclsSpectraS3 GET /_rest_/bucket_acl
                bucket_id:U? group_id:U? permission:BucketAclPermission? user_id:U? paging
                -> 200 [BucketAcl] ! 403
            PutBucketAclForGroupSpectraS3 POST /_rest_/bucket_acl
                bucket_id:U group_id:U permission:BucketAclPermission
                -> 201 BucketAcl ! 403
            PutBucketAclForUserSpectraS3 POST /_rest_/bucket_acl
                bucket_id:U permission:BucketAclPermission user_id:U
                -> 201 BucketAcl ! 403
            PutGlobalBucketAclForGroupSpectraS3 POST /_rest_/bucket_acl
                group_id:U permission:BucketAclPermission
                -> 201 BucketAcl
            PutGlobalBucketAclForUserSpectraS3 POST /_rest_/bucket_acl
                permission:BucketAclPermission user_id:U
                -> 201 BucketAcl
            DeleteBucketAclSpectraS3 DELETE /_rest_/bucket_acl/{id}
                -> 204 ! 403
            GetBucketAclSpectraS3 GET /_rest_/bucket_acl/{id}
                -> 200 BucketAcl ! 403
            GetDataPolicyAclsSpectraS3 GET /_rest_/data_policy_acl
                data_policy_id:U? group_id:U? user_id:U? paging
                -> 200 [DataPolicyAcl]
            PutDataPolicyAclForGroupSpectraS3 POST /_rest_/data_policy_acl
                data_policy_id:U group_id:U
                -> 201 DataPolicyAcl
            PutDataPolicyAclForUserSpectraS3 POST /_rest_/data_policy_acl
                data_policy_id:U user_id:U
                -> 201 DataPolicyAcl
            PutGlobalDataPolicyAclForGroupSpectraS3 POST /_rest_/data_policy_acl
                group_id:U
                -> 201 DataPolicyAcl
            PutGlobalDataPolicyAclForUserSpectraS3 POST /_rest_/data_policy_acl
                user_id:U
                -> 201 DataPolicyAcl
            DeleteDataPolicyAclSpectraS3 DELETE /_rest_/data_policy_acl/{id}
                -> 204
            GetDataPolicyAclSpectraS3 GET /_rest_/data_policy_acl/{id}
                -> 200 DataPolicyAcl
            group DataPolicies: Data policies and rules
            GetAzureDataReplicationRulesSpectraS3 GET /_rest_/azure_data_replication_rule
                data_policy_id:U? replicate_deletes:B? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [AzureDataReplicationRule]
            PutAzureDataReplicationRuleSpectraS3 POST /_rest_/azure_data_replication_rule
                data_policy_id:U target_id:U type:DataReplicationRuleType max_blob_part_size_in_bytes:L?
                replicate_deletes:B?
                -> 201 AzureDataReplicationRule
            DeleteAzureDataReplicationRuleSpectraS3 DELETE /_rest_/azure_data_replication_rule/{id}
                -> 204
            GetAzureDataReplicationRuleSpectraS3 GET /_rest_/azure_data_replication_rule/{id}
                -> 200 AzureDataReplicationRule
            ModifyAzureDataReplicationRuleSpectraS3 PUT /_rest_/azure_data_replication_rule/{id}
                max_blob_part_size_in_bytes:L? replicate_deletes:B? type:DataReplicationRuleType?
                -> 200 AzureDataReplicationRule
            GetDataPersistenceRulesSpectraS3 GET /_rest_/data_persistence_rule
                data_policy_id:U? isolation_level:DataIsolationLevel? state:DataPlacementRuleState?
                storage_domain_id:U? type:DataPersistenceRuleType? paging
                -> 200 [DataPersistenceRule]
            PutDataPersistenceRuleSpectraS3 POST /_rest_/data_persistence_rule
                data_policy_id:U isolation_level:DataIsolationLevel storage_domain_id:U
                type:DataPersistenceRuleType minimum_days_to_retain:I?
                -> 201 DataPersistenceRule ! 409
            DeleteDataPersistenceRuleSpectraS3 DELETE /_rest_/data_persistence_rule/{id}
                -> 204
            GetDataPersistenceRuleSpectraS3 GET /_rest_/data_persistence_rule/{id}
                -> 200 DataPersistenceRule
            ModifyDataPersistenceRuleSpectraS3 PUT /_rest_/data_persistence_rule/{id}
                isolation_level:DataIsolationLevel? minimum_days_to_retain:I?
                type:DataPersistenceRuleType?
                -> 200 DataPersistenceRule ! 409
            GetDataPoliciesSpectraS3 GET /_rest_/data_policy
                always_force_put_job_creation:B? always_minimize_spanning_across_media:B?
                checksum_type:ChecksumType? end_to_end_crc_required:B? name:S? paging
                -> 200 [DataPolicy]
            PutDataPolicySpectraS3 POST /_rest_/data_policy
                name:S always_force_put_job_creation:B? always_minimize_spanning_across_media:B?
                blobbing_enabled:B? checksum_type:ChecksumType? default_blob_size:L?
                default_get_job_priority:BlobStoreTaskPriority?
                default_put_job_priority:BlobStoreTaskPriority? default_verify_after_write:B?
                default_verify_job_priority:BlobStoreTaskPriority? end_to_end_crc_required:B?
                max_versions_to_keep:I? rebuild_priority:BlobStoreTaskPriority?
                versioning:VersioningLevel?
                -> 201 DataPolicy ! 400
            DeleteDataPolicySpectraS3 DELETE /_rest_/data_policy/{id}
                -> 204
            GetDataPolicySpectraS3 GET /_rest_/data_policy/{id}
                -> 200 DataPolicy
            ModifyDataPolicySpectraS3 PUT /_rest_/data_policy/{id}
                always_force_put_job_creation:B? always_minimize_spanning_across_media:B?
                blobbing_enabled:B? checksum_type:ChecksumType? default_blob_size:L?
                default_get_job_priority:BlobStoreTaskPriority?
                default_put_job_priority:BlobStoreTaskPriority? default_verify_after_write:B?
                default_verify_job_priority:BlobStoreTaskPriority? end_to_end_crc_required:B?
                max_versions_to_keep:I? name:S? rebuild_priority:BlobStoreTaskPriority?
                versioning:VersioningLevel?
                -> 200 DataPolicy ! 500
            GetDs3DataReplicationRulesSpectraS3 GET /_rest_/ds3_data_replication_rule
                data_policy_id:U? replicate_deletes:B? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [Ds3DataReplicationRule]
            PutDs3DataReplicationRuleSpectraS3 POST /_rest_/ds3_data_replication_rule
                data_policy_id:U target_id:U type:DataReplicationRuleType replicate_deletes:B?
                target_data_policy:S?
                -> 201 Ds3DataReplicationRule
            DeleteDs3DataReplicationRuleSpectraS3 DELETE /_rest_/ds3_data_replication_rule/{id}
                -> 204
            GetDs3DataReplicationRuleSpectraS3 GET /_rest_/ds3_data_replication_rule/{id}
                -> 200 Ds3DataReplicationRule
            ModifyDs3DataReplicationRuleSpectraS3 PUT /_rest_/ds3_data_replication_rule/{id}
                replicate_deletes:B? target_data_policy:S? type:DataReplicationRuleType?
                -> 200 Ds3DataReplicationRule
            GetS3DataReplicationRulesSpectraS3 GET /_rest_/s3_data_replication_rule
                data_policy_id:U? initial_data_placement:S3InitialDataPlacementPolicy?
                replicate_deletes:B? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [S3DataReplicationRule]
            PutS3DataReplicationRuleSpectraS3 POST /_rest_/s3_data_replication_rule
                data_policy_id:U target_id:U type:DataReplicationRuleType
                initial_data_placement:S3InitialDataPlacementPolicy? max_blob_part_size_in_bytes:L?
                replicate_deletes:B?
                -> 201 S3DataReplicationRule
            DeleteS3DataReplicationRuleSpectraS3 DELETE /_rest_/s3_data_replication_rule/{id}
                -> 204
            GetS3DataReplicationRuleSpectraS3 GET /_rest_/s3_data_replication_rule/{id}
                -> 200 S3DataReplicationRule
            ModifyS3DataReplicationRuleSpectraS3 PUT /_rest_/s3_data_replication_rule/{id}
                initial_data_placement:S3InitialDataPlacementPolicy? max_blob_part_size_in_bytes:L?
                replicate_deletes:B? type:DataReplicationRuleType?
                -> 200 S3DataReplicationRule
            group StorageDomains: Storage domains
            GetStorageDomainsSpectraS3 GET /_rest_/storage_domain
                auto_eject_upon_cron:S? auto_eject_upon_job_cancellation:B?
                auto_eject_upon_job_completion:B? auto_eject_upon_media_full:B?
                media_ejection_allowed:B? name:S? secure_media_allocation:B?
                write_optimization:WriteOptimization? paging
                -> 200 [StorageDomain]
            PutStorageDomainSpectraS3 POST /_rest_/storage_domain
                name:S auto_eject_media_full_threshold:L? auto_eject_upon_cron:S?
                auto_eject_upon_job_cancellation:B? auto_eject_upon_job_completion:B?
                auto_eject_upon_media_full:B? ltfs_file_naming:LtfsFileNamingMode?
                max_tape_fragmentation_percent:I? maximum_auto_verification_frequency_in_days:I?
                media_ejection_allowed:B? secure_media_allocation:B?
                verify_prior_to_auto_eject:BlobStoreTaskPriority? write_optimization:WriteOptimization?
                -> 201 StorageDomain ! 400 409
            DeleteStorageDomainSpectraS3 DELETE /_rest_/storage_domain/{id}
                -> 204
            GetStorageDomainSpectraS3 GET /_rest_/storage_domain/{id}
                -> 200 StorageDomain
            ConvertStorageDomainToDs3TargetSpectraS3 PUT /_rest_/storage_domain/{id}
                convert_to_ds3_target:U
                -> 204
            ModifyStorageDomainSpectraS3 PUT /_rest_/storage_domain/{id}
                auto_eject_media_full_threshold:L? auto_eject_upon_cron:S?
                auto_eject_upon_job_cancellation:B? auto_eject_upon_job_completion:B?
                auto_eject_upon_media_full:B? ltfs_file_naming:LtfsFileNamingMode?
                max_tape_fragmentation_percent:I? maximum_auto_verification_frequency_in_days:I?
                media_ejection_allowed:B? name:S? secure_media_allocation:B?
                verify_prior_to_auto_eject:BlobStoreTaskPriority? write_optimization:WriteOptimization?
                -> 200 StorageDomain ! 409
            GetStorageDomainFailuresSpectraS3 GET /_rest_/storage_domain_failure
                error_message:S? storage_domain_id:U? type:StorageDomainFailureType? paging
                -> 200 [StorageDomainFailure]
            DeleteStorageDomainFailureSpectraS3 DELETE /_rest_/storage_domain_failure/{id}
                -> 204
            GetStorageDomainMembersSpectraS3 GET /_rest_/storage_domain_member
                pool_partition_id:U? state:StorageDomainMemberState? storage_domain_id:U?
                tape_partition_id:U? tape_type:TapeType? write_preference:WritePreferenceLevel? paging
                -> 200 [StorageDomainMember]
            PutPoolStorageDomainMemberSpectraS3 POST /_rest_/storage_domain_member
                pool_partition_id:U storage_domain_id:U write_preference:WritePreferenceLevel?
                -> 201 StorageDomainMember
            PutTapeStorageDomainMemberSpectraS3 POST /_rest_/storage_domain_member
                storage_domain_id:U tape_partition_id:U tape_type:TapeType auto_compaction_threshold:I?
                write_preference:WritePreferenceLevel?
                -> 201 StorageDomainMember ! 400
            DeleteStorageDomainMemberSpectraS3 DELETE /_rest_/storage_domain_member/{id}
                -> 204
            GetStorageDomainMemberSpectraS3 GET /_rest_/storage_domain_member/{id}
                -> 200 StorageDomainMember
            ModifyStorageDomainMemberSpectraS3 PUT /_rest_/storage_domain_member/{id}
                auto_compaction_threshold:I? state:StorageDomainMemberState?
                write_preference:WritePreferenceLevel?
                -> 200 StorageDomainMember ! 400
            group Pools: Pools
            GetPoolsSpectraS3 GET /_rest_/pool
                assigned_to_storage_domain:B? bucket_id:U? guid:S? health:PoolHealth? last_verified:D?
                name:S? partition_id:U? powered_on:B? state:PoolState? storage_domain_member_id:U?
                type:PoolType? paging
                -> 200 [Pool]
            CancelImportOnAllPoolsSpectraS3 PUT /_rest_/pool
                operation=cancel_import
                -> 204
            CancelVerifyOnAllPoolsSpectraS3 PUT /_rest_/pool
                operation=cancel_verify
                -> 204
            CompactAllPoolsSpectraS3 PUT /_rest_/pool
                operation=compact priority:BlobStoreTaskPriority?
                -> 204
            FormatAllForeignPoolsSpectraS3 PUT /_rest_/pool
                operation=format
                -> 204
            ImportAllPoolsSpectraS3 PUT /_rest_/pool
                operation=import data_policy_id:U? priority:BlobStoreTaskPriority? storage_domain_id:U?
                user_id:U? verify_data_after_import:BlobStoreTaskPriority?
                verify_data_prior_to_import:B?
                -> 204
            ModifyAllPoolsSpectraS3 PUT /_rest_/pool
                quiesced:Quiesced
                -> 204 ! 409
            VerifyAllPoolsSpectraS3 PUT /_rest_/pool
                operation=verify priority:BlobStoreTaskPriority?
                -> 204
            DeletePermanentlyLostPoolSpectraS3 DELETE /_rest_/pool/{id}
                -> 204
            GetBlobsOnPoolSpectraS3 GET /_rest_/pool/{id}
                operation=get_physical_placement
                -> 200 BulkObjectList
            GetPoolSpectraS3 GET /_rest_/pool/{id}
                -> 200 Pool
            CancelImportPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=cancel_import
                -> 200 Pool
            CancelVerifyPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=cancel_verify
                -> 200 Pool
            CompactPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=compact priority:BlobStoreTaskPriority?
                -> 200 Pool
            DeallocatePoolSpectraS3 PUT /_rest_/pool/{id}
                operation=deallocate
                -> 204
            FormatForeignPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=format
                -> 200 Pool
            ImportPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=import data_policy_id:U? priority:BlobStoreTaskPriority? storage_domain_id:U?
                user_id:U? verify_data_after_import:BlobStoreTaskPriority?
                verify_data_prior_to_import:B?
                -> 200 Pool
            ModifyPoolSpectraS3 PUT /_rest_/pool/{id}
                partition_id:U? quiesced:Quiesced?
                -> 200 Pool ! 400 404
            VerifyPoolSpectraS3 PUT /_rest_/pool/{id}
                operation=verify priority:BlobStoreTaskPriority?
                -> 200 Pool
            ForcePoolEnvironmentRefreshSpectraS3 PUT /_rest_/pool_environment
                -> 204
            GetPoolFailuresSpectraS3 GET /_rest_/pool_failure
                error_message:S? pool_id:U? type:PoolFailureType? paging
                -> 200 [PoolFailure]
            DeletePoolFailureSpectraS3 DELETE /_rest_/pool_failure/{id}
                -> 204
            GetPoolPartitionsSpectraS3 GET /_rest_/pool_partition
                name:S? type:PoolType? paging
                -> 200 [PoolPartition]
            PutPoolPartitionSpectraS3 POST /_rest_/pool_partition
                name:S type:PoolType
                -> 201 PoolPartition
            DeletePoolPartitionSpectraS3 DELETE /_rest_/pool_partition/{id}
                -> 204
            GetPoolPartitionSpectraS3 GET /_rest_/pool_partition/{id}
                -> 200 PoolPartition
            ModifyPoolPartitionSpectraS3 PUT /_rest_/pool_partition/{id}
                name:S?
                -> 200 PoolPartition
            group Tapes: Tapes, drives, libraries, partitions
            GetTapesSpectraS3 GET /_rest_/tape
                assigned_to_storage_domain:B? available_raw_capacity:L? bar_code:S? bucket:S?
                bucket_id:U? eject_label:S? eject_location:S? full_of_data:B? last_verified:D?
                partially_verified_end_of_tape:D? partition:S? partition_id:U? previous_state:TapeState?
                serial_number:S? sort_by:S? state:TapeState? storage_domain:S?
                storage_domain_member_id:U? type:TapeType? verify_pending:BlobStoreTaskPriority?
                write_protected:B? paging
                -> 200 [Tape] ! 500
            CancelEjectOnAllTapesSpectraS3 PUT /_rest_/tape
                operation=cancel_eject
                -> 204 | 207 TapeFailuresApiBean
            CancelFormatOnAllTapesSpectraS3 PUT /_rest_/tape
                operation=cancel_format
                -> 204 | 207 TapeFailuresApiBean
            CancelImportOnAllTapesSpectraS3 PUT /_rest_/tape
                operation=cancel_import
                -> 204 | 207 TapeFailuresApiBean
            CancelOnlineOnAllTapesSpectraS3 PUT /_rest_/tape
                operation=cancel_online
                -> 204 | 207 TapeFailuresApiBean
            CancelVerifyOnAllTapesSpectraS3 PUT /_rest_/tape
                operation=cancel_verify
                -> 204 | 207 TapeFailuresApiBean
            EjectAllTapesSpectraS3 PUT /_rest_/tape
                operation=eject eject_label:S? eject_location:S?
                -> 204 | 207 TapeFailuresApiBean
            EjectStorageDomainBlobsSpectraS3 PUT /_rest_/tape
                blobs:flag bucket_id:U operation=eject storage_domain:S eject_label:S? eject_location:S?
                body=objects
                -> 204 ! 400
            EjectStorageDomainSpectraS3 PUT /_rest_/tape
                operation=eject storage_domain:S bucket_id:U? eject_label:S? eject_location:S?
                -> 204 | 207 TapeFailuresApiBean
            FormatAllTapesSpectraS3 PUT /_rest_/tape
                operation=format force:flag?
                -> 204 | 207 TapeFailuresApiBean
            ImportAllTapesSpectraS3 PUT /_rest_/tape
                operation=import data_policy_id:U? priority:BlobStoreTaskPriority? storage_domain_id:U?
                user_id:U? verify_data_after_import:BlobStoreTaskPriority?
                verify_data_prior_to_import:B?
                -> 204
            InspectAllTapesSpectraS3 PUT /_rest_/tape
                operation=inspect task_priority:BlobStoreTaskPriority?
                -> 204 | 207 TapeFailuresApiBean
            OnlineAllTapesSpectraS3 PUT /_rest_/tape
                operation=online
                -> 204 | 207 TapeFailuresApiBean
            RawImportAllTapesSpectraS3 PUT /_rest_/tape
                bucket_id:U operation=import storage_domain_id:U? task_priority:BlobStoreTaskPriority?
                -> 204
            VerifyAllTapesSpectraS3 PUT /_rest_/tape
                operation=verify task_priority:BlobStoreTaskPriority?
                -> 204 | 207 TapeFailuresApiBean
            DeletePermanentlyLostTapeSpectraS3 DELETE /_rest_/tape/{id}
                -> 204
            GetBlobsOnTapeSpectraS3 GET /_rest_/tape/{id}
                operation=get_physical_placement paging
                -> 200 BulkObjectList
            GetTapeSpectraS3 GET /_rest_/tape/{id}
                -> 200 Tape
            CancelEjectTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=cancel_eject
                -> 200 Tape
            CancelFormatTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=cancel_format
                -> 200 Tape
            CancelImportTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=cancel_import
                -> 200 Tape
            CancelOnlineTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=cancel_online
                -> 200 Tape
            CancelVerifyTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=cancel_verify
                -> 200 Tape
            EjectTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=eject eject_label:S? eject_location:S?
                -> 200 Tape
            FormatTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=format force:flag?
                -> 200 Tape
            ImportTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=import data_policy_id:U? priority:BlobStoreTaskPriority? storage_domain_id:U?
                user_id:U? verify_data_after_import:BlobStoreTaskPriority?
                verify_data_prior_to_import:B?
                -> 200 Tape ! 400
            InspectTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=inspect task_priority:BlobStoreTaskPriority?
                -> 200 Tape
            MarkTapeForCompactionSpectraS3 PUT /_rest_/tape/{id}
                operation=mark_for_compaction
                -> 200 Tape ! 409
            ModifyTapeSpectraS3 PUT /_rest_/tape/{id}
                eject_label:S? eject_location:S? role:TapeRole? state:TapeState?
                -> 200 Tape ! 400
            OnlineTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=online
                -> 200 Tape
            RawImportTapeSpectraS3 PUT /_rest_/tape/{id}
                bucket_id:U operation=import storage_domain_id:U? task_priority:BlobStoreTaskPriority?
                -> 200 Tape
            VerifyTapeSpectraS3 PUT /_rest_/tape/{id}
                operation=verify task_priority:BlobStoreTaskPriority?
                -> 200 Tape
            GetTapeDensityDirectivesSpectraS3 GET /_rest_/tape_density_directive
                density:TapeDriveType? partition_id:U? tape_type:TapeType? paging
                -> 200 [TapeDensityDirective]
            PutTapeDensityDirectiveSpectraS3 POST /_rest_/tape_density_directive
                density:TapeDriveType partition_id:U tape_type:TapeType
                -> 201 TapeDensityDirective ! 400 409
            DeleteTapeDensityDirectiveSpectraS3 DELETE /_rest_/tape_density_directive/{id}
                -> 204
            GetTapeDensityDirectiveSpectraS3 GET /_rest_/tape_density_directive/{id}
                -> 200 TapeDensityDirective
            GetTapeDrivesSpectraS3 GET /_rest_/tape_drive
                minimum_task_priority:BlobStoreTaskPriority? partition_id:U?
                reserved_task_type:ReservedTaskType? serial_number:S? state:TapeDriveState?
                type:TapeDriveType? paging
                -> 200 [TapeDrive]
            DeleteTapeDriveSpectraS3 DELETE /_rest_/tape_drive/{id}
                -> 204 ! 404
            GetTapeDriveSpectraS3 GET /_rest_/tape_drive/{id}
                -> 200 TapeDrive ! 404
            CancelTestTapeDriveSpectraS3 PUT /_rest_/tape_drive/{id}
                operation=cancel_test
                -> 200 TapeDrive
            CleanTapeDriveSpectraS3 PUT /_rest_/tape_drive/{id}
                operation=clean
                -> 200 TapeDrive
            ModifyTapeDriveSpectraS3 PUT /_rest_/tape_drive/{id}
                max_failed_tapes:I? minimum_task_priority:BlobStoreTaskPriority? quiesced:Quiesced?
                reserved_task_type:ReservedTaskType?
                -> 200 TapeDrive ! 400
            PutDriveDumpSpectraS3 PUT /_rest_/tape_drive/{id}
                operation=dump
                -> 200 TapeDrive
            TestTapeDriveSpectraS3 PUT /_rest_/tape_drive/{id}
                operation=test skip_clean:flag? tape_id:U?
                -> 200 TapeDrive ! 400
            ForceTapeEnvironmentRefreshSpectraS3 PUT /_rest_/tape_environment
                -> 204
            GetTapeFailuresSpectraS3 GET /_rest_/tape_failure
                error_message:S? tape_drive_id:U? tape_id:U? type:TapeFailureType? paging
                -> 200 [TapeFailure]
            DeleteTapeFailureSpectraS3 DELETE /_rest_/tape_failure/{id}
                -> 204
            GetTapeLibrariesSpectraS3 GET /_rest_/tape_library
                management_url:S? name:S? serial_number:S? paging
                -> 200 [TapeLibrary]
            GetTapeLibrarySpectraS3 GET /_rest_/tape_library/{id}
                -> 200 TapeLibrary
            GetTapePartitionsSpectraS3 GET /_rest_/tape_partition
                import_export_configuration:ImportExportConfiguration? library_id:U? name:S?
                quiesced:Quiesced? serial_number:S? state:TapePartitionState? paging
                -> 200 [TapePartition]
            GetTapePartitionsWithFullDetailsSpectraS3 GET /_rest_/tape_partition
                full_details:flag import_export_configuration:ImportExportConfiguration? library_id:U?
                name:S? quiesced:Quiesced? serial_number:S? state:TapePartitionState? paging
                -> 200 [NamedDetailedTapePartition]
            ModifyAllTapePartitionsSpectraS3 PUT /_rest_/tape_partition
                quiesced:Quiesced
                -> 204 ! 409
            DeleteTapePartitionSpectraS3 DELETE /_rest_/tape_partition/{id}
                -> 204 ! 404
            GetTapePartitionSpectraS3 GET /_rest_/tape_partition/{id}
                -> 200 TapePartition
            GetTapePartitionWithFullDetailsSpectraS3 GET /_rest_/tape_partition/{id}
                full_details:flag
                -> 200 DetailedTapePartition
            ModifyTapePartitionSpectraS3 PUT /_rest_/tape_partition/{id}
                auto_compaction_enabled:B? auto_quiesce_enabled:B? drive_idle_timeout_in_minutes:I?
                minimum_read_reserved_drives:I? minimum_write_reserved_drives:I? quiesced:Quiesced?
                serial_number:S?
                -> 200 TapePartition ! 400
            GetTapePartitionFailuresSpectraS3 GET /_rest_/tape_partition_failure
                error_message:S? partition_id:U? type:TapePartitionFailureType? paging
                -> 200 [TapePartitionFailure]
            DeleteTapePartitionFailureSpectraS3 DELETE /_rest_/tape_partition_failure/{id}
                -> 204
            group Notifications: Notification registrations
            GetAzureTargetFailureNotificationRegistrationsSpectraS3 GET /_rest_/azure_target_failure_notification_registration
                user_id:U? paging
                -> 200 [AzureTargetFailureNotificationRegistration]
            PutAzureTargetFailureNotificationRegistrationSpectraS3 POST /_rest_/azure_target_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 AzureTargetFailureNotificationRegistration
            DeleteAzureTargetFailureNotificationRegistrationSpectraS3 DELETE /_rest_/azure_target_failure_notification_registration/{id}
                -> 204
            GetAzureTargetFailureNotificationRegistrationSpectraS3 GET /_rest_/azure_target_failure_notification_registration/{id}
                -> 200 AzureTargetFailureNotificationRegistration
            GetBucketChangesNotificationRegistrationsSpectraS3 GET /_rest_/bucket_changes_notification_registration
                user_id:U? paging
                -> 200 [BucketChangesNotificationRegistration]
            PutBucketChangesNotificationRegistrationSpectraS3 POST /_rest_/bucket_changes_notification_registration
                notification_end_point:S bucket_id:U? format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 BucketChangesNotificationRegistration
            DeleteBucketChangesNotificationRegistrationSpectraS3 DELETE /_rest_/bucket_changes_notification_registration/{id}
                -> 204 ! 404
            GetBucketChangesNotificationRegistrationSpectraS3 GET /_rest_/bucket_changes_notification_registration/{id}
                -> 200 BucketChangesNotificationRegistration
            GetBucketHistorySpectraS3 GET /_rest_/bucket_history
                bucket_id:U? min_sequence_number:L? paging
                -> 200 [BucketHistoryEvent]
            GetDs3TargetFailureNotificationRegistrationsSpectraS3 GET /_rest_/ds3_target_failure_notification_registration
                user_id:U? paging
                -> 200 [Ds3TargetFailureNotificationRegistration]
            PutDs3TargetFailureNotificationRegistrationSpectraS3 POST /_rest_/ds3_target_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 Ds3TargetFailureNotificationRegistration
            DeleteDs3TargetFailureNotificationRegistrationSpectraS3 DELETE /_rest_/ds3_target_failure_notification_registration/{id}
                -> 204
            GetDs3TargetFailureNotificationRegistrationSpectraS3 GET /_rest_/ds3_target_failure_notification_registration/{id}
                -> 200 Ds3TargetFailureNotificationRegistration
            GetJobCompletedNotificationRegistrationsSpectraS3 GET /_rest_/job_completed_notification_registration
                user_id:U? paging
                -> 200 [JobCompletedNotificationRegistration]
            PutJobCompletedNotificationRegistrationSpectraS3 POST /_rest_/job_completed_notification_registration
                notification_end_point:S format:HttpResponseFormatType? job_id:U?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 JobCompletedNotificationRegistration ! 403
            DeleteJobCompletedNotificationRegistrationSpectraS3 DELETE /_rest_/job_completed_notification_registration/{id}
                -> 204
            GetJobCompletedNotificationRegistrationSpectraS3 GET /_rest_/job_completed_notification_registration/{id}
                -> 200 JobCompletedNotificationRegistration
            GetJobCreatedNotificationRegistrationsSpectraS3 GET /_rest_/job_created_notification_registration
                user_id:U? paging
                -> 200 [JobCreatedNotificationRegistration]
            PutJobCreatedNotificationRegistrationSpectraS3 POST /_rest_/job_created_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 JobCreatedNotificationRegistration
            DeleteJobCreatedNotificationRegistrationSpectraS3 DELETE /_rest_/job_created_notification_registration/{id}
                -> 204
            GetJobCreatedNotificationRegistrationSpectraS3 GET /_rest_/job_created_notification_registration/{id}
                -> 200 JobCreatedNotificationRegistration
            GetJobCreationFailedNotificationRegistrationsSpectraS3 GET /_rest_/job_creation_failed_notification_registration
                user_id:U? paging
                -> 200 [JobCreationFailedNotificationRegistration]
            PutJobCreationFailedNotificationRegistrationSpectraS3 POST /_rest_/job_creation_failed_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 JobCreationFailedNotificationRegistration
            DeleteJobCreationFailedNotificationRegistrationSpectraS3 DELETE /_rest_/job_creation_failed_notification_registration/{id}
                -> 204
            GetJobCreationFailedNotificationRegistrationSpectraS3 GET /_rest_/job_creation_failed_notification_registration/{id}
                -> 200 JobCreationFailedNotificationRegistration
            GetObjectCachedNotificationRegistrationsSpectraS3 GET /_rest_/object_cached_notification_registration
                user_id:U? paging
                -> 200 [S3ObjectCachedNotificationRegistration]
            PutObjectCachedNotificationRegistrationSpectraS3 POST /_rest_/object_cached_notification_registration
                notification_end_point:S format:HttpResponseFormatType? job_id:U?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 S3ObjectCachedNotificationRegistration
            DeleteObjectCachedNotificationRegistrationSpectraS3 DELETE /_rest_/object_cached_notification_registration/{id}
                -> 204 ! 404
            GetObjectCachedNotificationRegistrationSpectraS3 GET /_rest_/object_cached_notification_registration/{id}
                -> 200 S3ObjectCachedNotificationRegistration
            GetObjectLostNotificationRegistrationsSpectraS3 GET /_rest_/object_lost_notification_registration
                user_id:U? paging
                -> 200 [S3ObjectLostNotificationRegistration]
            PutObjectLostNotificationRegistrationSpectraS3 POST /_rest_/object_lost_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 S3ObjectLostNotificationRegistration
            DeleteObjectLostNotificationRegistrationSpectraS3 DELETE /_rest_/object_lost_notification_registration/{id}
                -> 204
            GetObjectLostNotificationRegistrationSpectraS3 GET /_rest_/object_lost_notification_registration/{id}
                -> 200 S3ObjectLostNotificationRegistration
            GetObjectPersistedNotificationRegistrationsSpectraS3 GET /_rest_/object_persisted_notification_registration
                user_id:U? paging
                -> 200 [S3ObjectPersistedNotificationRegistration]
            PutObjectPersistedNotificationRegistrationSpectraS3 POST /_rest_/object_persisted_notification_registration
                notification_end_point:S format:HttpResponseFormatType? job_id:U?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 S3ObjectPersistedNotificationRegistration
            DeleteObjectPersistedNotificationRegistrationSpectraS3 DELETE /_rest_/object_persisted_notification_registration/{id}
                -> 204
            GetObjectPersistedNotificationRegistrationSpectraS3 GET /_rest_/object_persisted_notification_registration/{id}
                -> 200 S3ObjectPersistedNotificationRegistration ! 404
            GetPoolFailureNotificationRegistrationsSpectraS3 GET /_rest_/pool_failure_notification_registration
                user_id:U? paging
                -> 200 [PoolFailureNotificationRegistration]
            PutPoolFailureNotificationRegistrationSpectraS3 POST /_rest_/pool_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 PoolFailureNotificationRegistration
            DeletePoolFailureNotificationRegistrationSpectraS3 DELETE /_rest_/pool_failure_notification_registration/{id}
                -> 204
            GetPoolFailureNotificationRegistrationSpectraS3 GET /_rest_/pool_failure_notification_registration/{id}
                -> 200 PoolFailureNotificationRegistration
            GetS3TargetFailureNotificationRegistrationsSpectraS3 GET /_rest_/s3_target_failure_notification_registration
                user_id:U? paging
                -> 200 [S3TargetFailureNotificationRegistration]
            PutS3TargetFailureNotificationRegistrationSpectraS3 POST /_rest_/s3_target_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 S3TargetFailureNotificationRegistration
            DeleteS3TargetFailureNotificationRegistrationSpectraS3 DELETE /_rest_/s3_target_failure_notification_registration/{id}
                -> 204
            GetS3TargetFailureNotificationRegistrationSpectraS3 GET /_rest_/s3_target_failure_notification_registration/{id}
                -> 200 S3TargetFailureNotificationRegistration
            GetStorageDomainFailureNotificationRegistrationsSpectraS3 GET /_rest_/storage_domain_failure_notification_registration
                user_id:U? paging
                -> 200 [StorageDomainFailureNotificationRegistration]
            PutStorageDomainFailureNotificationRegistrationSpectraS3 POST /_rest_/storage_domain_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 StorageDomainFailureNotificationRegistration
            DeleteStorageDomainFailureNotificationRegistrationSpectraS3 DELETE /_rest_/storage_domain_failure_notification_registration/{id}
                -> 204
            GetStorageDomainFailureNotificationRegistrationSpectraS3 GET /_rest_/storage_domain_failure_notification_registration/{id}
                -> 200 StorageDomainFailureNotificationRegistration ! 404
            GetSystemFailureNotificationRegistrationsSpectraS3 GET /_rest_/system_failure_notification_registration
                user_id:U? paging
                -> 200 [SystemFailureNotificationRegistration]
            PutSystemFailureNotificationRegistrationSpectraS3 POST /_rest_/system_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 SystemFailureNotificationRegistration
            DeleteSystemFailureNotificationRegistrationSpectraS3 DELETE /_rest_/system_failure_notification_registration/{id}
                -> 204
            GetSystemFailureNotificationRegistrationSpectraS3 GET /_rest_/system_failure_notification_registration/{id}
                -> 200 SystemFailureNotificationRegistration ! 404
            GetTapeFailureNotificationRegistrationsSpectraS3 GET /_rest_/tape_failure_notification_registration
                user_id:U? paging
                -> 200 [TapeFailureNotificationRegistration]
            PutTapeFailureNotificationRegistrationSpectraS3 POST /_rest_/tape_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 TapeFailureNotificationRegistration
            DeleteTapeFailureNotificationRegistrationSpectraS3 DELETE /_rest_/tape_failure_notification_registration/{id}
                -> 204
            GetTapeFailureNotificationRegistrationSpectraS3 GET /_rest_/tape_failure_notification_registration/{id}
                -> 200 TapeFailureNotificationRegistration
            GetTapePartitionFailureNotificationRegistrationsSpectraS3 GET /_rest_/tape_partition_failure_notification_registration
                user_id:U? paging
                -> 200 [TapePartitionFailureNotificationRegistration]
            PutTapePartitionFailureNotificationRegistrationSpectraS3 POST /_rest_/tape_partition_failure_notification_registration
                notification_end_point:S format:HttpResponseFormatType?
                naming_convention:NamingConventionType? notification_http_method:RequestType?
                -> 201 TapePartitionFailureNotificationRegistration
            DeleteTapePartitionFailureNotificationRegistrationSpectraS3 DELETE /_rest_/tape_partition_failure_notification_registration/{id}
                -> 204 ! 403
            GetTapePartitionFailureNotificationRegistrationSpectraS3 GET /_rest_/tape_partition_failure_notification_registration/{id}
                -> 200 TapePartitionFailureNotificationRegistration
            group System: System
            GetFeatureKeysSpectraS3 GET /_rest_/feature_key
                error_message:S? expiration_date:D? key:FeatureKeyType? paging
                -> 200 [FeatureKey]
            ForceFeatureKeyValidationSpectraS3 PUT /_rest_/feature_key
                -> 204
            ResetInstanceIdentifierSpectraS3 PUT /_rest_/instance_identifier
                -> 200 DataPathBackend
            GetSystemFailuresSpectraS3 GET /_rest_/system_failure
                error_message:S? type:SystemFailureType? paging
                -> 200 [SystemFailure]
            VerifySystemHealthSpectraS3 GET /_rest_/system_health
                -> 200 HealthVerificationResult ! 503
            GetSystemInformationSpectraS3 GET /_rest_/system_information
                -> 200 SystemInformationApiBean
            group Nodes: Nodes
            GetNodesSpectraS3 GET /_rest_/node
                paging
                -> 200 [Node]
            GetNodeSpectraS3 GET /_rest_/node/{id}
                -> 200 Node
            ModifyNodeSpectraS3 PUT /_rest_/node/{id}
                dns_name:S? name:S?
                -> 200 Node
            group Cache: Cache
            GetCacheFilesystemsSpectraS3 GET /_rest_/cache_filesystem
                node_id:U? paging
                -> 200 [CacheFilesystem]
            ForceFullCacheReclaimSpectraS3 PUT /_rest_/cache_filesystem
                reclaim:flag
                -> 204
            GetCacheFilesystemSpectraS3 GET /_rest_/cache_filesystem/{id}
                -> 200 CacheFilesystem
            ModifyCacheFilesystemSpectraS3 PUT /_rest_/cache_filesystem/{id}
                auto_reclaim_initiate_threshold:F? auto_reclaim_terminate_threshold:F?
                burst_threshold:F? cache_safety_enabled:B? max_capacity_in_bytes:L? needs_reconcile:B?
                -> 200 CacheFilesystem ! 400 404 409
            GetCacheStateSpectraS3 GET /_rest_/cache_state
                -> 200 CacheInformation
            group Capacity: Capacity summaries
            GetBucketCapacitySummarySpectraS3 GET /_rest_/capacity_summary
                bucket_id:U storage_domain_id:U pool_health:PoolHealth? pool_state:PoolState?
                pool_type:PoolType? tape_state:TapeState? tape_type:TapeType?
                -> 200 CapacitySummaryContainer
            GetStorageDomainCapacitySummarySpectraS3 GET /_rest_/capacity_summary
                storage_domain_id:U pool_health:PoolHealth? pool_state:PoolState? pool_type:PoolType?
                tape_state:TapeState? tape_type:TapeType?
                -> 200 CapacitySummaryContainer
            GetSystemCapacitySummarySpectraS3 GET /_rest_/capacity_summary
                pool_health:PoolHealth? pool_state:PoolState? pool_type:PoolType? tape_state:TapeState?
                tape_type:TapeType?
                -> 200 CapacitySummaryContainer
            group DataPath: Data planner / data path
            GetDataPlannerBlobStoreTasksSpectraS3 GET /_rest_/blob_store_task
                full_details:flag?
                -> 200 BlobStoreTasksInformation
            GetDataPathBackendSpectraS3 GET /_rest_/data_path_backend
                -> 200 DataPathBackend
            ModifyDataPathBackendSpectraS3 PUT /_rest_/data_path_backend
                activated:B? allow_new_job_requests:B? auto_activate_timeout_in_mins:I?
                auto_inspect:AutoInspectMode? cache_available_retry_after_in_seconds:I?
                default_verify_data_after_import:BlobStoreTaskPriority?
                default_verify_data_prior_to_import:B? iom_cache_limitation_percent:F? iom_enabled:B?
                max_aggregated_blobs_per_chunk:I? max_number_of_concurrent_jobs:I?
                partially_verify_last_percent_of_tapes:I? pool_safety_enabled:B?
                unavailable_media_policy:UnavailableMediaUsagePolicy?
                unavailable_pool_max_job_retry_in_mins:I?
                unavailable_tape_partition_max_job_retry_in_mins:I? verify_checkpoint_before_read:B?
                -> 200 DataPathBackend ! 400 409
            group Blobs: Degraded and suspect blobs
            GetDegradedAzureDataReplicationRulesSpectraS3 GET /_rest_/degraded_azure_data_replication_rule
                data_policy_id:U? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [AzureDataReplicationRule]
            GetDegradedBlobsSpectraS3 GET /_rest_/degraded_blob
                blob_id:U? bucket_id:U? ds3_replication_rule_id:U? persistence_rule_id:U? paging
                -> 200 [DegradedBlob]
            GetDegradedBucketsSpectraS3 GET /_rest_/degraded_bucket
                data_policy_id:U? name:S? user_id:U? paging
                -> 200 [Bucket]
            GetDegradedDataPersistenceRulesSpectraS3 GET /_rest_/degraded_data_persistence_rule
                data_policy_id:U? isolation_level:DataIsolationLevel? state:DataPlacementRuleState?
                storage_domain_id:U? type:DataPersistenceRuleType? paging
                -> 200 [DataPersistenceRule]
            GetDegradedDs3DataReplicationRulesSpectraS3 GET /_rest_/degraded_ds3_data_replication_rule
                data_policy_id:U? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [Ds3DataReplicationRule]
            GetDegradedS3DataReplicationRulesSpectraS3 GET /_rest_/degraded_s3_data_replication_rule
                data_policy_id:U? state:DataPlacementRuleState? target_id:U?
                type:DataReplicationRuleType? paging
                -> 200 [S3DataReplicationRule]
            ClearSuspectBlobAzureTargetsSpectraS3 DELETE /_rest_/suspect_blob_azure_target
                force:flag?
                -> 204 ! 400 409
            GetSuspectBlobAzureTargetsSpectraS3 GET /_rest_/suspect_blob_azure_target
                blob_id:U? target_id:U? paging
                -> 200 [SuspectBlobAzureTarget]
            MarkSuspectBlobAzureTargetsAsDegradedSpectraS3 PUT /_rest_/suspect_blob_azure_target
                force:flag?
                -> 204 ! 400
            ClearSuspectBlobDs3TargetsSpectraS3 DELETE /_rest_/suspect_blob_ds3_target
                force:flag?
                -> 204 ! 400 409
            GetSuspectBlobDs3TargetsSpectraS3 GET /_rest_/suspect_blob_ds3_target
                blob_id:U? target_id:U? paging
                -> 200 [SuspectBlobDs3Target]
            MarkSuspectBlobDs3TargetsAsDegradedSpectraS3 PUT /_rest_/suspect_blob_ds3_target
                force:flag?
                -> 204 ! 400
            ClearSuspectBlobPoolsSpectraS3 DELETE /_rest_/suspect_blob_pool
                force:flag?
                -> 204 ! 400 409
            GetSuspectBlobPoolsSpectraS3 GET /_rest_/suspect_blob_pool
                blob_id:U? pool_id:U? paging
                -> 200 [SuspectBlobPool]
            MarkSuspectBlobPoolsAsDegradedSpectraS3 PUT /_rest_/suspect_blob_pool
                force:flag?
                -> 204 ! 400
            ClearSuspectBlobS3TargetsSpectraS3 DELETE /_rest_/suspect_blob_s3_target
                force:flag?
                -> 204 ! 400 409
            GetSuspectBlobS3TargetsSpectraS3 GET /_rest_/suspect_blob_s3_target
                blob_id:U? target_id:U? paging
                -> 200 [SuspectBlobS3Target]
            MarkSuspectBlobS3TargetsAsDegradedSpectraS3 PUT /_rest_/suspect_blob_s3_target
                force:flag?
                -> 204 ! 400
            ClearSuspectBlobTapesSpectraS3 DELETE /_rest_/suspect_blob_tape
                force:flag?
                -> 204 ! 400 409
            GetSuspectBlobTapesSpectraS3 GET /_rest_/suspect_blob_tape
                blob_id:U? tape_id:U? paging
                -> 200 [SuspectBlobTape]
            MarkSuspectBlobTapesAsDegradedSpectraS3 PUT /_rest_/suspect_blob_tape
                force:flag?
                -> 204 ! 400
            GetSuspectBucketsSpectraS3 GET /_rest_/suspect_bucket
                data_policy_id:U? name:S? user_id:U? paging
                -> 200 [Bucket]
            GetSuspectObjectsSpectraS3 GET /_rest_/suspect_object
                bucket_id:U? paging
                -> 200 [S3Object] ! 403
            GetSuspectObjectsWithFullDetailsSpectraS3 GET /_rest_/suspect_object
                full_details:flag bucket_id:U? storage_domain:S?
                -> 200 BulkObjectList ! 403
            group TargetEnvironment: Target environment
            ForceTargetEnvironmentRefreshSpectraS3 PUT /_rest_/target_environment
                -> 204
            group DS3Targets: DS3 replication targets
            GetDs3TargetsSpectraS3 GET /_rest_/ds3_target
                admin_auth_id:S? data_path_end_point:S? data_path_https:B? data_path_port:I?
                data_path_proxy:S? data_path_verify_certificate:B?
                default_read_preference:TargetReadPreferenceType? name:S? permit_going_out_of_sync:B?
                quiesced:Quiesced? state:TargetState? paging
                -> 200 [Ds3Target]
            RegisterDs3TargetSpectraS3 POST /_rest_/ds3_target
                admin_auth_id:S admin_secret_key:S data_path_end_point:S name:S
                access_control_replication:Ds3TargetAccessControlReplication? data_path_https:B?
                data_path_port:I? data_path_proxy:S? data_path_verify_certificate:B?
                default_read_preference:TargetReadPreferenceType? permit_going_out_of_sync:B?
                replicated_user_default_data_policy:S?
                -> 201 Ds3Target
            ModifyAllDs3TargetsSpectraS3 PUT /_rest_/ds3_target
                quiesced:Quiesced
                -> 204 ! 409
            DeleteDs3TargetSpectraS3 DELETE /_rest_/ds3_target/{id}
                -> 204
            GetBlobsOnDs3TargetSpectraS3 GET /_rest_/ds3_target/{id}
                operation=get_physical_placement
                -> 200 BulkObjectList
            GetDs3TargetSpectraS3 GET /_rest_/ds3_target/{id}
                -> 200 Ds3Target
            ModifyDs3TargetSpectraS3 PUT /_rest_/ds3_target/{id}
                access_control_replication:Ds3TargetAccessControlReplication? admin_auth_id:S?
                admin_secret_key:S? data_path_end_point:S? data_path_https:B? data_path_port:I?
                data_path_proxy:S? data_path_verify_certificate:B?
                default_read_preference:TargetReadPreferenceType? name:S? permit_going_out_of_sync:B?
                quiesced:Quiesced? replicated_user_default_data_policy:S?
                -> 200 Ds3Target ! 400
            PairBackRegisteredDs3TargetSpectraS3 PUT /_rest_/ds3_target/{id}
                operation=pair_back access_control_replication:Ds3TargetAccessControlReplication?
                admin_auth_id:S? admin_secret_key:S? data_path_end_point:S? data_path_https:B?
                data_path_port:I? data_path_proxy:S? data_path_verify_certificate:B?
                default_read_preference:TargetReadPreferenceType? name:S? permit_going_out_of_sync:B?
                replicated_user_default_data_policy:S?
                -> 204
            VerifyDs3TargetSpectraS3 PUT /_rest_/ds3_target/{id}
                operation=verify full_details:flag?
                -> 200 Ds3Target
            GetDs3TargetDataPoliciesSpectraS3 GET /_rest_/ds3_target_data_policies/{id}
                -> 200 [DataPolicy]
            GetDs3TargetFailuresSpectraS3 GET /_rest_/ds3_target_failure
                error_message:S? target_id:U? type:TargetFailureType? paging
                -> 200 [Ds3TargetFailure]
            DeleteDs3TargetFailureSpectraS3 DELETE /_rest_/ds3_target_failure/{id}
                -> 204
            GetDs3TargetReadPreferencesSpectraS3 GET /_rest_/ds3_target_read_preference
                bucket_id:U? read_preference:TargetReadPreferenceType? target_id:U? paging
                -> 200 [Ds3TargetReadPreference]
            PutDs3TargetReadPreferenceSpectraS3 POST /_rest_/ds3_target_read_preference
                bucket_id:U read_preference:TargetReadPreferenceType target_id:U
                -> 201 Ds3TargetReadPreference
            DeleteDs3TargetReadPreferenceSpectraS3 DELETE /_rest_/ds3_target_read_preference/{id}
                -> 204
            GetDs3TargetReadPreferenceSpectraS3 GET /_rest_/ds3_target_read_preference/{id}
                -> 200 Ds3TargetReadPreference
            group S3Targets: S3 replication targets
            GetS3TargetsSpectraS3 GET /_rest_/s3_target
                access_key:S? data_path_end_point:S? default_read_preference:TargetReadPreferenceType?
                https:B? name:S? naming_mode:CloudNamingMode? permit_going_out_of_sync:B?
                quiesced:Quiesced? region:S3Region? state:TargetState? paging
                -> 200 [S3Target]
            RegisterS3TargetSpectraS3 POST /_rest_/s3_target
                access_key:S name:S secret_key:S auto_verify_frequency_in_days:I? cloud_bucket_prefix:S?
                cloud_bucket_suffix:S? data_path_end_point:S?
                default_read_preference:TargetReadPreferenceType? https:B? naming_mode:CloudNamingMode?
                offline_data_staging_window_in_tb:I? permit_going_out_of_sync:B? proxy_domain:S?
                proxy_host:S? proxy_password:S? proxy_port:I? proxy_username:S? region:S3Region?
                restricted_access:B? staged_data_expiration_in_days:I?
                -> 201 S3Target ! 400 409
            ModifyAllS3TargetsSpectraS3 PUT /_rest_/s3_target
                quiesced:Quiesced
                -> 204 ! 409
            DeleteS3TargetSpectraS3 DELETE /_rest_/s3_target/{id}
                -> 204
            GetBlobsOnS3TargetSpectraS3 GET /_rest_/s3_target/{id}
                operation=get_physical_placement
                -> 200 BulkObjectList
            GetS3TargetSpectraS3 GET /_rest_/s3_target/{id}
                -> 200 S3Target
            ImportS3TargetSpectraS3 PUT /_rest_/s3_target/{id}
                cloud_bucket_name:S operation=import data_policy_id:U? priority:BlobStoreTaskPriority?
                user_id:U?
                -> 204
            ModifyS3TargetSpectraS3 PUT /_rest_/s3_target/{id}
                access_key:S? auto_verify_frequency_in_days:I? cloud_bucket_prefix:S?
                cloud_bucket_suffix:S? data_path_end_point:S?
                default_read_preference:TargetReadPreferenceType? https:B? name:S?
                naming_mode:CloudNamingMode? offline_data_staging_window_in_tb:I?
                permit_going_out_of_sync:B? proxy_domain:S? proxy_host:S? proxy_password:S?
                proxy_port:I? proxy_username:S? quiesced:Quiesced? region:S3Region? restricted_access:B?
                secret_key:S? staged_data_expiration_in_days:I?
                -> 200 S3Target ! 400 409
            VerifyS3TargetSpectraS3 PUT /_rest_/s3_target/{id}
                operation=verify full_details:flag?
                -> 200 S3Target
            GetS3TargetBucketNamesSpectraS3 GET /_rest_/s3_target_bucket_name
                bucket_id:U? name:S? target_id:U? paging
                -> 200 [S3TargetBucketName]
            PutS3TargetBucketNameSpectraS3 POST /_rest_/s3_target_bucket_name
                bucket_id:U name:S target_id:U
                -> 201 S3TargetBucketName
            DeleteS3TargetBucketNameSpectraS3 DELETE /_rest_/s3_target_bucket_name/{id}
                -> 204
            GetS3TargetFailuresSpectraS3 GET /_rest_/s3_target_failure
                error_message:S? target_id:U? type:TargetFailureType? paging
                -> 200 [S3TargetFailure]
            DeleteS3TargetFailureSpectraS3 DELETE /_rest_/s3_target_failure/{id}
                -> 204
            GetS3TargetReadPreferencesSpectraS3 GET /_rest_/s3_target_read_preference
                bucket_id:U? read_preference:TargetReadPreferenceType? target_id:U? paging
                -> 200 [S3TargetReadPreference]
            PutS3TargetReadPreferenceSpectraS3 POST /_rest_/s3_target_read_preference
                bucket_id:U read_preference:TargetReadPreferenceType target_id:U
                -> 201 S3TargetReadPreference
            DeleteS3TargetReadPreferenceSpectraS3 DELETE /_rest_/s3_target_read_preference/{id}
                -> 204
            GetS3TargetReadPreferenceSpectraS3 GET /_rest_/s3_target_read_preference/{id}
                -> 200 S3TargetReadPreference
            group AzureTargets: Azure replication targets
            GetAzureTargetsSpectraS3 GET /_rest_/azure_target
                account_name:S? default_read_preference:TargetReadPreferenceType? https:B? name:S?
                permit_going_out_of_sync:B? quiesced:Quiesced? state:TargetState? paging
                -> 200 [AzureTarget]
            RegisterAzureTargetSpectraS3 POST /_rest_/azure_target
                account_key:S account_name:S name:S auto_verify_frequency_in_days:I?
                cloud_bucket_prefix:S? cloud_bucket_suffix:S?
                default_read_preference:TargetReadPreferenceType? https:B? permit_going_out_of_sync:B?
                -> 201 AzureTarget ! 400
            ModifyAllAzureTargetsSpectraS3 PUT /_rest_/azure_target
                quiesced:Quiesced
                -> 204 ! 409
            DeleteAzureTargetSpectraS3 DELETE /_rest_/azure_target/{id}
                -> 204
            GetAzureTargetSpectraS3 GET /_rest_/azure_target/{id}
                -> 200 AzureTarget
            GetBlobsOnAzureTargetSpectraS3 GET /_rest_/azure_target/{id}
                operation=get_physical_placement
                -> 200 BulkObjectList
            ImportAzureTargetSpectraS3 PUT /_rest_/azure_target/{id}
                cloud_bucket_name:S operation=import data_policy_id:U? priority:BlobStoreTaskPriority?
                user_id:U?
                -> 204
            ModifyAzureTargetSpectraS3 PUT /_rest_/azure_target/{id}
                account_key:S? account_name:S? auto_verify_frequency_in_days:I? cloud_bucket_prefix:S?
                cloud_bucket_suffix:S? default_read_preference:TargetReadPreferenceType? https:B?
                name:S? permit_going_out_of_sync:B? quiesced:Quiesced?
                -> 200 AzureTarget ! 400 409
            VerifyAzureTargetSpectraS3 PUT /_rest_/azure_target/{id}
                operation=verify full_details:flag?
                -> 200 AzureTarget
            GetAzureTargetBucketNamesSpectraS3 GET /_rest_/azure_target_bucket_name
                bucket_id:U? name:S? target_id:U? paging
                -> 200 [AzureTargetBucketName]
            PutAzureTargetBucketNameSpectraS3 POST /_rest_/azure_target_bucket_name
                bucket_id:U name:S target_id:U
                -> 201 AzureTargetBucketName
            DeleteAzureTargetBucketNameSpectraS3 DELETE /_rest_/azure_target_bucket_name/{id}
                -> 204
            GetAzureTargetFailuresSpectraS3 GET /_rest_/azure_target_failure
                error_message:S? target_id:U? type:TargetFailureType? paging
                -> 200 [AzureTargetFailure]
            DeleteAzureTargetFailureSpectraS3 DELETE /_rest_/azure_target_failure/{id}
                -> 204
            GetAzureTargetReadPreferencesSpectraS3 GET /_rest_/azure_target_read_preference
                bucket_id:U? read_preference:TargetReadPreferenceType? target_id:U? paging
                -> 200 [AzureTargetReadPreference]
            PutAzureTargetReadPreferenceSpectraS3 POST /_rest_/azure_target_read_preference
                bucket_id:U read_preference:TargetReadPreferenceType target_id:U
                -> 201 AzureTargetReadPreference
            DeleteAzureTargetReadPreferenceSpectraS3 DELETE /_rest_/azure_target_read_preference/{id}
                -> 204
            GetAzureTargetReadPreferenceSpectraS3 GET /_rest_/azure_target_read_preference/{id}
                -> 200 AzureTargetReadPreference
            """#

        static let types = #"""
            type PhysicalPlacement
                AzureTargets/AzureTarget [AzureTarget]
                Ds3Targets/Ds3Target [Ds3Target]
                Pools/Pool [Pool]
                S3Targets/S3Target [S3Target]
                Tapes/Tape [Tape]
            type AzureDataReplicationRule
                DataPolicyId U
                Id U
                MaxBlobPartSizeInBytes L =1073741824
                ReplicateDeletes B =true
                State DataPlacementRuleState
                TargetId U
                Type DataReplicationRuleType
            type Blob
                ByteOffset L sort=+1
                Checksum S ?
                ChecksumType ChecksumType ?
                Id U
                Length L
                ObjectId U
            type Bucket
                CreationDate D =now
                DataPolicyId U
                Empty B ?-
                Id U
                LastPreferredChunkSizeInBytes L ?
                LogicalUsedCapacity L ?-
                Name S sort=+1 match=[A-Za-z0-9\.\-\_]{1,63}
                Protected B =false
                UserId U
            type BucketAcl
                BucketId U ?
                GroupId U ?
                Id U
                Permission BucketAclPermission
                UserId U ?
            type CanceledJob
                BucketId U
                CachedSizeInBytes L
                CanceledDueToTimeout B =false
                ChunkClientProcessingOrderGuarantee JobChunkClientProcessingOrderGuarantee =IN_ORDER
                CompletedSizeInBytes L
                CreatedAt D =now sort=-1
                DateCanceled D =now sort=-0
                ErrorMessage S ?
                Id U
                Naked B =false
                Name S =Untitled
                OriginalSizeInBytes L
                Priority BlobStoreTaskPriority =NORMAL
                Rechunked D ?
                RequestType JobRequestType
                Truncated B =false
                UserId U
            type CapacitySummaryContainer
                Pool StorageDomainCapacitySummary
                Tape StorageDomainCapacitySummary
            type CompletedJob
                BucketId U
                CachedSizeInBytes L
                ChunkClientProcessingOrderGuarantee JobChunkClientProcessingOrderGuarantee =IN_ORDER
                CompletedSizeInBytes L
                CreatedAt D =now sort=-1
                DateCompleted D =now sort=-0
                ErrorMessage S ?
                Id U
                Naked B =false
                Name S =Untitled
                OriginalSizeInBytes L
                Priority BlobStoreTaskPriority =NORMAL
                Rechunked D ?
                RequestType JobRequestType
                Truncated B =false
                UserId U
            type DataPathBackend
                Activated B
                AllowNewJobRequests B =true
                AutoActivateTimeoutInMins I ?
                AutoInspect AutoInspectMode =FULL
                CacheAvailableRetryAfterInSeconds I =60
                DefaultVerifyDataAfterImport BlobStoreTaskPriority ?
                DefaultVerifyDataPriorToImport B =true
                Id U
                InstanceId U
                IomCacheLimitationPercent F =0.5
                IomEnabled B =true
                LastHeartbeat D =now
                MaxAggregatedBlobsPerChunk I =20000
                MaxNumberOfConcurrentJobs I =40000
                PartiallyVerifyLastPercentOfTapes I ?
                PoolSafetyEnabled B =true
                UnavailableMediaPolicy UnavailableMediaUsagePolicy =DISCOURAGED
                UnavailablePoolMaxJobRetryInMins I =20
                UnavailableTapePartitionMaxJobRetryInMins I =20
                VerifyCheckpointBeforeRead B =true
            type DataPersistenceRule
                DataPolicyId U
                Id U
                IsolationLevel DataIsolationLevel
                MinimumDaysToRetain I ?
                State DataPlacementRuleState
                StorageDomainId U
                Type DataPersistenceRuleType
            type DataPolicy
                AlwaysForcePutJobCreation B =false
                AlwaysMinimizeSpanningAcrossMedia B =false
                BlobbingEnabled B =true
                ChecksumType ChecksumType =MD5
                CreationDate D =now
                DefaultBlobSize L ?
                DefaultGetJobPriority BlobStoreTaskPriority =HIGH
                DefaultPutJobPriority BlobStoreTaskPriority =NORMAL
                DefaultVerifyAfterWrite B =false
                DefaultVerifyJobPriority BlobStoreTaskPriority =LOW
                EndToEndCrcRequired B =false
                Id U
                MaxVersionsToKeep I =1000
                Name S sort=+10
                RebuildPriority BlobStoreTaskPriority =LOW
                Versioning VersioningLevel =NONE
            type DataPolicyAcl
                DataPolicyId U ?
                GroupId U ?
                Id U
                UserId U ?
            type DegradedBlob
                AzureReplicationRuleId U ?
                BlobId U
                BucketId U
                Ds3ReplicationRuleId U ?
                Id U
                PersistenceRuleId U ?
                S3ReplicationRuleId U ?
            type Ds3DataReplicationRule
                DataPolicyId U
                Id U
                ReplicateDeletes B =true
                State DataPlacementRuleState
                TargetDataPolicy S ?
                TargetId U
                Type DataReplicationRuleType
            type FeatureKey
                CurrentValue L ?
                ErrorMessage S ?
                ExpirationDate D ?
                Id U
                Key FeatureKeyType
                LimitValue L ?
            type Group
                BuiltIn B =false
                Id U
                Name S sort=+10
            type GroupMember
                GroupId U
                Id U
                MemberGroupId U ?
                MemberUserId U ?
            type ActiveJob
                Aggregating B =false
                BucketId U
                CachedSizeInBytes L
                ChunkClientProcessingOrderGuarantee JobChunkClientProcessingOrderGuarantee =IN_ORDER
                CompletedSizeInBytes L
                CreatedAt D =now sort=-1
                DeadJobCleanupAllowed B =true
                ErrorMessage S ?
                Id U
                ImplicitJobIdResolution B =false
                MinimizeSpanningAcrossMedia B =false
                Naked B =false
                Name S =Untitled
                OriginalSizeInBytes L
                Priority BlobStoreTaskPriority =NORMAL
                Protected B =false
                Rechunked D ?
                Replicating B =false
                RequestType JobRequestType
                Restore JobRestore =NO
                Truncated B =false
                TruncatedDueToTimeout B =false
                UserId U
                VerifyAfterWrite B
            type JobChunk
                BlobStoreState JobChunkBlobStoreState =PENDING
                ChunkNumber I sort=+3
                Id U
                JobCreationDate D sort=+1
                JobId U sort=+2
                NodeId U ?
                PendingTargetCommit B =false
                ReadFromAzureTargetId U ?
                ReadFromDs3TargetId U ?
                ReadFromPoolId U ?
                ReadFromS3TargetId U ?
                ReadFromTapeId U ?
            type JobCreationFailed
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                TapeBarCodes S ?
                Type JobCreationFailedType
                UserName S
            type Node
                DataPathHttpPort I ?
                DataPathHttpsPort I ?
                DataPathIpAddress S =NOT_INITIALIZED_YET
                DnsName S ?
                Id U
                LastHeartbeat D =now
                Name S sort=+10
                SerialNumber S sort=+20
            type S3DataReplicationRule
                DataPolicyId U
                Id U
                InitialDataPlacement S3InitialDataPlacementPolicy =STANDARD_IA
                MaxBlobPartSizeInBytes L =1073741824
                ReplicateDeletes B =true
                State DataPlacementRuleState
                TargetId U
                Type DataReplicationRuleType
            type S3Object
                BucketId U
                CreationDate D ? sort=-2
                Id U sort=+3
                Latest B =false
                Name S sort=+1
                Type S3ObjectType
            type StorageDomain
                AutoEjectMediaFullThreshold L ?
                AutoEjectUponCron S ?
                AutoEjectUponJobCancellation B =false
                AutoEjectUponJobCompletion B =false
                AutoEjectUponMediaFull B =false
                Id U
                LtfsFileNaming LtfsFileNamingMode =OBJECT_ID
                MaxTapeFragmentationPercent I =65
                MaximumAutoVerificationFrequencyInDays I ?
                MediaEjectionAllowed B =true
                Name S sort=+10
                SecureMediaAllocation B =false
                VerifyPriorToAutoEject BlobStoreTaskPriority ?
                WriteOptimization WriteOptimization =CAPACITY
            type StorageDomainCapacitySummary
                PhysicalAllocated L
                PhysicalFree L
                PhysicalUsed L
            type StorageDomainFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                StorageDomainId U
                Type StorageDomainFailureType
            type StorageDomainMember
                AutoCompactionThreshold I ?
                Id U
                PoolPartitionId U ?
                State StorageDomainMemberState =NORMAL sort=+1
                StorageDomainId U sort=+2
                TapePartitionId U ?
                TapeType TapeType ?
                WritePreference WritePreferenceLevel =NORMAL sort=+3
            type SystemFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                Type SystemFailureType
            type SpectraUser
                AuthId S
                DefaultDataPolicyId U ?
                Id U
                MaxBuckets I =10000
                Name S sort=+10
                SecretKey S
            type AzureTargetFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type BucketChangesNotificationRegistration
                BucketId U ?
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                LastSequenceNumber L ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type BucketHistoryEvent
                BucketId U
                Id U
                ObjectCreationDate D ?
                ObjectName S
                SequenceNumber L sort=+1
                Type BucketHistoryEventType
                VersionId U
            type Ds3TargetFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type GenericDaoNotificationRegistration
                CreationDate D =now sort=+1
                DaoType S
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type JobCompletedNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                JobId U ?
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type JobCreatedNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type JobCreationFailedNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type PoolFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type S3ObjectCachedNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                JobId U ?
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type S3ObjectLostNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type S3ObjectPersistedNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                JobId U ?
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type S3TargetFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type StorageDomainFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type SystemFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type TapeFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type TapePartitionFailureNotificationRegistration
                CreationDate D =now sort=+1
                Format HttpResponseFormatType =DEFAULT
                Id U
                LastFailure S ?
                LastHttpResponseCode I ?
                LastNotification D ?
                NamingConvention NamingConventionType =CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                NotificationEndPoint S
                NotificationHttpMethod RequestType =POST
                NumberOfFailuresSinceLastSuccess I
                UserId U ?
            type CacheFilesystem
                AutoReclaimInitiateThreshold F =0.82
                AutoReclaimTerminateThreshold F =0.72
                BurstThreshold F =0.85
                CacheSafetyEnabled B =false
                Id U
                MaxCapacityInBytes L ?
                MaxPercentUtilizationOfFilesystem F ?
                NeedsReconcile B =true
                NodeId U
                Path S
            type Pool
                AssignedToStorageDomain B =false
                AvailableCapacity L
                BucketId U ?
                Guid S
                Health PoolHealth
                Id U
                LastAccessed D ?
                LastModified D ?
                LastVerified D ?
                Mountpoint S
                Name S sort=+10
                PartitionId U ?
                PoweredOn B
                Quiesced Quiesced =NO
                ReservedCapacity L
                State PoolState
                StorageDomainMemberId U ?
                TotalCapacity L
                Type PoolType
                UsedCapacity L
            type PoolFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                PoolId U
                Type PoolFailureType
            type PoolPartition
                Id U
                Name S sort=+10
                Type PoolType
            type SuspectBlobPool
                BlobId U
                BucketId U
                DateWritten D =now
                Id U
                LastAccessed D =now
                PoolId U
            type SuspectBlobTape
                BlobId U
                Id U
                OrderIndex I
                TapeId U
            type Tape
                AssignedToStorageDomain B =false
                AvailableRawCapacity L ?
                BarCode S sort=+3
                BucketId U ?
                DescriptionForIdentification S ?
                EjectDate D ?
                EjectLabel S ?
                EjectLocation S ?
                EjectPending D ?
                FullOfData B =false
                Id U
                LastAccessed D ?
                LastCheckpoint S ?
                LastModified D ?
                LastVerified D ?
                PartiallyVerifiedEndOfTape D ?
                PartitionId U ?
                PreviousState TapeState ?
                Role TapeRole =NORMAL
                SerialNumber S ?
                State TapeState =PENDING_INSPECTION sort=+1
                StorageDomainMemberId U ?
                TakeOwnershipPending B =false
                TotalRawCapacity L ?
                Type TapeType sort=+2
                VerifyPending BlobStoreTaskPriority ?
                WriteProtected B =false
            type TapeDensityDirective
                Density TapeDriveType
                Id U
                PartitionId U
                TapeType TapeType
            type TapeDrive
                CleaningRequired B =false
                ErrorMessage S ?
                ForceTapeRemoval B =false
                Id U
                LastCleaned D ?
                MaxFailedTapes I ? =3
                MfgSerialNumber S ?
                MinimumTaskPriority BlobStoreTaskPriority ?
                PartitionId U
                Quiesced Quiesced =NO
                ReservedTaskType ReservedTaskType =ANY
                SerialNumber S sort=+20
                State TapeDriveState =NORMAL sort=+1
                TapeId U ?
                Type TapeDriveType sort=+2
            type TapeFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                TapeDriveId U
                TapeId U
                Type TapeFailureType
            type TapeLibrary
                Id U
                ManagementUrl S
                Name S
                SerialNumber S sort=+20
            type TapePartition
                AutoCompactionEnabled B =false
                AutoQuiesceEnabled B =true
                DriveIdleTimeoutInMinutes I ? =15
                DriveType TapeDriveType ?
                ErrorMessage S ?
                Id U
                ImportExportConfiguration ImportExportConfiguration
                LibraryId U
                MinimumReadReservedDrives I =0
                MinimumWriteReservedDrives I =0
                Name S sort=+10
                Quiesced Quiesced =YES
                SerialNumber S sort=+20
                State TapePartitionState =ONLINE sort=+1
            type TapePartitionFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                PartitionId U
                Type TapePartitionFailureType
            type AzureTarget
                AccountKey S ?-
                AccountName S
                AutoVerifyFrequencyInDays I ?
                CloudBucketPrefix S = match=^([a-z\d]([a-z\d]|(\.(?!(\.|-)))|(-(?!\.))){0,62}){0,1}$
                CloudBucketSuffix S = match=^(([a-z\d]|(\.(?!(\.|-)))|(-(?!\.))){0,62}[a-z\d\.]){0,1}$
                DefaultReadPreference TargetReadPreferenceType =LAST_RESORT
                Https B =true
                Id U
                LastFullyVerified D ?
                Name S sort=+10
                NamingMode CloudNamingMode =BLACK_PEARL
                PermitGoingOutOfSync B =false
                Quiesced Quiesced =NO
                State TargetState =ONLINE
            type AzureTargetBucketName
                BucketId U
                Id U
                Name S sort=+10
                TargetId U
            type AzureTargetFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                TargetId U
                Type TargetFailureType
            type AzureTargetReadPreference
                BucketId U
                Id U
                ReadPreference TargetReadPreferenceType
                TargetId U
            type Ds3Target
                AccessControlReplication Ds3TargetAccessControlReplication =NONE
                AdminAuthId S
                AdminSecretKey S
                DataPathEndPoint S
                DataPathHttps B =true
                DataPathPort I ?
                DataPathProxy S ?
                DataPathVerifyCertificate B =true
                DefaultReadPreference TargetReadPreferenceType =LAST_RESORT
                Id U
                Name S sort=+10
                PermitGoingOutOfSync B =false
                Quiesced Quiesced =NO
                ReplicatedUserDefaultDataPolicy S ?
                State TargetState =ONLINE
            type Ds3TargetFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                TargetId U
                Type TargetFailureType
            type Ds3TargetReadPreference
                BucketId U
                Id U
                ReadPreference TargetReadPreferenceType
                TargetId U
            type S3Target
                AccessKey S
                AutoVerifyFrequencyInDays I ?
                CloudBucketPrefix S = match=^([a-z\d]([a-z\d]|(\.(?!(\.|-)))|(-(?!\.))){0,62}){0,1}$
                CloudBucketSuffix S = match=^(([a-z\d]|(\.(?!(\.|-)))|(-(?!\.))){0,62}[a-z\d\.]){0,1}$
                DataPathEndPoint S ?
                DefaultReadPreference TargetReadPreferenceType =LAST_RESORT
                Https B =true
                Id U
                LastFullyVerified D ?
                Name S sort=+10
                NamingMode CloudNamingMode =BLACK_PEARL
                OfflineDataStagingWindowInTb I =64
                PermitGoingOutOfSync B =false
                ProxyDomain S ?
                ProxyHost S ?
                ProxyPassword S ?
                ProxyPort I ?
                ProxyUsername S ?
                Quiesced Quiesced =NO
                Region S3Region ? =US_WEST_2
                RestrictedAccess B =false
                SecretKey S ?-
                StagedDataExpirationInDays I =30
                State TargetState =ONLINE
            type S3TargetBucketName
                BucketId U
                Id U
                Name S sort=+10
                TargetId U
            type S3TargetFailure
                Date D =now sort=-1
                ErrorMessage S ?
                Id U
                TargetId U
                Type TargetFailureType
            type S3TargetReadPreference
                BucketId U
                Id U
                ReadPreference TargetReadPreferenceType
                TargetId U
            type SuspectBlobAzureTarget
                BlobId U
                Id U
                TargetId U
            type SuspectBlobDs3Target
                BlobId U
                Id U
                TargetId U
            type SuspectBlobS3Target
                BlobId U
                Id U
                TargetId U
            type BulkObject
                @Bucket S ?- sort=+1
                @Id U ?-
                @InCache B ?-
                @Latest B
                @Length L
                @Name S sort=+2
                @Offset L sort=+4
                PhysicalPlacement PhysicalPlacement ?-
                @VersionId U sort=+3
            type BulkObjectList
                Object [BulkObject]
            type BuildInformation
                Branch S
                Revision S
                Version S
            type AzureTargetFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                TargetId U
                Type TargetFailureType
            type BucketChangesNotificationPayload
                Changes [SequencedEvent]
                LastProcessedEvent L
                NotificationGenerationDate D
            type Ds3TargetFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                TargetId U
                Type TargetFailureType
            type GenericDaoNotificationPayload
                DaoType S
                Ids [UUID]
                NotificationGenerationDate D
                SqlOperation SqlOperation
            type JobCompletedNotificationPayload
                CancelOccurred B
                JobId U
                NotificationGenerationDate D
                ObjectsNotPersisted/Object [BulkObject]
            type JobCreatedNotificationPayload
                JobId U
                NotificationGenerationDate D
            type JobCreationFailedNotificationPayload
                ErrorMessage S ?
                NotificationGenerationDate D
                TapesMustBeOnlined TapesMustBeOnlined
                UserName S
            type PoolFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                PoolId U
                Type PoolFailureType
            type S3ObjectsCachedNotificationPayload
                JobId U
                NotificationGenerationDate D
                Objects/Object [BulkObject]
            type S3ObjectsLostNotificationPayload
                NotificationGenerationDate D
                Objects/Object [BulkObject]
            type S3ObjectsPersistedNotificationPayload
                JobId U
                NotificationGenerationDate D
                Objects/Object [BulkObject]
            type S3TargetFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                TargetId U
                Type TargetFailureType
            type SetOfTapeBarCodes
                TapeBarCodes [String]
            type StorageDomainFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                StorageDomainId U
                Type StorageDomainFailureType
            type SystemFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                Type SystemFailureType
            type TapeFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                TapeDriveId U
                TapeId U
                Type TapeFailureType
            type TapePartitionFailureNotificationPayload
                Date D
                ErrorMessage S ?
                NotificationGenerationDate D
                PartitionId U
                Type TapePartitionFailureType
            type TapesMustBeOnlined
                TapesToOnline [SetOfTapeBarCodes]
            type BlobStoreTaskInformation
                DateScheduled D
                DateStarted D ?-
                Description S
                DriveId U ?-
                Id L
                Name S
                PoolId U ?-
                Priority BlobStoreTaskPriority
                State BlobStoreTaskState
                TapeId U ?-
                TargetId U ?-
                TargetType S ?-
            type BlobStoreTasksInformation
                Tasks [BlobStoreTaskInformation] ?
            type CacheEntryInformation
                Blob Blob ?
                State CacheEntryState
            type CacheFilesystemInformation
                AvailableCapacityInBytes L
                CacheFilesystem CacheFilesystem
                Entries [CacheEntryInformation] ?
                JobLockedCacheInBytes L
                Summary S
                TotalCapacityInBytes L
                UnavailableCapacityInBytes L
                UsedCapacityInBytes L
            type CacheInformation
                Filesystems [CacheFilesystemInformation]
            type BucketDetails
                CreationDate D ?
                Name S
            type ListBucketResult root=ListBucketResult
                CommonPrefixes+Prefix [String]
                CreationDate D ?
                Delimiter S ?
                Marker S ?
                MaxKeys I
                Name S
                NextMarker S
                Contents [Contents] ?-
                Prefix S ?
                IsTruncated B
                Version [Contents] ?-
            type ListAllMyBucketsResult root=ListAllMyBucketsResult
                Buckets/Bucket [BucketDetails]
                Owner Owner
            type CompleteMultipartUploadResult root=CompleteMultipartUploadResult
                Bucket S
                ETag S
                Key S
                Location S
            type DeleteObjectError
                Code S
                Key S
                Message S
                VersionId U ?-
            type DeleteResult root=DeleteResult
                Deleted [DeletedObject]
                Error [DeleteObjectError]
            type DetailedTapePartition
                AutoCompactionEnabled B =false
                AutoQuiesceEnabled B =true
                AvailableStorageCapacity L
                DriveIdleTimeoutInMinutes I ? =15
                DriveType TapeDriveType ?
                DriveTypes [TapeDriveType]
                ErrorMessage S ?
                Id U
                ImportExportConfiguration ImportExportConfiguration
                LibraryId U
                MinimumReadReservedDrives I =0
                MinimumWriteReservedDrives I =0
                Name S sort=+10
                Quiesced Quiesced =YES
                SerialNumber S sort=+20
                State TapePartitionState =ONLINE sort=+1
                TapeCount I
                TapeStateSummaries/TapeStateSummary [TapeStateSummaryApiBean]
                TapeTypeSummaries/TapeTypeSummary [TapeTypeSummaryApiBean]
                TapeTypes [TapeType]
                TotalStorageCapacity L
                UsedStorageCapacity L
            type Error root=Error
                Code S
                HttpErrorCode I
                Message S
                Resource S
                ResourceId L
            type InitiateMultipartUploadResult root=InitiateMultipartUploadResult
                Bucket S
                Key S
                UploadId S
            type Job
                @Aggregating B
                @BucketName S
                @CachedSizeInBytes L
                @ChunkClientProcessingOrderGuarantee JobChunkClientProcessingOrderGuarantee
                @CompletedSizeInBytes L
                @EntirelyInCache B ?-
                @JobId U
                @Naked B
                @Name S
                Nodes/Node [JobNode] ?-
                @OriginalSizeInBytes L
                @Priority BlobStoreTaskPriority
                @RequestType JobRequestType
                @StartDate D
                @Status JobStatus
                @UserId U
                @UserName S
            type Objects root=Objects
                @ChunkId U
                @ChunkNumber I
                @NodeId U ?-
                Object [BulkObject] ?-
            type MasterObjectList root=MasterObjectList
                @Aggregating B
                @BucketName S
                @CachedSizeInBytes L
                @ChunkClientProcessingOrderGuarantee JobChunkClientProcessingOrderGuarantee
                @CompletedSizeInBytes L
                @EntirelyInCache B ?-
                @JobId U
                @Naked B
                @Name S
                Nodes/Node [JobNode] ?-
                Objects [Objects]
                @OriginalSizeInBytes L
                @Priority BlobStoreTaskPriority
                @RequestType JobRequestType
                @StartDate D
                @Status JobStatus
                @UserId U
                @UserName S
            type JobList root=Jobs
                Job [Job]
            type ListPartsResult root=ListPartsResult
                Bucket S
                Key S
                MaxParts I
                NextPartNumberMarker I
                Owner Owner
                PartNumberMarker I
                Part [MultiPartUploadPart]
                IsTruncated B
                UploadId U
            type ListMultipartUploadsResult root=ListMultipartUploadsResult
                Bucket S
                CommonPrefixes+Prefix [String]
                Delimiter S
                KeyMarker S
                MaxUploads I
                NextKeyMarker S
                NextUploadIdMarker S
                Prefix S
                IsTruncated B
                UploadIdMarker S
                Upload [MultiPartUpload]
            type MultiPartUpload
                Initiated D
                Key S
                Owner Owner
                UploadId U
            type MultiPartUploadPart
                ETag S
                LastModified D
                PartNumber I
            type JobNode
                @EndPoint S
                @HttpPort I ?-
                @HttpsPort I ?-
                @Id U
            type Contents
                ETag S ?
                IsLatest B ?-
                Key S
                LastModified D ?
                Owner Owner
                Size L
                StorageClass Object ?
                VersionId U ?-
            type DeletedObject
                Key S
                VersionId U ?-
            type TapeStateSummaryApiBean root=TapeStateSummary
                Count I
                FullOfData I
                TapeState TapeState
                TypeCounts [TypeTypeCountApiBean]
            type TapeTypeSummaryApiBean root=TapeTypeSummary
                AvailableStorageCapacity L
                Count I
                TotalStorageCapacity L
                Type TapeType
                UsedStorageCapacity L
            type TypeTypeCountApiBean root=TypeTypeCount
                Count I
                FullOfData I
                Type TapeType
            type Owner
                DisplayName S
                ID U
            type DetailedS3Object root=Object
                Blobs BulkObjectList ?-
                BlobsBeingPersisted I ?-
                BlobsDegraded I ?-
                BlobsInCache I ?-
                BlobsTotal I ?-
                BucketId U
                CreationDate D ? sort=-2
                ETag S
                Id U sort=+3
                Latest B =false
                Name S sort=+1
                Owner S
                Size L
                Type S3ObjectType
            type SystemInformationApiBean
                ApiVersion S
                BackendActivated B
                BuildInformation BuildInformation
                InstanceId U
                Now L
                SerialNumber S
            type HealthVerificationResult
                DatabaseFilesystemFreeSpace DatabasePhysicalSpaceState
                MsRequiredToVerifyDataPlannerHealth L
            type NamedDetailedTapePartition root=TapePartition
                AutoCompactionEnabled B =false
                AutoQuiesceEnabled B =true
                AvailableStorageCapacity L
                DriveIdleTimeoutInMinutes I ? =15
                DriveType TapeDriveType ?
                DriveTypes [TapeDriveType]
                ErrorMessage S ?
                Id U
                ImportExportConfiguration ImportExportConfiguration
                LibraryId U
                MinimumReadReservedDrives I =0
                MinimumWriteReservedDrives I =0
                Name S sort=+10
                Quiesced Quiesced =YES
                SerialNumber S sort=+20
                State TapePartitionState =ONLINE sort=+1
                TapeCount I
                TapeStateSummaries/TapeStateSummary [TapeStateSummaryApiBean]
                TapeTypeSummaries/TapeTypeSummary [TapeTypeSummaryApiBean]
                TapeTypes [TapeType]
                TotalStorageCapacity L
                UsedStorageCapacity L
            type TapeFailureApiBean
                Cause S
                Tape Tape
            type TapeFailuresApiBean
                Failure [TapeFailureApiBean]
            type CreateHeapDumpParams
                Application Application
                Path S
            type DatabaseContents
                Types [TypeT]
            type TypeT
                BeansRetrieverName S
                DomainName S
                NumberOfType I
            type Duration
                ElapsedHours I
                ElapsedMillis L
                ElapsedMinutes I
                ElapsedNanos L
                ElapsedSeconds I
            type SequencedEvent
                Id U
                SequenceNumber L
            """#

        static let enums = #"""
            enum AutoInspectMode
                NEVER MINIMAL FULL
            enum BlobStoreTaskPriority
                CRITICAL URGENT HIGH NORMAL LOW BACKGROUND
            enum BucketAclPermission
                LIST READ WRITE DELETE JOB OWNER
            enum CloudNamingMode
                BLACK_PEARL AWS_S3
            enum DataIsolationLevel
                STANDARD BUCKET_ISOLATED
            enum DataPersistenceRuleType
                PERMANENT TEMPORARY RETIRED
            enum DataPlacementRuleState
                NORMAL INCLUSION_IN_PROGRESS
            enum DataReplicationRuleType
                PERMANENT RETIRED
            enum FeatureKeyType
                AWS_S3_CLOUD_OUT MICROSOFT_AZURE_CLOUD_OUT
            enum JobChunkBlobStoreState
                PENDING IN_PROGRESS COMPLETED
            enum JobChunkClientProcessingOrderGuarantee
                NONE IN_ORDER
            enum JobCreationFailedType
                TAPES_MUST_BE_ONLINED
            enum JobRequestType
                PUT GET VERIFY
            enum JobRestore
                NO YES PERMANENT_ONLY
            enum LtfsFileNamingMode
                OBJECT_NAME OBJECT_ID
            enum S3InitialDataPlacementPolicy
                STANDARD REDUCED_REDUNDANCY STANDARD_IA GLACIER DEEP_ARCHIVE
            enum S3ObjectType
                DATA FOLDER
            enum S3Region
                GOV_CLOUD US_EAST_1 US_EAST_2 US_WEST_1 US_WEST_2 EU_WEST_1 EU_WEST_2 EU_CENTRAL_1
                AP_SOUTH_1 AP_SOUTHEAST_1 AP_SOUTHEAST_2 AP_NORTHEAST_1 AP_NORTHEAST_2 SA_EAST_1
                CN_NORTH_1 CA_CENTRAL_1
            enum StorageDomainFailureType
                ILLEGAL_EJECTION_OCCURRED MEMBER_BECAME_READ_ONLY
                WRITES_STALLED_DUE_TO_NO_FREE_MEDIA_REMAINING
            enum StorageDomainMemberState
                NORMAL EXCLUSION_IN_PROGRESS
            enum SystemFailureType
                RECONCILE_TAPE_ENVIRONMENT_FAILED RECONCILE_POOL_ENVIRONMENT_FAILED
                CRITICAL_DATA_VERIFICATION_ERROR_REQUIRES_USER_CONFIRMATION
                MICROSOFT_AZURE_WRITES_REQUIRE_FEATURE_LICENSE AWS_S3_WRITES_REQUIRE_FEATURE_LICENSE
                DATABASE_RUNNING_OUT_OF_SPACE
            enum UnavailableMediaUsagePolicy
                ALLOW DISCOURAGED DISALLOW
            enum VersioningLevel
                NONE KEEP_LATEST KEEP_MULTIPLE_VERSIONS
            enum WriteOptimization
                CAPACITY PERFORMANCE
            enum WritePreferenceLevel
                HIGH NORMAL LOW NEVER_SELECT
            enum BucketHistoryEventType
                DELETE MARK_LATEST UNMARK_LATEST CREATE
            enum CacheEntryState
                ALLOCATED IN_CACHE
            enum PoolFailureType
                BLOB_READ_FAILED DATA_CHECKPOINT_FAILURE DATA_CHECKPOINT_MISSING FORMAT_FAILED
                IMPORT_FAILED IMPORT_INCOMPLETE IMPORT_FAILED_DUE_TO_TAKE_OWNERSHIP_FAILURE
                IMPORT_FAILED_DUE_TO_DATA_INTEGRITY INSPECT_FAILED QUIESCED READ_FAILED VERIFY_FAILED
                WRITE_FAILED
            enum PoolHealth
                OK DEGRADED
            enum PoolState
                BLANK NORMAL LOST FOREIGN IMPORT_PENDING IMPORT_IN_PROGRESS
            enum PoolType
                NEARLINE ONLINE
            enum Quiesced
                NO PENDING YES
            enum ReservedTaskType
                ANY MAINTENANCE READ WRITE
            enum Severity
                CRITICAL WARNING ALERT SUCCESS INFO
            enum ImportExportConfiguration
                SUPPORTED NOT_SUPPORTED
            enum TapeDriveState
                OFFLINE NORMAL ERROR NOT_COMPATIBLE_IN_PARTITION_DUE_TO_NEWER_TAPE_DRIVES
            enum TapeDriveType
                UNKNOWN LTO5 LTO6 LTO7 LTO8 LTO9 LTO10 TS1140 TS1150 TS1155 TS1160 TS1170
            enum TapeFailureType
                BAR_CODE_CHANGED BAR_CODE_DUPLICATE BLOB_READ_FAILED CLEANING_TAPE_EXPIRED
                DATA_CHECKPOINT_FAILURE DATA_CHECKPOINT_FAILURE_DUE_TO_READ_ONLY DATA_CHECKPOINT_MISSING
                DELAYED_OWNERSHIP_FAILURE DRIVE_CLEAN_FAILED DRIVE_CLEANED DRIVE_TEST_FAILED
                DRIVE_TEST_FAILED_ALL_WRITES_TOO_SLOW DRIVE_TEST_FAILED_FORWARD_WRITES_TOO_SLOW
                DRIVE_TEST_FAILED_REVERSE_WRITES_TOO_SLOW DRIVE_TEST_SUCCEEDED ENCRYPTION_ERROR
                FORMAT_FAILED GET_TAPE_INFORMATION_FAILED HARDWARE_ERROR IMPORT_FAILED IMPORT_INCOMPLETE
                IMPORT_FAILED_DUE_TO_TAKE_OWNERSHIP_FAILURE IMPORT_FAILED_DUE_TO_DATA_INTEGRITY
                INCOMPATIBLE INSPECT_FAILED MOVE_FAILED QUIESCING_DRIVE READ_FAILED REIMPORT_REQUIRED
                SERIAL_NUMBER_MISMATCH VERIFY_FAILED WRITE_FAILED
            enum TapePartitionFailureType
                AUTO_QUIESCED CLEANING_TAPE_REQUIRED DUPLICATE_TAPE_BAR_CODES_DETECTED
                EJECT_STALLED_DUE_TO_OFFLINE_TAPES MINIMUM_DRIVE_COUNT_NOT_MET MOVE_FAILED
                MOVE_FAILED_DUE_TO_PREPARE_TAPE_FOR_REMOVAL_FAILURE NO_USABLE_DRIVES
                ONLINE_STALLED_DUE_TO_NO_STORAGE_SLOTS TAPE_DRIVE_IN_ERROR TAPE_DRIVE_MISSING
                TAPE_DRIVE_NOT_CLEANED TAPE_DRIVE_QUIESCED TAPE_DRIVE_TYPE_MISMATCH
                TAPE_EJECTION_BY_OPERATOR_REQUIRED TAPE_MEDIA_TYPE_INCOMPATIBLE TAPE_REMOVAL_UNEXPECTED
                TAPE_IN_INVALID_PARTITION
            enum TapePartitionState
                ONLINE OFFLINE ERROR
            enum TapeRole
                NORMAL TEST
            enum TapeState
                NORMAL OFFLINE ONLINE_PENDING ONLINE_IN_PROGRESS PENDING_INSPECTION UNKNOWN
                DATA_CHECKPOINT_FAILURE DATA_CHECKPOINT_FAILURE_DUE_TO_READ_ONLY DATA_CHECKPOINT_MISSING
                LTFS_WITH_FOREIGN_DATA RAW_IMPORT_PENDING RAW_IMPORT_IN_PROGRESS FOREIGN IMPORT_PENDING
                IMPORT_IN_PROGRESS INCOMPATIBLE LOST BAD CANNOT_FORMAT_DUE_TO_WRITE_PROTECTION
                SERIAL_NUMBER_MISMATCH BAR_CODE_MISSING AUTO_COMPACTION_IN_PROGRESS FORMAT_PENDING
                FORMAT_IN_PROGRESS EJECT_TO_EE_IN_PROGRESS EJECT_FROM_EE_PENDING EJECTED
            enum TapeType
                LTO5 LTO6 LTO7 LTOM8 LTO8 LTO9 LTO10 LTO_CLEANING_TAPE TS_JC TS_JY TS_JK TS_JD TS_JZ
                TS_JL TS_JM TS_JE TS_JV TS_JF TS_JN TS_CLEANING_TAPE UNKNOWN FORBIDDEN
            enum Ds3TargetAccessControlReplication
                NONE USERS
            enum TargetFailureType
                IMPORT_FAILED IMPORT_INCOMPLETE NOT_ONLINE WRITE_FAILED WRITE_INITIATE_FAILED
                READ_FAILED READ_INITIATE_FAILED VERIFY_FAILED VERIFY_COMPLETE
            enum TargetReadPreferenceType
                MINIMUM_LATENCY AFTER_ONLINE_POOL AFTER_NEARLINE_POOL AFTER_NON_EJECTABLE_TAPE
                LAST_RESORT NEVER
            enum TargetState
                ONLINE OFFLINE
            enum BlobStoreTaskState
                NOT_READY READY PENDING_EXECUTION IN_PROGRESS COMPLETED
            enum JobStatus
                IN_PROGRESS COMPLETED CANCELED
            enum Application
                S3_SERVER DATA_PLANNER
            enum RestActionType
                BULK_DELETE BULK_MODIFY CREATE DELETE LIST MODIFY SHOW
            enum RestDomainType
                ACTIVE_JOB AZURE_DATA_REPLICATION_RULE AZURE_TARGET AZURE_TARGET_BUCKET_NAME
                AZURE_TARGET_FAILURE AZURE_TARGET_FAILURE_NOTIFICATION_REGISTRATION
                AZURE_TARGET_READ_PREFERENCE BEANS_RETRIEVER BLOB_PERSISTENCE BLOB_STORE_TASK BUCKET
                BUCKET_ACL BUCKET_CAPACITY_SUMMARY BUCKET_CHANGES_NOTIFICATION_REGISTRATION
                BUCKET_HISTORY CACHE_FILESYSTEM CACHE_STATE CANCELED_JOB CAPACITY_SUMMARY COMPLETED_JOB
                DATA_PATH DATA_PATH_BACKEND DATA_PERSISTENCE_RULE DATA_POLICY DATA_POLICY_ACL
                DEGRADED_AZURE_DATA_REPLICATION_RULE DEGRADED_BLOB DEGRADED_BUCKET
                DEGRADED_DATA_PERSISTENCE_RULE DEGRADED_DS3_DATA_REPLICATION_RULE
                DEGRADED_S3_DATA_REPLICATION_RULE DS3_DATA_REPLICATION_RULE DS3_TARGET
                DS3_TARGET_DATA_POLICIES DS3_TARGET_FAILURE DS3_TARGET_FAILURE_NOTIFICATION_REGISTRATION
                DS3_TARGET_READ_PREFERENCE FEATURE_KEY FOLDER GENERIC_DAO_NOTIFICATION_REGISTRATION
                GROUP GROUP_MEMBER HEAP_DUMP INSTANCE_IDENTIFIER JOB JOB_CHUNK JOB_CHUNK_DAO
                JOB_COMPLETED_NOTIFICATION_REGISTRATION JOB_CREATED_NOTIFICATION_REGISTRATION
                JOB_CREATION_FAILED JOB_CREATION_FAILED_NOTIFICATION_REGISTRATION NODE OBJECT
                OBJECT_CACHED_NOTIFICATION_REGISTRATION OBJECT_LOST_NOTIFICATION_REGISTRATION
                OBJECT_PERSISTED_NOTIFICATION_REGISTRATION POOL POOL_ENVIRONMENT POOL_FAILURE
                POOL_FAILURE_NOTIFICATION_REGISTRATION POOL_PARTITION REQUEST_HANDLER
                REQUEST_HANDLER_CONTRACT S3_DATA_REPLICATION_RULE S3_TARGET S3_TARGET_BUCKET_NAME
                S3_TARGET_FAILURE S3_TARGET_FAILURE_NOTIFICATION_REGISTRATION S3_TARGET_READ_PREFERENCE
                STORAGE_DOMAIN STORAGE_DOMAIN_FAILURE STORAGE_DOMAIN_FAILURE_NOTIFICATION_REGISTRATION
                STORAGE_DOMAIN_MEMBER SUSPECT_BLOB_AZURE_TARGET SUSPECT_BLOB_DS3_TARGET
                SUSPECT_BLOB_POOL SUSPECT_BLOB_S3_TARGET SUSPECT_BLOB_TAPE SUSPECT_BUCKET SUSPECT_OBJECT
                SYSTEM_FAILURE SYSTEM_FAILURE_NOTIFICATION_REGISTRATION SYSTEM_HEALTH SYSTEM_INFORMATION
                TAPE TAPE_BUCKET TAPE_DENSITY_DIRECTIVE TAPE_DRIVE TAPE_ENVIRONMENT TAPE_FAILURE
                TAPE_FAILURE_NOTIFICATION_REGISTRATION TAPE_LIBRARY TAPE_PARTITION
                TAPE_PARTITION_FAILURE TAPE_PARTITION_FAILURE_NOTIFICATION_REGISTRATION
                TARGET_ENVIRONMENT USER USER_INTERNAL
            enum RestOperationType
                ALLOCATE CANCEL_EJECT CANCEL_FORMAT CANCEL_IMPORT CANCEL_ONLINE CANCEL_TEST
                CANCEL_VERIFY CLEAN COMPACT DEALLOCATE DUMP EJECT FORMAT GET_PHYSICAL_PLACEMENT IMPORT
                INSPECT MARK_FOR_COMPACTION ONLINE PAIR_BACK REGENERATE_SECRET_KEY START_BULK_GET
                START_BULK_PUT START_BULK_STAGE START_BULK_VERIFY TEST VERIFY
                VERIFY_SAFE_TO_START_BULK_PUT VERIFY_PHYSICAL_PLACEMENT
            enum RestResourceType
                SINGLETON NON_SINGLETON
            enum SqlOperation
                SELECT INSERT UPDATE DELETE
            enum DatabasePhysicalSpaceState
                CRITICAL LOW NEAR_LOW NORMAL
            enum HttpResponseFormatType
                DEFAULT JSON XML
            enum RequestType
                DELETE GET HEAD POST PUT
            enum NamingConventionType
                CONCAT_LOWERCASE CONSTANT UNDERSCORED CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE
                CAMEL_CASE_WITH_FIRST_LETTER_LOWERCASE
            enum ChecksumType
                CRC_32 CRC_32C MD5 SHA_256 SHA_512
            """#
    }
}
