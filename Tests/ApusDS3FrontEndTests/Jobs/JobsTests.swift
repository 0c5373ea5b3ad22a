// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusIO
import ApusObjectStore
import ApusStorage
import ApusXML
import Testing

@Suite struct JobsTests {
    let appliance: TestAppliance

    init() async throws {
        appliance = try await TestAppliance()
        try await appliance.send(.post, "/_rest_/bucket?name=footage")
    }

    private func make(
        _ operation: String, _ objects: String, _ options: String = ""
    ) async throws -> DS3.JobPlan {
        let answer = try await appliance.send(
            .put, "/_rest_/bucket/footage?operation=\(operation)\(options)",
            body: "<Objects>\(objects)</Objects>")
        #expect(answer.status == 200, "\(answer.text)")
        return try DS3.JobPlan(parsing: answer.body)
    }

    private func plan(_ job: String) async throws -> DS3.JobPlan {
        try DS3.JobPlan(
            parsing: try await appliance.send(.get, "/_rest_/job/\(job)").body)
    }

    @Test func `lives through the life cycle of the contract`() async throws {
        let put = try await make(
            "start_bulk_put",
            #"<Object Name="raw/clip 1.mov" Size="25"/><Object Name="raw/" Size="0"/>"#,
            "&max_upload_size=10")
        #expect(put.name == "PUT by spectra")
        #expect(put.originalSizeBytes == 25)
        #expect(put.nodes.count == 1)
        #expect(put.chunks.map(\.number) == [0])
        #expect(put.chunks[0].objects.map(\.offset) == [0, 10, 20, 0])
        #expect(put.chunks[0].objects.map(\.length) == [10, 10, 5, 0])
        #expect(Set(put.chunks[0].objects.compactMap(\.versionID)).count == 2)
        let ready = try await appliance.send(.get, "/_rest_/job_chunk?job=\(put.jobID)")
        #expect(ready.headers["Retry-After"] == "60")
        #expect(try DS3.JobPlan(parsing: ready.body).chunks.count == 1)
        for (offset, text) in [(10, "0123456789"), (0, "ABCDEFGHIJ"), (20, "abcde")] {
            let answer = try await appliance.send(
                .put, "/footage/raw/clip%201.mov?job=\(put.jobID)&offset=\(offset)",
                ["x-amz-meta-reel": "7"], body: text)
            #expect(answer.status == 200)
            #expect(answer.headers["ETag"]?.count == 34)
        }
        #expect(try await plan(put.jobID).cachedSizeBytes == 25)
        #expect(try await appliance.send(.put, "/footage/raw/?job=\(put.jobID)").status == 200)
        let empty = try await appliance.send(.get, "/_rest_/job_chunk?job=\(put.jobID)")
        #expect(empty.headers["Retry-After"] == "60")
        #expect(try DS3.JobPlan(parsing: empty.body).chunks.isEmpty)
        #expect(try await plan(put.jobID).status == .inProgress)
        appliance.clock.advance(seconds: 6)
        #expect(try await plan(put.jobID).status == .completed)
        let head = try await appliance.send(.head, "/footage/raw/clip%201.mov")
        #expect(head.headers["x-amz-meta-reel"] == "7")
        #expect(head.headers["ds3-blob-checksum-offset-20"] == "q1a02StAcTrMWviZhdS3hg==")

        let get = try await make(
            "start_bulk_get", #"<Object Name="raw/clip 1.mov" Offset="8" Length="4"/>"#)
        #expect(get.chunks[0].objects.map(\.offset) == [0, 10])
        #expect(get.chunks[0].objects.map(\.inCache) == [true, true])
        let object = "/footage/raw/clip%201.mov?job=\(get.jobID)"
        let first = try await appliance.send(.get, object + "&offset=0", ["Range": "bytes=8-9"])
        #expect(first.status == 206)
        #expect(first.text == "IJ")
        #expect(first.headers["Content-Range"] == "bytes 8-9/25")
        let outside = try await appliance.send(
            .get, object + "&offset=10", ["Range": "bytes=8-11"])
        #expect(outside.status == 416)
        #expect(try await plan(get.jobID).completedSizeBytes == 10)
        let whole = try await appliance.send(.get, object + "&offset=10")
        #expect(whole.status == 200)
        #expect(whole.text == "0123456789")
        #expect(whole.headers["Content-MD5"] == "eB5eJF1ptWaXm4bijSPyxw==")
        #expect(try await plan(get.jobID).status == .completed)
        let gone = try await appliance.send(.get, "/_rest_/job_chunk?job=\(get.jobID)")
        #expect(gone.status == 410)
    }

    @Test func `shows transfers that nobody announced as jobs`() async throws {
        try await appliance.send(.put, "/footage/a", body: "abc")
        #expect(try await appliance.send(.get, "/footage/a").text == "abc")
        let list = try await appliance.send(.get, "/_rest_/completed_job")
            .list(DS3.CompletedJob.self)
        #expect(list.map(\.requestType) == [.get, .put])
        for record in list {
            #expect(record.naked && record.completedSizeInBytes == 3)
            let one = try await appliance.send(.get, "/_rest_/completed_job/\(record.id)")
            #expect(try one.document(DS3.CompletedJob.self).id == record.id)
            let plan = try await plan(record.id)
            #expect(plan.isNaked == true && plan.status == .completed)
        }
        // One that is being read.
        let response = try await appliance.frontEnd.respond(
            to: appliance.signed(.get, "/footage/a"))
        let active = try await appliance.send(.get, "/_rest_/active_job")
            .list(DS3.ActiveJob.self)
        #expect(active.map(\.naked) == [true])
        let jobs = try await appliance.send(.get, "/_rest_/job").document(DS3.JobList.self)
        #expect(jobs.jobs.map(\.naked) == [true])
        #expect(
            try await appliance.send(.delete, "/_rest_/job/\(active[0].id)?force").status == 204)
        #expect(try await response.reader.collect(limitBytes: 9).text == "abc")
        #expect(try await plan(active[0].id).status == .canceled)
    }

    @Test func `says what the cache can never hold, and that it is full`() async throws {
        let place = try ArchivePlace()
        let appliance = try await place.appliance()
        try await appliance.send(.post, "/_rest_/bucket?name=footage")
        let safe = "/_rest_/bucket/footage?operation=verify_safe_to_start_bulk_put"
        #expect(try await appliance.send(.put, safe).status == 200)
        let put = "/_rest_/bucket/footage?operation=start_bulk_put"
        let list = #"<Objects><Object Name="big" Size="2000000"/></Objects>"#
        let refused = try await appliance.send(.put, put, body: list)
        #expect(refused.status == 400 && refused.headers["Retry-After"] == nil)
        #expect(refused.text.contains("larger than the bucket's cache, which holds 1048576 bytes"))
        let naked = try await appliance.send(
            .put, "/footage/big", body: String(repeating: "x", count: 2_000_000))
        #expect(naked.status == 400)
        #expect(try await appliance.send(.put, put + "&force", body: list).status == 200)
        // Somebody takes all the room there is, also what comes free when volumes have it.
        let archive = try #require(appliance.store.policies.backends[0] as? any Staging)
        var full = try await appliance.send(.put, safe)
        for _ in 0..<1000 where full.status == 200 {
            let space = try await archive.cacheSpace()
            let held = space.usedBytes + space.reservedBytes
            try? await archive.reserve(space.capacityBytes + space.evictableBytes - held)
            full = try await appliance.send(.put, safe)
        }
        #expect(full.status == 402 && full.code == "PaymentRequired")
        await place.shutDown(appliance)
    }

    @Test func `cancels twice as suites expect it`() async throws {
        let job = try await make("start_bulk_put", #"<Object Name="a" Size="3"/>"#).jobID
        try await appliance.send(.put, "/footage/a?job=\(job)", body: "abc")
        #expect(try await appliance.send(.get, "/_rest_/active_job/\(job)").status == 200)
        #expect(try await appliance.send(.delete, "/_rest_/job/\(job)?force").status == 204)
        #expect(try await appliance.send(.delete, "/_rest_/job/\(job)?force").status == 404)
        #expect(try await plan(job).status == .canceled)
        #expect(try await appliance.send(.get, "/_rest_/active_job/\(job)").status == 404)
        let canceled = try await appliance.send(
            .get, "/_rest_/canceled_job?name=PUT%20by%20spectra")
        #expect(canceled.headers["Total-Result-Count"] == "1")
        #expect(try XMLElement(parsing: canceled.body).name == "Jobs")
        #expect(try canceled.list(DS3.CanceledJob.self)[0].id == job)
        #expect(try await appliance.send(.put, "/footage/a?job=\(job)", body: "abc").status == 410)
        #expect(try await appliance.send(.delete, "/_rest_/canceled_job").status == 204)
        #expect(try await appliance.send(.get, "/_rest_/job/\(job)").status == 404)
    }

    @Test(arguments: [
        ("?operation=start_bulk_put", "<Objects></Objects>", 400, "BadRequest"),
        ("?operation=start_bulk_put", "<Objects><Object Name='a'/></Objects>", 400, "BadRequest"),
        ("?operation=start_bulk_put", "<Objects><Object", 400, "BadRequest"),
        (
            "?operation=start_bulk_put",
            "<Objects><Object Name='a' Size='1'/><Object Name='a' Size='1'/></Objects>", 400,
            "BadRequest"
        ),
        (
            "?operation=start_bulk_put", "<Objects><Object Name='there' Size='1'/></Objects>", 409,
            "OBJECT_ALREADY_EXISTS"
        ),
        (
            "?operation=start_bulk_put&ignore_naming_conflicts",
            "<Objects><Object Name='there' Size='5'/></Objects>", 204, nil
        ),
        ("?operation=start_bulk_get", "<Objects><Object Name='b'/></Objects>", 404, "NotFound"),
        ("?operation=start_bulk_verify", "<Objects><Object Name='b'/></Objects>", 404, "NotFound"),
        (
            "?operation=start_bulk_get",
            "<Objects><Object Name='there' Offset='9' Length='1'/></Objects>", 400, "BadRequest"
        ),
        ("?operation=start_bulk_put&priority=HIGHEST", "<Objects/>", 400, "BadRequest"),
        ("?operation=verify_safe_to_start_bulk_put", "", 200, nil),
    ])
    func `refuses lists with the contract's statuses`(
        query: String, body: String, status: Int, code: String?
    ) async throws {
        try await appliance.send(.put, "/footage/there", body: "12345")
        let answer = try await appliance.send(.put, "/_rest_/bucket/footage\(query)", body: body)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.code == code)
        #expect(
            try await appliance.send(.get, "/_rest_/active_job").headers["Total-Result-Count"]
                == "0")
        let failures = try await appliance.send(.get, "/_rest_/job_creation_failed")
            .list(DS3.JobCreationFailed.self)
        for failure in failures {
            let target = "/_rest_/job_creation_failed/\(failure.id)"
            #expect(try await appliance.send(.delete, target).status == 204)
            #expect(try await appliance.send(.delete, target).status == 404)
        }
    }

    @Test func `finds chunks by their ids and by their job's`() async throws {
        let plan = try await make(
            "start_bulk_put",
            #"<Object Name="a" Size="70000000000"/><Object Name="b" Size="1"/>"#)
        #expect(plan.chunks.map { $0.objects.count } == [1, 2])
        for (id, number) in [(plan.jobID, "0"), (plan.chunks[1].id, "1")] {
            let answer = try await appliance.send(.get, "/_rest_/job_chunk/\(id)")
            let chunk = try XMLElement(parsing: answer.body)
            #expect(chunk.name == "Objects")
            #expect(chunk.attribute("ChunkNumber") == number)
            let allocated = try await appliance.send(
                .put, "/_rest_/job_chunk/\(id)?operation=allocate")
            #expect(allocated.status == 200)
            #expect(allocated.body == answer.body)
            let record = try await appliance.send(.get, "/_rest_/job_chunk_dao/\(id)")
            #expect(try record.document(DS3.JobChunk.self).jobID == plan.jobID)
        }
        let nothing = "7c2f0f3e-8a51-4a6f-8b8e-0a9d7e5b6f11"
        #expect(try await appliance.send(.get, "/_rest_/job_chunk/\(nothing)").status == 404)
        #expect(try await appliance.send(.get, "/_rest_/job_chunk?job=\(nothing)").status == 404)
        #expect(try await appliance.send(.get, "/_rest_/job_chunk").status == 400)
    }

    @Test func `modifies, lists, truncates and replicates`() async throws {
        let job = try await make(
            "start_bulk_put", #"<Object Name="a" Size="3"/><Object Name="b" Size="4"/>"#,
            "&name=first&priority=low&aggregating=True"
        ).jobID
        let same = try await make(
            "start_bulk_put", #"<Object Name="c" Size="5"/>"#, "&aggregating=True")
        #expect(same.jobID == job)
        #expect(same.isAggregating)
        #expect(same.chunks[0].objects.map(\.name) == ["a", "b", "c"])
        let closed = try await appliance.send(.put, "/_rest_/job/\(job)?close_aggregating_job")
        let isOpen = try DS3.JobPlan(parsing: closed.body).isAggregating
        #expect(!isOpen)
        let modified = try await appliance.send(
            .put,
            "/_rest_/active_job/\(job)?priority=URGENT&name=second&created_at=1000&protected=true")
        let plan = try DS3.JobPlan(parsing: modified.body)
        #expect(plan.priority == .urgent)
        #expect(plan.name == "second")
        #expect(plan.startDate == DS3.Time(milliseconds: 1000))
        let list = try await appliance.send(.get, "/_rest_/job?bucket_id=footage")
        #expect(try list.document(DS3.JobList.self).jobs.map(\.jobID) == [job])
        #expect(try await appliance.send(.get, "/_rest_/job?bucket_id=nope").status == 404)
        let text = try await appliance.send(.get, "/_rest_/job/\(job)?replicate").text
        #expect(try await appliance.send(.delete, "/_rest_/job/\(job)").status == 409)
        try await appliance.send(.put, "/_rest_/job/\(job)?protected=false")
        try await appliance.send(.put, "/footage/a?job=\(job)", body: "abc")
        #expect(try await appliance.send(.delete, "/_rest_/job/\(job)").status == 204)
        let truncated = try await self.plan(job)
        #expect(truncated.originalSizeBytes == 3)
        #expect(truncated.chunks[0].objects.map(\.name) == ["a"])
        // What is deleted is taken out; nothing is left.
        #expect(try await appliance.send(.delete, "/footage/a").status == 204)
        #expect(try await self.plan(job).status == .canceled)
        let replica = try await appliance.send(
            .put, "/_rest_/bucket/footage?operation=start_bulk_put&replicate", body: text)
        #expect(try DS3.JobPlan(parsing: replica.body).originalSizeBytes == 12)
        #expect(try await appliance.send(.delete, "/_rest_/job?force").status == 204)
        #expect(
            try await appliance.send(.get, "/_rest_/active_job").headers["Total-Result-Count"]
                == "0")
    }

    @Test(arguments: [
        ("0", 200), ("9999999999999", 200), ("10000000000000", 400), ("-1", 400),
        ("9223372036854775807", 400), ("-9223372036854775808", 400),
    ])
    func `takes only moments that the store can write`(moment: String, status: Int) async throws {
        let job = try await make("start_bulk_put", #"<Object Name="a" Size="3"/>"#).jobID
        let answer = try await appliance.send(.put, "/_rest_/job/\(job)?created_at=\(moment)")
        #expect(answer.status == status)
        guard status == 200 else { return }
        #expect(try DS3.JobPlan(parsing: answer.body).startDate == DS3.Time(moment))
    }

    @Test func `tells names apart that are one text to Swift`() async throws {
        let job = try await make(
            "start_bulk_put",
            "<Object Name=\"e\u{301}\" Size=\"3\"/><Object Name=\"\u{e9}\" Size=\"4\"/>"
        ).jobID
        let text = try await appliance.send(.get, "/_rest_/job/\(job)?replicate").text
        #expect(text.utf8.count { $0 == UInt8(ascii: "/") } == 3, "\(text)")
        #expect(text.contains("Size=\"3\"") && text.contains("Size=\"4\""))
    }

    @Test func `asks clients to wait as long as is said by now`() async throws {
        let job = try await make("start_bulk_put", #"<Object Name="a" Size="3"/>"#).jobID
        let record = "/_rest_/data_path_backend"
        func check(_ seconds: Int) async throws {
            let ready = try await appliance.send(.get, "/_rest_/job_chunk?job=\(job)")
            #expect(ready.headers["Retry-After"] == String(seconds))
            let shown = try await appliance.send(.get, record).document(DS3.DataPathBackend.self)
            #expect(shown.cacheAvailableRetryAfterInSeconds == seconds)
        }
        try await check(60)
        appliance.frontEnd.settings.retryAfter = .seconds(7)
        try await check(7)
        try await appliance.send(
            .put, record + "?cache_available_retry_after_in_seconds=9")
        appliance.frontEnd.settings.retryAfter = .seconds(8)
        try await check(9)
    }

    @Test func `finds the job of transfers that name none`() async throws {
        let job = try await make(
            "start_bulk_put", #"<Object Name="a" Size="3"/>"#, "&implicit_job_id_resolution=true"
        ).jobID
        #expect(try await appliance.send(.put, "/footage/a?offset=0", body: "abc").status == 200)
        #expect(try await plan(job).cachedSizeBytes == 3)
        #expect(try await appliance.send(.put, "/footage/b?offset=4", body: "abc").status == 404)
    }

    @Test func `verifies and stages without a client`() async throws {
        try await appliance.send(.put, "/footage/a", body: "abc")
        let staged = try await make("start_bulk_stage", #"<Object Name="a"/>"#)
        #expect(staged.status == .completed)
        #expect(staged.requestType == .get)
        let job = try await make("start_bulk_verify", #"<Object Name="a"/>"#)
        #expect(job.requestType == .verify)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appliance.frontEnd.workOnJobs() }
            while try await plan(job.jobID).status == .inProgress { await Task.yield() }
            group.cancelAll()
        }
        #expect(try await plan(job.jobID).completedSizeBytes == 3)
    }
}
