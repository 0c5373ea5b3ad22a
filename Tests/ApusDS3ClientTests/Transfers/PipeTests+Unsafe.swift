// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDS3Client
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(5))) struct PipeTests {
    @Test func `leaves out what of a directory is no file, and refuses it by its name`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let server = FaultyAppliance()
        try directory.write("some", to: "tree/file")
        let pipe = directory.path + "/tree/pipe"
        // Sound: the C string lives as long as the call.
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let client = DS3Client.meeting(server)
        let report = try await client.writeDirectory(directory.path + "/tree", to: "b")
        #expect(report.objectCount == 1)
        #expect(report.isComplete)
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([.file(pipe, as: "pipe")], to: "b")
        }
        #expect(stopped?.cause.code == .local)
    }
}
