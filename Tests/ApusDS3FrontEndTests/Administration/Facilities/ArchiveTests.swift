// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import ApusXML
import Testing

@Suite struct ArchiveTests {
    @Test func `tells of volumes as tapes`() async throws {
        let place = try ArchivePlace()
        let appliance = try await place.appliance()
        try await appliance.send(.put, "/footage")
        try await appliance.send(.put, "/footage/a", body: String(repeating: "a", count: 5000))
        let tape = try await appliance.waitForTape()
        #expect(tape.state == .normal && tape.type == .unknown && tape.assignedToStorageDomain)
        #expect(tape.totalRawCapacity == 4 << 20)

        let byBarCode = try await appliance.send(.get, "/_rest_/tape/\(tape.barCode)")
        #expect(try byBarCode.document(DS3.Tape.self).id == tape.id)
        for (query, count) in [
            ("bar_code=\(tape.barCode)", 1), ("bar_code=other", 0), ("storage_domain=archive", 1),
            ("partition=archive&state=normal", 1), ("full_of_data=true", 0), ("sort_by=BarCode", 1),
        ] {
            let found = try await appliance.send(.get, "/_rest_/tape?\(query)")
            #expect(found.headers["Total-Result-Count"] == String(count), "\(query)")
        }
        let labelled = try await appliance.send(
            .put, "/_rest_/tape/\(tape.barCode)?eject_label=shelf%203&role=normal")
        #expect(try labelled.document(DS3.Tape.self).ejectLabel == "shelf 3")
        let again = try await appliance.send(.get, "/_rest_/tape?eject_label=shelf%203")
        #expect(again.headers["Total-Result-Count"] == "1")
        let lost = try await appliance.send(.put, "/_rest_/tape/\(tape.barCode)?state=lost")
        #expect(lost.status == 400)

        let refused = try await appliance.send(.put, "/_rest_/tape?operation=eject")
        #expect(refused.status == 207)
        let failures = try refused.document(DS3.TapeFailuresApiBean.self).failures
        #expect(failures.map(\.tape.barCode) == [tape.barCode])
        #expect(failures.allSatisfy { !$0.cause.isEmpty })

        let blobs = try await appliance.send(
            .get, "/_rest_/tape/\(tape.id)?operation=get_physical_placement")
        let found = try blobs.document(DS3.BulkObjectList.self).objects
        #expect(found.map(\.name) == ["a"] && found.map(\.length) == [5000])
        #expect(blobs.headers["Total-Result-Count"] == "1")

        let partition = try await appliance.send(
            .get, "/_rest_/tape_partition/archive?full_details")
        let details = try partition.document(DS3.DetailedTapePartition.self)
        #expect(details.tapeCount == 1 && details.totalStorageCapacity == 4 << 20)
        #expect(details.usedStorageCapacity >= 5000)
        #expect(details.tapeStateSummaries.map(\.count) == [1])
        let drives = try await appliance.send(.get, "/_rest_/tape_drive")
            .list(DS3.TapeDrive.self)
        #expect(drives.count == 1)
        await place.shutDown(appliance)
    }

    @Test func `tells of the cache, and gives up what is safe`() async throws {
        let place = try ArchivePlace()
        let appliance = try await place.appliance()
        try await appliance.send(.put, "/footage")
        try await appliance.send(.put, "/footage/a", body: String(repeating: "a", count: 5000))
        try await appliance.waitForTape()
        func used() async throws -> Int {
            let state = try await appliance.send(.get, "/_rest_/cache_state")
                .document(DS3.CacheInformation.self)
            let cache = try #require(state.filesystems.first)
            #expect(cache.totalCapacityInBytes == 1 << 20)
            #expect(!cache.summary.isEmpty)
            return cache.usedCapacityInBytes
        }
        let before = try await used()
        #expect(
            try await appliance.send(.put, "/_rest_/cache_filesystem?reclaim").status == 204)
        #expect(try await used() <= before - 5000)
        let summary = try await appliance.send(
            .get, "/_rest_/capacity_summary?bucket_id=footage&storage_domain_id=archive")
        let figures = try summary.document(DS3.CapacitySummaryContainer.self)
        #expect(figures.tape.physicalUsed == 5000 && figures.tape.physicalAllocated == 4 << 20)
        #expect(figures.pool.physicalUsed == 0)
        #expect(
            try await appliance.send(.get, "/_rest_/pool").headers["Total-Result-Count"] == "0")
        await place.shutDown(appliance)
    }
}
