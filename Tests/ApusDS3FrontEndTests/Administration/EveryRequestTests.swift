// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusXML
import Testing

/// Every request of the groups that are administration, sent once and answered as its table says.
@Suite struct EveryRequestTests {
    /// The statuses of what no server of ours does.
    private static let refused: [String: Int] = [
        "ConvertStorageDomainToDs3TargetSpectraS3": 404,
        "RegisterDs3TargetSpectraS3": 400, "RegisterS3TargetSpectraS3": 400,
        "RegisterAzureTargetSpectraS3": 400,
        "EjectStorageDomainBlobsSpectraS3": 400,
    ]

    /// The statuses of what is refused where buckets stay on line.
    private static let refusedOnline: [String: Int] = [
        "PutTapeStorageDomainMemberSpectraS3": 404,
        "PutTapeDensityDirectiveSpectraS3": 404,
        "DeletePermanentlyLostPoolSpectraS3": 409, "DeallocatePoolSpectraS3": 409,
        "FormatForeignPoolSpectraS3": 409, "ImportPoolSpectraS3": 409,
        "CompactPoolSpectraS3": 409, "VerifyPoolSpectraS3": 409,
        "CompactAllPoolsSpectraS3": 409, "VerifyAllPoolsSpectraS3": 409,
    ]

    /// The statuses of what is refused where buckets go to volumes.
    private static let refusedArchive: [String: Int] = [
        "PutTapeStorageDomainMemberSpectraS3": 400,
        "EjectTapeSpectraS3": 409, "FormatTapeSpectraS3": 409, "ImportTapeSpectraS3": 409,
        "RawImportTapeSpectraS3": 409, "VerifyTapeSpectraS3": 409,
        "MarkTapeForCompactionSpectraS3": 409, "DeletePermanentlyLostTapeSpectraS3": 409,
        "DeleteTapeDriveSpectraS3": 409, "DeleteTapePartitionSpectraS3": 409,
        "CleanTapeDriveSpectraS3": 400, "PutDriveDumpSpectraS3": 400,
        "TestTapeDriveSpectraS3": 400,
    ]

    /// Whether a collection is always empty, so that no member of it is known.
    private static func isEmpty(_ path: String, hasArchive: Bool) -> Bool {
        let ends = [
            "_failure", "_target", "_rule", "_read_preference", "_bucket_name", "_policies",
        ]
        if ends.contains(where: { path.hasSuffix($0) }) { return path != "data_persistence_rule" }
        let tapes = ["tape", "tape_drive", "tape_partition", "tape_library", "cache_filesystem"]
        return hasArchive
            ? path == "pool" : tapes.contains(path) || path == "tape_density_directive"
    }

    @Test func `answers as the contract's tables say`() async throws {
        #expect(try await sendAll(to: try await TestAppliance(), hasArchive: false) == 313)
    }

    @Test func `answers as the tables say where buckets go to volumes`() async throws {
        let place = try ArchivePlace()
        let appliance = try await place.appliance()
        try await appliance.send(.put, "/footage")
        try await appliance.send(.put, "/footage/a", body: "data")
        try await appliance.waitForTape()
        #expect(try await sendAll(to: appliance, hasArchive: true) == 313)
        await place.shutDown(appliance)
    }

    /// - Returns: how many requests were sent, and answered as expected.
    private func sendAll(to appliance: TestAppliance, hasArchive: Bool) async throws -> Int {
        let members = try await Members(appliance, hasArchive: hasArchive)
        let refused = Self.refused.merging(
            hasArchive ? Self.refusedArchive : Self.refusedOnline
        ) { _, other in other }
        var sent = 0
        let groups = DS3.Operation.administration
        // What removes comes last, what makes first.
        let order: [DS3.Method] = [.post, .get, .put, .delete]
        for method in order {
            var operations = groups.filter { $0.method == method }
            if method == .delete {
                // What others are about goes when those have gone.
                let base = ["user", "group", "data_policy", "storage_domain", "pool_partition"]
                operations.sort { left, right in
                    !base.contains(left.resource) && base.contains(right.resource)
                }
            }
            for operation in operations {
                let path = operation.resource
                let isMember = operation.path.hasSuffix("{id}")
                let id = members.id(of: path, for: operation)
                let target = members.target(operation, id: id)
                let body =
                    operation.body == "objects" ? #"<Objects><Object Name="a"/></Objects>"# : ""
                let answer = try await appliance.send(Method(method), target, body: body)
                let wanted =
                    refused[operation.name]
                    ?? (isMember && Self.isEmpty(path, hasArchive: hasArchive)
                        || target.contains("target_id=") ? 404 : nil)
                if let wanted {
                    #expect(answer.status == wanted, "\(operation.name) \(target) \(answer.text)")
                    if wanted >= 400 { #expect(answer.code != nil) }
                } else {
                    #expect(
                        operation.successes.contains(answer.status),
                        "\(operation.name) \(target) \(answer.status) \(answer.text)")
                    try Self.check(answer, operation)
                }
                sent += 1
            }
        }
        return sent
    }

    /// Whether the document is the one that the table names.
    private static func check(_ answer: Answer, _ operation: DS3.Operation) throws {
        guard answer.status != 204, let payload = operation.payload else {
            #expect(answer.body.isEmpty, "\(operation.name)")
            return
        }
        let document = try XMLElement(parsing: answer.body)
        guard payload.hasPrefix("[") else {
            let type = try #require(DS3.Schema.known(payload))
            #expect(document.name == type.root)
            try type.check(document)
            return
        }
        let name = String(payload.dropFirst().dropLast())
        let type = try #require(DS3.Schema.known(name))
        let names = DS3.Schema.listNames(name)
        #expect(document.name == names.root)
        for item in document.children {
            #expect(item.name == names.item)
            try type.check(item)
        }
        if operation.isPaged {
            #expect(answer.headers["Page-Truncated"] == "0", "\(operation.name)")
            #expect(answer.headers["Total-Result-Count"] == String(document.children.count))
        }
    }
}

/// One of everything that can be made, to be asked about.
private struct Members {
    private var ids: [String: String] = [:]

    /// The storage domain that the server itself uses.
    private let domain: String

    init(_ appliance: TestAppliance, hasArchive: Bool) async throws {
        domain = hasArchive ? "archive" : "online"
        try await appliance.send(.put, "/footage")
        ids["bucket"] = "footage"
        // What is made later is about this one, so that the other can be removed.
        try await appliance.send(.post, "/_rest_/storage_domain?name=other")
        try await appliance.send(.post, "/_rest_/pool_partition?name=spare&type=nearline")
        for (path, query) in [
            ("user", "name=ann"), ("group", "name=team"), ("data_policy", "name=policy"),
            ("storage_domain", "name=domain"), ("pool_partition", "name=partition&type=nearline"),
        ] {
            let answer = try await appliance.send(.post, "/_rest_/\(path)?\(query)")
            #expect(answer.status == 201)
            ids[path] = try XMLElement(parsing: answer.body).child("Id")?.text
        }
        for path in [
            "node", "pool", "tape", "tape_drive", "tape_partition", "tape_library",
            "cache_filesystem",
        ] {
            let answer = try await appliance.send(.get, "/_rest_/\(path)")
            ids[path] = try XMLElement(parsing: answer.body).children.first?.child("Id")?.text
        }
        for (path, query) in [
            ("group_member", "group_id=team&member_user_id=spectra"),
            ("bucket_acl", "bucket_id=footage&user_id=ann&permission=LIST"),
            ("data_policy_acl", "data_policy_id=policy&user_id=ann"),
            (
                "data_persistence_rule",
                "data_policy_id=policy&storage_domain_id=domain&isolation_level=standard"
                    + "&type=permanent"
            ),
            (
                "storage_domain_member", "storage_domain_id=domain&pool_partition_id=partition"
            ),
            ("tape_density_directive", "partition_id=archive&tape_type=ts_jc&density=ts1140"),
        ] where path != "tape_density_directive" || hasArchive {
            let answer = try await appliance.send(.post, "/_rest_/\(path)?\(query)")
            #expect(answer.status == 201, "\(answer.text)")
            ids[path] = try XMLElement(parsing: answer.body).child("Id")?.text
        }
        for operation in DS3.Operation.administration
        where operation.path.hasSuffix("_notification_registration") && operation.method == .post {
            let answer = try await appliance.send(
                .post, "\(operation.path)?notification_end_point=test@test.test")
            #expect(answer.status == 201)
            ids[String(operation.path.dropFirst("/_rest_/".count))] =
                try XMLElement(parsing: answer.body).child("Id")?.text
        }
    }

    /// What is removed is not what others need.
    func id(of path: String, for operation: DS3.Operation) -> String {
        ids[path] ?? "6c0e2f5e-95ab-4c54-a1f4-6f4b8f2a2d10"
    }

    func target(_ operation: DS3.Operation, id: String) -> String {
        var query: [String] = []
        for parameter in operation.parameters where parameter.isRequired {
            if let value = parameter.value {
                query.append("\(parameter.name)=\(value)")
            } else if parameter.type == "flag" {
                query.append(parameter.name)
            } else {
                query.append("\(parameter.name)=\(value(of: parameter, operation))")
            }
        }
        let path = operation.path.replacing("{id}", with: id)
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private func value(of parameter: DS3.Operation.Parameter, _ operation: DS3.Operation) -> String
    {
        switch parameter.name {
        case "name": return "new-" + operation.path.split(separator: "/").joined(separator: "-")
        case "data_policy_id": return "standard"
        case "storage_domain_id", "storage_domain":
            return operation.method == .post ? "other" : domain
        case "pool_partition_id": return "spare"
        case "tape_partition_id", "partition_id": return "archive"
        case "group_id": return operation.path.hasSuffix("member") ? "Administrators" : "team"
        case "member_group_id": return "team"
        case "user_id", "member_user_id": return "ann"
        case "bucket_id": return "footage"
        case "quiesced": return "no"
        case "permission": return "WRITE"
        default: break
        }
        return DS3.Schema.words[parameter.type]?.first?.lowercased() ?? "text"
    }
}

extension DS3.Operation {
    /// All but S3's own, buckets, objects and jobs.
    fileprivate static var administration: [DS3.Operation] {
        all.filter { operation in
            guard operation.path.hasPrefix("/_rest_/") else { return false }
            return ![
                "bucket", "object", "folder", "blob_persistence", "job", "active_job",
                "canceled_job", "completed_job", "job_chunk", "job_chunk_dao",
                "job_creation_failed",
            ].contains(operation.resource)
        }
    }

    /// The collection that it is about.
    fileprivate var resource: String {
        String(path.dropFirst("/_rest_/".count).prefix { $0 != "/" })
    }
}

extension Method {
    fileprivate init(_ method: DS3.Method) {
        switch method {
        case .delete: self = .delete
        case .get: self = .get
        case .head: self = .head
        case .post: self = .post
        case .put: self = .put
        }
    }
}
