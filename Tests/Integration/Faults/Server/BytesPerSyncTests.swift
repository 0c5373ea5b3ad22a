// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusHTTP
import Testing

/// `bytes_per_sync`: a long write is synced in steps.
@Suite(.enabled(if: FaultyDisk.isPossible)) struct BytesPerSyncTests {
    /// How many syncs a PUT of 8 MiB takes.
    private func syncs(_ engine: Engine, _ sections: String) async throws -> Int {
        let server = try await FaultyServer(engine, sections: sections)
        let bytes = Words.body(seed: 1, sizeBytes: 8 << 20)
        #expect(try await server.ask(.put, "/c").status == 201)
        try server.disk.count(.sync)
        #expect(try await server.ask(.put, "/c/o", body: bytes).status == 201)
        let count = try server.disk.recover().seen
        #expect(try await server.bytes("/c/o") == bytes)
        return count
    }

    @Test(arguments: Engine.all)
    func `a long write is synced in steps`(_ engine: Engine) async throws {
        let usual = try await syncs(engine, "")
        let inSteps = try await syncs(
            engine, "[app:object-server]\nbytes_per_sync = 1 MiB\ndisk_chunk_size = 128 KiB")
        #expect(inSteps >= usual + 7)
        let ofOne = try await syncs(
            engine,
            "[app:object-server]\nmb_per_sync = 1\n[backend:\(engine)]\nbytes_per_sync = 512 MiB")
        #expect(ofOne < inSteps)
    }
}
