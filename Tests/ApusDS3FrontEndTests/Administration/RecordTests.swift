// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusModel
import Synchronization
import Testing

@Suite struct RecordTests {
    @Test func `fills in what the contract says where nothing is given`() async throws {
        let appliance = try await TestAppliance()
        let answer = try await appliance.send(
            .post, "/_rest_/data_policy?name=p&checksum_type=crc_32c&blobbing_enabled=False")
        #expect(answer.status == 201)
        let policy = try answer.document(DS3.DataPolicy.self)
        #expect(policy.checksumType == "CRC_32C")
        #expect(!policy.blobbingEnabled)
        #expect(policy.maxVersionsToKeep == 1000)
        #expect(policy.versioning == .none)
        #expect(policy.defaultGetJobPriority == .high)
        #expect(policy.defaultBlobSize == nil)
        #expect(answer.text.contains("<DefaultBlobSize/>"))
        #expect(policy.creationDate.milliseconds == Int64(appliance.clock.now.seconds) * 1000)
        let shown = try await appliance.send(.get, "/_rest_/data_policy/\(policy.id.uppercased())")
        #expect(shown.body == answer.body)
    }

    @Test(
        arguments: [
            ("POST", "/_rest_/data_policy?name=standard", 409),
            ("POST", "/_rest_/data_policy", 400),
            ("POST", "/_rest_/data_policy?name=", 400),
            ("POST", "/_rest_/data_policy?name=p&versioning=sometimes", 400),
            ("POST", "/_rest_/data_policy?name=p&default_blob_size=0", 400),
            ("POST", "/_rest_/data_policy?name=p&default_blob_size=-1", 400),
            ("POST", "/_rest_/data_policy?name=p&colour=red", 400),
            ("POST", "/_rest_/group?name=a%01b", 400),
            ("POST", "/_rest_/group?name=a%EF%BF%BF", 400),
            ("POST", "/_rest_/group?name=\(String(repeating: "a", count: 1025))", 400),
            ("POST", "/_rest_/group?name=%ff", 400),
            ("GET", "/_rest_/data_policy/nope", 404),
            ("PUT", "/_rest_/data_policy/nope", 404),
            ("DELETE", "/_rest_/data_policy/nope", 404),
            ("DELETE", "/_rest_/data_policy/standard", 409),
            ("DELETE", "/_rest_/group/Everyone", 403),
            ("PUT", "/_rest_/group/Administrators?name=Others", 403),
            ("POST", "/_rest_/group?name=Everyone", 409),
            ("DELETE", "/_rest_/user/spectra", 409),
            ("PUT", "/_rest_/user/spectra?name=other", 400),
            ("POST", "/_rest_/group_member?group_id=Everyone&member_user_id=spectra", 409),
            ("POST", "/_rest_/group_member?group_id=Administrators&member_user_id=spectra", 409),
            (
                "POST",
                "/_rest_/group_member?group_id=Administrators&member_group_id=Administrators", 409
            ),
            ("GET", "/_rest_/bucket_acl?bucket_id=nope", 404),
            ("POST", "/_rest_/bucket_acl?user_id=nope&permission=READ", 404),
            (
                "POST",
                "/_rest_/data_persistence_rule?data_policy_id=standard&storage_domain_id=online"
                    + "&isolation_level=standard&type=permanent", 409
            ),
            ("DELETE", "/_rest_/pool_partition/online", 409),
            ("GET", "/_rest_/tape?bar_code=x&sort_by=colour", 400),
            ("GET", "/_rest_/degraded_blob?bucket_id=nope", 404),
            ("GET", "/_rest_/suspect_blob_ds3_target?target_id=nope", 404),
            ("PUT", "/_rest_/data_path_backend?activated=false", 409),
            ("PUT", "/_rest_/pool?quiesced=yes", 409),
            ("PUT", "/_rest_/pool/online?quiesced=pending", 400),
        ])
    func `refuses what cannot be`(method: String, target: String, status: Int) async throws {
        let appliance = try await TestAppliance()
        let answer = try await appliance.send(Method(rawValue: method), target)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.code != nil)
    }

    @Test func `keeps what something else needs, and lets it go afterwards`() async throws {
        let appliance = try await TestAppliance()
        for target in [
            "data_policy?name=p", "storage_domain?name=d", "pool_partition?name=n&type=ONLINE",
            "data_persistence_rule?data_policy_id=p&storage_domain_id=d&isolation_level=standard"
                + "&type=TEMPORARY&minimum_days_to_retain=3",
            "storage_domain_member?storage_domain_id=d&pool_partition_id=n",
            "data_policy_acl?data_policy_id=p&user_id=spectra",
        ] {
            #expect(try await appliance.send(.post, "/_rest_/\(target)").status == 201)
        }
        for target in ["data_policy/p", "storage_domain/d", "pool_partition/n"] {
            #expect(try await appliance.send(.delete, "/_rest_/\(target)").status == 409)
        }
        let rule = try await appliance.send(.get, "/_rest_/data_persistence_rule?data_policy_id=p")
            .list(DS3.DataPersistenceRule.self)
        #expect(rule.map(\.minimumDaysToRetain) == [3])
        let member = try await appliance.send(
            .get, "/_rest_/storage_domain_member?storage_domain_id=d"
        ).list(DS3.StorageDomainMember.self)
        for target in [
            "data_persistence_rule/\(rule[0].id)", "storage_domain_member/\(member[0].id)",
            // The list of access control goes with its policy.
            "data_policy/p", "storage_domain/d", "pool_partition/n",
        ] {
            #expect(try await appliance.send(.delete, "/_rest_/\(target)").status == 204)
        }
        let lists = try await appliance.send(.get, "/_rest_/data_policy_acl")
        #expect(try lists.list(DS3.DataPolicyAcl.self).isEmpty)
    }

    @Test func `keeps the policy and the owner of a bucket`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/data_policy?name=p")
        try await appliance.send(.post, "/_rest_/user?name=ann&default_data_policy_id=p")
        let ann = try await appliance.user("ann")
        #expect(try await appliance.send(.put, "/b", as: ann).status == 200)
        for target in ["data_policy/p", "user/ann"] {
            let answer = try await appliance.send(.delete, "/_rest_/\(target)")
            #expect(answer.status == 409 && answer.text.contains("bucket b"), "\(answer.text)")
        }
        #expect(try await appliance.send(.delete, "/b").status == 204)
        #expect(try await appliance.send(.delete, "/_rest_/user/ann").status == 204)
        #expect(try await appliance.send(.get, "/", as: ann).code == "InvalidAccessKeyId")
        #expect(try await appliance.send(.delete, "/_rest_/data_policy/p").status == 204)
    }

    @Test func `lists by filters, in order, page by page`() async throws {
        let appliance = try await TestAppliance()
        for number in [3, 1, 5, 2, 4] {
            let type = number % 2 == 0 ? "ONLINE" : "nearline"
            try await appliance.send(.post, "/_rest_/pool_partition?name=n\(number)&type=\(type)")
        }
        func names(_ query: String) async throws -> (names: [String], behind: String?, all: String?)
        {
            let answer = try await appliance.send(.get, "/_rest_/pool_partition?\(query)")
            return (
                try answer.list(DS3.PoolPartition.self).map(\.name),
                answer.headers["Page-Truncated"], answer.headers["Total-Result-Count"]
            )
        }
        #expect(try await names("type=nearline").names == ["n1", "n3", "n5"])
        #expect(try await names("name=n2").names == ["n2"])
        #expect(try await names("name=%254").names == ["n4"])
        let first = try await names("type=NEARLINE&page_length=2")
        #expect(first == (["n1", "n3"], "1", "3"))
        #expect(try await names("name=n%25&page_length=2&last_page") == (["n5"], "0", "5"))
        #expect(try await names("page_offset=4").names == ["n5", "online"])
        let id = try await appliance.send(.get, "/_rest_/pool_partition/n4")
            .document(DS3.PoolPartition.self).id
        #expect(try await names("page_start_marker=\(id)").names == ["n5", "online"])
        #expect(
            try await names("page_start_marker=\(id)&page_offset=\(Int.max)") == ([], "0", "6"))
        let unknown = try await appliance.send(
            .get, "/_rest_/pool_partition?page_start_marker=6c0e2f5e-95ab-4c54-a1f4-6f4b8f2a2d10")
        #expect(unknown.status == 404)
    }

    @Test func `finds everything as it was after a restart`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/group?name=team%20%C3%A4")
        try await appliance.send(.post, "/_rest_/group?name=%3Ca%3E%26%22%5D%5D%3E%20")
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let member = try await appliance.send(
            .post, "/_rest_/group_member?group_id=team%20%C3%A4&member_user_id=ann")
        #expect(member.status == 201)
        try await appliance.send(
            .put, "/_rest_/data_path_backend?cache_available_retry_after_in_seconds=7")
        try await appliance.send(.put, "/_rest_/data_policy/standard?versioning=keep_latest")
        let paths = ["user", "group", "group_member", "data_policy", "node", "storage_domain"]
        var before: [Answer] = []
        for path in paths { before.append(try await appliance.send(.get, "/_rest_/\(path)")) }

        let again = try await appliance.restarted()
        for (path, answer) in zip(paths, before) where path != "node" {
            #expect(try await again.send(.get, "/_rest_/\(path)").body == answer.body)
        }
        let path = try await again.send(.get, "/_rest_/data_path_backend")
            .document(DS3.DataPathBackend.self)
        #expect(path.cacheAvailableRetryAfterInSeconds == 7)
    }

    @Test func `makes secrets anew and keeps them until the configuration says otherwise`()
        async throws
    {
        let appliance = try await TestAppliance()
        let answer = try await appliance.send(
            .put, "/_rest_/user/spectra?operation=regenerate_secret_key")
        let user = try answer.document(DS3.SpectraUser.self)
        #expect(user.authID == "id1" && user.secretKey != "key1")
        #expect(try await appliance.send(.get, "/").code == "SignatureDoesNotMatch")
        let renewed = DS3Credentials(accessKey: "id1", secretKey: user.secretKey)
        #expect(try await appliance.send(.get, "/", as: renewed).status == 200)
        let same = try await appliance.restarted()
        #expect(try await same.send(.get, "/", as: renewed).status == 200)
        let other = try await appliance.restarted(
            with: DS3Credentials(accessKey: "id2", secretKey: "key2"))
        #expect(try await other.send(.get, "/", as: renewed).code == "InvalidAccessKeyId")
        let changed = DS3Credentials(accessKey: "id2", secretKey: "key2")
        #expect(try await other.send(.get, "/", as: changed).status == 200)
    }

    @Test func `tells of a new secret whoever keeps it, and forgives him to be late`() async throws
    {
        let told = Mutex<[String]>([])
        let kept = DS3Credentials(accessKey: "id1", secretKey: "key1", areKept: true)
        let appliance = try await TestAppliance(credentials: kept) { settings in
            settings.onSecretKey = { secret in told.withLock { $0.append(secret) } }
        }
        #expect(appliance.frontEnd.secretKey == "key1")
        let answer = try await appliance.send(
            .put, "/_rest_/user/spectra?operation=regenerate_secret_key")
        let secret = try answer.document(DS3.SpectraUser.self).secretKey
        #expect(told.withLock { $0 } == [secret])
        let renewed = DS3Credentials(accessKey: "id1", secretKey: secret, areKept: true)
        // As after a kill before it was kept, and then after it was.
        for pair in [kept, renewed, kept] {
            let again = try await appliance.restarted(with: pair)
            #expect(again.frontEnd.secretKey == secret)
            #expect(try await again.send(.get, "/", as: renewed).status == 200)
        }
        let other = DS3Credentials(accessKey: "id2", secretKey: "key2", areKept: true)
        #expect(try await appliance.restarted(with: other).send(.get, "/").status == 200)
    }

    @Test func `tells of a secret that was chosen, too`() async throws {
        let told = Mutex<[String]>([])
        let appliance = try await TestAppliance { settings in
            settings.onSecretKey = { secret in told.withLock { $0.append(secret) } }
        }
        for query in ["max_buckets=7", "secret_key=chosen"] {
            let answer = try await appliance.send(.put, "/_rest_/user/spectra?\(query)")
            #expect(answer.status == 200)
        }
        #expect(told.withLock { $0 } == ["chosen"])
    }

    @Test func `tells nobody of the secrets of others`() async throws {
        let appliance = try await TestAppliance { settings in
            settings.onSecretKey = { _ in Issue.record("it is not the first user's") }
        }
        try await appliance.send(.post, "/_rest_/user?name=ann")
        let answer = try await appliance.send(
            .put, "/_rest_/user/ann?operation=regenerate_secret_key")
        #expect(answer.status == 200)
    }
}

extension TestAppliance {
    /// The keys of a user.
    func user(_ name: String) async throws -> DS3Credentials {
        let user = try await send(.get, "/_rest_/user/\(name)").document(DS3.SpectraUser.self)
        return DS3Credentials(
            userName: name, accessKey: user.authID, secretKey: user.secretKey)
    }
}
