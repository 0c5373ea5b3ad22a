// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusXML
import Synchronization
import Testing

@testable import ApusDS3FrontEnd

@Suite struct NoticesTests {
    private static let path = "/_rest_/job_created_notification_registration"
    private static let job = "6c0e2f5e-95ab-4c54-a1f4-6f4b8f2a2d10"

    private func appliance(_ listener: Listener?, hosts: [String]) async throws -> TestAppliance {
        try await TestAppliance { settings in
            guard let listener else { return }
            var webhooks = Webhooks(hosts: hosts, client: listener)
            webhooks.pause = .microseconds(1)
            settings.premises.webhooks = webhooks
        }
    }

    /// Posts that a job was made, sends all that waits, and shows how the registration is then.
    private func post(
        _ appliance: TestAppliance, registering query: String, users: [String] = []
    ) async throws -> DS3.JobCreatedNotificationRegistration {
        let registration = try await appliance.send(.post, "\(Self.path)?\(query)")
            .document(DS3.JobCreatedNotificationRegistration.self)
        let notices = appliance.frontEnd.notices
        notices.post(
            .jobCreated(Self.job, bucket: nil, users: users, at: DS3.Time(appliance.clock.now)))
        notices.finish()
        await notices.send()
        return try await appliance.send(.get, "\(Self.path)/\(registration.id)")
            .document(DS3.JobCreatedNotificationRegistration.self)
    }

    @Test func `tells an end point, and notes that it has`() async throws {
        let listener = Listener([204])
        let appliance = try await appliance(listener, hosts: ["hooks.example"])
        let registration = try await post(
            appliance, registering: "notification_end_point=http://hooks.example:8080/a?b=c")
        let request = try #require(listener.requests.first)
        #expect(request.method == .post)
        #expect(request.origin == Origin(isSecure: false, host: "hooks.example", port: 8080))
        #expect(request.target == "/a?b=c")
        #expect(request.contentType == "application/xml")
        let document = try XMLElement(parsing: Bytes(request.body))
        #expect(document.name == "Notification")
        #expect(document.child("Type")?.text == "JobCreated")
        #expect(document.child("JobId")?.text == Self.job)
        #expect(document.child("NotificationGenerationDate")?.text.isEmpty == false)
        #expect(registration.lastHttpResponseCode == 204)
        #expect(registration.lastNotification != nil && registration.lastFailure == nil)
        #expect(registration.numberOfFailuresSinceLastSuccess == 0)
    }

    @Test(arguments: [
        (
            "format=json&naming_convention=underscored&notification_http_method=put",
            #"{"notification": {"job_id": "#
        ),
        ("naming_convention=constant&format=xml", "<NOTIFICATION><TYPE>JobCreated</TYPE><JOB_ID>"),
        ("naming_convention=concat_lowercase", "<notification><type>JobCreated</type><jobid>"),
        (
            "naming_convention=camel_case_with_first_letter_lowercase",
            "<notification><type>JobCreated</type><jobId>"
        ),
    ])
    func `speaks as the registration says`(query: String, beginning: String) async throws {
        let listener = Listener([200])
        let appliance = try await appliance(listener, hosts: ["*"])
        _ = try await post(
            appliance, registering: "notification_end_point=https://hooks.example&\(query)")
        let request = try #require(listener.requests.first)
        #expect(request.body.hasPrefix(beginning), "\(request.body)")
        #expect(request.origin == Origin(isSecure: true, host: "hooks.example", port: 443))
        #expect(request.target == "/")
        #expect(request.method == (query.contains("put") ? .put : .post))
    }

    @Test func `tries again where that may help, and counts what fails`() async throws {
        for (statuses, tries, failures) in [
            ([503, 500, 200], 3, 0), ([503, 503, 503], 3, 1), ([404, 200], 1, 1), ([0, 200], 2, 0),
        ] {
            let listener = Listener(statuses)
            let appliance = try await appliance(listener, hosts: ["hooks.example"])
            let registration = try await post(
                appliance, registering: "notification_end_point=hooks.example/x")
            #expect(listener.requests.count == tries)
            #expect(registration.numberOfFailuresSinceLastSuccess == failures)
            #expect((registration.lastFailure == nil) == (failures == 0))
        }
    }

    @Test(arguments: ["169.254.169.254/latest", "test@test.test", "http://", "a%20b"])
    func `sends nothing to what the configuration does not name`(point: String) async throws {
        let listener = Listener([])
        let appliance = try await appliance(listener, hosts: ["hooks.example", "10.0.0.1:81"])
        let registration = try await post(
            appliance, registering: "notification_end_point=\(point)")
        #expect(listener.requests.isEmpty)
        #expect(registration.numberOfFailuresSinceLastSuccess == 1)
        #expect(registration.lastFailure?.isEmpty == false)
    }

    @Test func `sends nothing at all unless the configuration says so`() async throws {
        let appliance = try await appliance(nil, hosts: [])
        let registration = try await post(
            appliance, registering: "notification_end_point=hooks.example")
        #expect(registration.numberOfFailuresSinceLastSuccess == 0)
        #expect(registration.lastNotification == nil)
    }

    @Test func `tells of objects that come and go`() async throws {
        let listener = Listener([])
        let appliance = try await appliance(listener, hosts: ["*"])
        try await appliance.send(.put, "/footage")
        try await appliance.send(.put, "/other")
        let registration = try await appliance.send(
            .post,
            "/_rest_/bucket_changes_notification_registration?notification_end_point=a.example"
                + "&bucket_id=footage")
        #expect(registration.status == 201)
        #expect(try await appliance.send(.put, "/footage/a", body: "1").status == 200)
        #expect(try await appliance.send(.put, "/other/a", body: "1").status == 200)
        let history = try await appliance.send(.get, "/_rest_/bucket_history?bucket_id=footage")
            .list(DS3.BucketHistoryEvent.self)
        #expect(try await appliance.send(.delete, "/footage/a").status == 204)
        #expect(try await appliance.send(.delete, "/footage/a").status == 404)
        let notices = appliance.frontEnd.notices
        notices.finish()
        await notices.send()
        let told = try listener.requests.map { request in
            try DS3.BucketChangesNotificationPayload(
                unchecked: XMLElement(parsing: Bytes(request.body)))
        }.sorted { $0.lastProcessedEvent < $1.lastProcessedEvent }
        #expect(told.count == 2)
        #expect(told.first?.lastProcessedEvent == history.first?.sequenceNumber)
        let noted = try await appliance.send(
            .get, "/_rest_/bucket_changes_notification_registration"
        ).list(DS3.BucketChangesNotificationRegistration.self)
        #expect(told.map(\.lastProcessedEvent).contains(noted.first?.lastSequenceNumber ?? 0))
        #expect(told.first?.element.child("Changes")?.child("Id")?.text == history.first?.id)
    }

    /// Registers for a bucket's changes.
    private func register(_ bucket: String, _ appliance: TestAppliance) async throws {
        let answer = try await appliance.send(
            .post,
            "/_rest_/bucket_changes_notification_registration?notification_end_point=a.example"
                + "&bucket_id=\(bucket)")
        #expect(answer.status == 201)
    }

    /// The ids of what an end point was told has changed, in order.
    private func changes(
        _ appliance: TestAppliance, _ listener: Listener
    ) async throws -> [DS3.SequencedEvent] {
        appliance.frontEnd.notices.finish()
        await appliance.frontEnd.notices.send()
        return try listener.requests.flatMap { request in
            try DS3.BucketChangesNotificationPayload(
                unchecked: XMLElement(parsing: Bytes(request.body))
            ).changes
        }.sorted { $0.sequenceNumber < $1.sequenceNumber }
    }

    @Test func `tells of what any interface has changed`() async throws {
        let listener = Listener([])
        let appliance = try await appliance(listener, hosts: ["*"])
        try await appliance.send(.put, "/footage")
        try await register("footage", appliance)
        let bucket = ContainerAddress(appliance.account, try ContainerName("footage"))
        for name in ["a", "b"] {
            let address = ObjectAddress(bucket, try ObjectName(name))
            _ = try await appliance.store.put(
                PutRequest(address, contentType: "text/plain"), body: BodyReader(Bytes("1")),
                for: appliance.owner)
        }
        let history = try await appliance.send(.get, "/_rest_/bucket_history?bucket_id=footage")
            .list(DS3.BucketHistoryEvent.self)
        _ = await appliance.store.delete(
            [try ObjectName("a"), try ObjectName("none")], of: bucket, for: appliance.owner)
        let upload = try await appliance.send(.post, "/footage/c?uploads")
            .document(DS3.InitiateMultipartUploadResult.self).uploadID
        let part = try await appliance.send(
            .put, "/footage/c?part_number=1&upload_id=\(upload)", body: "1")
        let list =
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            + "<ETag>\(part.headers["ETag"] ?? "")</ETag></Part></CompleteMultipartUpload>"
        let completed = try await appliance.send(
            .post, "/footage/c?upload_id=\(upload)", body: list)
        #expect(completed.status == 200)
        #expect(try await appliance.send(.delete, "/_rest_/bucket/footage?force").status == 204)

        let told = try await changes(appliance, listener)
        // Two were made, one went, one was made of its part, two went with their bucket.
        #expect(told.count == 6)
        #expect(Set(told.map(\.sequenceNumber)).count == 6)
        #expect(told.prefix(2).map(\.id) == history.map(\.id))
        #expect(told.prefix(2).map(\.sequenceNumber) == history.map(\.sequenceNumber))
    }

    @Test func `tells of versions that come and go`() async throws {
        let listener = Listener([])
        let appliance = try await appliance(listener, hosts: ["*"])
        try await appliance.send(
            .post, "/_rest_/data_policy?name=p&versioning=KEEP_MULTIPLE_VERSIONS")
        try await appliance.send(.post, "/_rest_/bucket?name=footage&data_policy_id=p")
        try await register("footage", appliance)
        try await appliance.send(.put, "/footage/a", body: "1")
        let first = try await appliance.send(.head, "/footage/a").headers["version-id"] ?? ""
        try await appliance.send(.put, "/footage/a", body: "2")
        let history = try await appliance.send(.get, "/_rest_/bucket_history?bucket_id=footage")
            .list(DS3.BucketHistoryEvent.self)
        let gone = try await appliance.send(.delete, "/footage/a?version_id=\(first)")
        #expect(gone.status == 204)
        #expect(try await appliance.send(.delete, "/footage/a").status == 204)
        let back = try await appliance.send(.put, "/_rest_/object?bucket_id=footage&name=a")
        #expect(back.status == 200)

        let told = try await changes(appliance, listener)
        #expect(told.count == 5)
        #expect(told.dropFirst().first?.id == history.first?.id)
        #expect(told.dropFirst().first?.sequenceNumber == history.first?.sequenceNumber)
        // The one that has come back is the one that there was.
        #expect(told.last?.id == history.first?.id)
    }

    @Test func `tells of jobs and of their objects`() async throws {
        let listener = Listener([])
        let appliance = try await TestAppliance { settings in
            settings.premises.webhooks = Webhooks(hosts: ["*"], client: listener)
            settings.completionDelay = .zero
        }
        try await appliance.send(.put, "/footage")
        for kind in ["job_created", "job_completed", "object_cached", "object_persisted"] {
            let answer = try await appliance.send(
                .post,
                "/_rest_/\(kind)_notification_registration?notification_end_point=a.example")
            #expect(answer.status == 201)
        }
        let made = try await appliance.send(
            .put, "/_rest_/bucket/footage?operation=start_bulk_put&max_upload_size=10",
            body: #"<Objects><Object Name="a" Size="15"/></Objects>"#)
        let job = try DS3.JobPlan(parsing: made.body).jobID
        for (offset, body) in [(0, "0123456789"), (10, "01234")] {
            let sent = try await appliance.send(
                .put, "/footage/a?job=\(job)&offset=\(offset)", body: body)
            #expect(sent.status == 200)
        }
        try await appliance.frontEnd.jobs.tick()
        let notices = appliance.frontEnd.notices
        notices.finish()
        await notices.send()
        let told = try listener.requests.map { try XMLElement(parsing: Bytes($0.body)) }
        #expect(
            Set(told.compactMap { $0.child("Type")?.text })
                == ["JobCreated", "S3ObjectsCached", "S3ObjectsPersisted", "JobCompleted"])
        #expect(told.count == 4)
        #expect(Set(told.compactMap { $0.child("JobId")?.text }) == [job])
        let object = told.first { $0.child("Type")?.text == "S3ObjectsPersisted" }?
            .child("Objects")?.child("Object")
        #expect(object?.attribute("Name") == "a" && object?.attribute("Length") == "15")
    }

    @Test func `tells only those whom it concerns`() async throws {
        let listener = Listener([])
        let appliance = try await appliance(listener, hosts: ["*"])
        for name in ["ann", "bob", "eve"] {
            try await appliance.send(.post, "/_rest_/user?name=\(name)")
            let query = "notification_end_point=\(name).example"
            let answer = try await appliance.send(
                .post, "\(Self.path)?\(query)", as: try await appliance.user(name))
            #expect(answer.status == 201)
        }
        try await appliance.send(.put, "/footage")
        let bucket = try await appliance.send(.get, "/_rest_/bucket/footage")
            .document(DS3.Bucket.self).id
        try await appliance.send(
            .post, "/_rest_/bucket_acl?bucket_id=footage&user_id=bob&permission=LIST")
        let ann = try await appliance.send(.get, "/_rest_/user/ann")
            .document(DS3.SpectraUser.self).id
        let notices = appliance.frontEnd.notices
        notices.post(
            .jobCreated(
                Self.job, bucket: bucket, users: [ann], at: DS3.Time(appliance.clock.now)))
        notices.finish()
        await notices.send()
        let hosts = Set(listener.requests.compactMap { $0.origin?.host })
        #expect(hosts == ["ann.example", "bob.example"])
    }
}

/// An end point that answers with one status after the other, then with 200; 0 stands for a
/// connection that breaks.
private final class Listener: HTTPExchange {
    struct Heard: Sendable {
        let method: Method
        let origin: Origin?
        let target: String
        let contentType: String?
        let body: String
    }

    private struct Broken: Error {}

    private let state: Mutex<(statuses: [Int], requests: [Heard])>

    init(_ statuses: [Int]) {
        state = Mutex((statuses, []))
    }

    var requests: [Heard] { state.withLock { $0.requests } }

    func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(limitBytes: 1 << 20)
        let heard = Heard(
            method: request.method, origin: request.origin, target: request.target,
            contentType: request.headers["Content-Type"], body: body.text)
        let status = state.withLock { state in
            state.requests.append(heard)
            return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
        }
        guard status > 0 else { throw Broken() }
        return Response(Status(status))
    }
}
