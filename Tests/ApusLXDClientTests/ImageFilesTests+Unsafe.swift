// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ImageFilesTests {
    @Test func `sends no pipe, and waits for nobody to write to it`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/pipe"
        // SAFETY: the path is a text of ours, which mkfifo(3) only reads.
        try #require(unsafe mkfifo(path, 0o600) == 0)
        let lxd = LXD(exchange: ScriptedServer { _ in ScriptedServer.value([:]) })
        let error = await #expect(throws: LXDError.self) {
            try await lxd.images.upload(file: path)
        }
        #expect(error?.code == .local)
    }
}
