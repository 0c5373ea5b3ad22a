// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

@testable import ApusSwiftClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct LocalFileTests {
    @Test func `the digest of a file that takes hours can be given up`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/holes"
            let descriptor = try FileCalls.open(path, flags: O_WRONLY | O_CREAT)
            try FileCalls.truncate(descriptor, 1 << 40)
            FileCalls.close(descriptor)
            let file = try await LocalFile.open(path, lane: Lane(name: "files", threads: 1))
            let hashing = Task { try await file.md5(0..<file.sizeBytes) }
            // Others have their turn meanwhile.
            #expect(try await file.md5(0..<1) == "93b885adfe0da089cdf634904fd59f71")
            hashing.cancel()
            await #expect(throws: CancellationError.self) { try await hashing.value }
        }
    }
}
