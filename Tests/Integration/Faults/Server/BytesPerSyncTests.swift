// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusHTTP
import Testing

/// `bytes_per_sync`: a long write is synced in steps.
@Suite(.enabled(if: FaultyDisk.isPossible)) struct BytesPerSyncTests {
    /// How many syncs there are while 32 MiB are put: of the body, and of whatever else the server
    /// does meanwhile, which is less than one for each mebibyte.
    private func syncs(_ engine: Engine, _ sections: String) async throws -> Int {
        let server = try await FaultyServer(engine, sections: sections)
        let bytes = Bytes([UInt8](repeating: 7, count: 32 << 20))
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
        #expect(usual < 25)
        let inSteps = try await syncs(
            engine, "[app:object-server]\nbytes_per_sync = 1 MiB\ndisk_chunk_size = 128 KiB")
        #expect(inSteps >= 28)
        let ofOne = try await syncs(
            engine,
            "[app:object-server]\nmb_per_sync = 1\n[backend:\(engine)]\nbytes_per_sync = 512 MiB")
        #expect(ofOne < 25)
    }
}
