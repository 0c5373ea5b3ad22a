// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
    import ApusBytes
    import ApusHTTP
    import ApusIO
    import ApusServer
    import ApusTestSupport
    import ApusTelemetry
    import Glibc
    import Testing

    /// Whether this process may mount file systems.
    private let mayMount: Bool = {
        let path = "/tmp/apus-mount-probe-\(getpid())"
        guard unsafe mkdir(path, 0o700) == 0 else { return false }
        defer { unsafe rmdir(path) }
        guard unsafe mount("tmpfs", path, "tmpfs", 0, nil) == 0 else { return false }
        return unsafe umount2(path, Int32(MNT_DETACH)) == 0
    }()

    /// A server whose data is on a device that may go away.
    ///
    /// Sound because the strings given to mount(2) are lent for the length of the call.
    @Suite struct MountCheckTests {
        private static func configuration(
            _ folder: String, _ engine: String
        ) throws -> Configuration {
            try Configuration(
                parsing: Bytes(
                    """
                    [DEFAULT]
                    bind_ip = 127.0.0.1
                    bind_port = 0
                    metrics_port = off
                    access_log = off
                    data_dir = \(folder)/own
                    backend = disk
                    mount_check = yes
                    [backend:disk]
                    engine = \(engine)
                    path = \(folder)/disk/apus
                    [filter:tempauth]
                    \(TestServer.users)
                    """), file: "test.conf")
        }

        @Test(arguments: ["file", "packed"])
        func `does not start off a mounted device`(engine: String) async throws {
            try await withTemporaryDirectory { folder in
                try FileCalls.makeDirectory("\(folder)/disk")
                let configuration = try Self.configuration(folder, engine)
                let error = await #expect(throws: ServerError.self) {
                    _ = try await Server(configuration, logger: Logger(level: .error))
                }
                #expect(error?.description.contains("mount_check: neither") == true)
                // An empty mount point must not become a store.
                #expect(throws: SystemError.self) { try FileCalls.status("\(folder)/disk/apus") }
            }
        }

        @Test(
            .enabled(if: mayMount, "mounting a tmpfs takes privileges"),
            arguments: ["file", "packed"])
        func `refuses work when its device is gone`(engine: String) async throws {
            try await withTemporaryDirectory { folder in
                let disk = "\(folder)/disk"
                try FileCalls.makeDirectory(disk)
                try #require(unsafe mount("tmpfs", disk, "tmpfs", 0, nil) == 0)
                defer { unsafe umount2(disk, Int32(MNT_DETACH)) }
                try await TestServer.run(try Self.configuration(folder, engine)) { test in
                    let token = try await test.token()
                    func put(_ path: String) async throws -> Int {
                        try await test.ask(
                            .put, "/v1/AUTH_test/\(path)", token: token,
                            body: BodyReader(Bytes("12345"))
                        ).status
                    }
                    #expect(try await put("c") == 201)
                    #expect(try await put("c/o") == 201)
                    #expect(try await test.ask(.get, "/healthcheck").status == 200)

                    try #require(unsafe umount2(disk, Int32(MNT_DETACH)) == 0)
                    #expect(try await test.ask(.get, "/healthcheck").status == 503)
                    #expect(try await put("c/o2") == 503)
                    #expect(try await put("d") == 503)
                    let read = try await test.ask(.get, "/v1/AUTH_test/c", token: token)
                    #expect(read.status == 503)
                }
                // Nothing was made in the directory beneath.
                #expect(throws: SystemError.self) { try FileCalls.status("\(disk)/apus") }
            }
        }
    }
#endif
