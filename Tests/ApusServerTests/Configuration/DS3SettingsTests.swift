// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusStorage
import Testing

@testable import ApusServer

@Suite struct DS3SettingsTests {
    private static let start = "[DEFAULT]\ndata_dir = /data\n[filter:tempauth]\n"

    private func read(_ text: String) throws -> Configuration {
        try Configuration(parsing: Bytes(text), file: "apusd.conf")
    }

    @Test func `is off unless it is asked for`() throws {
        #expect(try read(Self.start).ds3 == nil)
    }

    @Test func `reads its section`() throws {
        let configuration = try read(
            Self.start
                + """
                [ds3]
                bind_ip = ::1
                bind_port = 80
                cert_file = /tls.pem
                user = media:admin
                access_key = id1
                secret_key = key1
                user_name = admin
                storage_policy = policy-0
                clock_skew = 1h
                retry_after = 5
                webhook_hosts = a.example, b.example
                """)
        let ds3 = try #require(configuration.ds3)
        #expect(ds3.address == .tcp(host: "::1", port: 80))
        #expect(ds3.certificate?.keyFile == "/tls.pem")
        #expect(ds3.account(for: .standard).map { "\($0)" } == "AUTH_media")
        #expect(ds3.keys?.accessKey == "id1" && ds3.keys?.secretKey == "key1")
        #expect(ds3.userName == "admin")
        #expect(ds3.storagePolicy == "policy-0")
        #expect(ds3.clockSkew == .seconds(3600) && ds3.retryAfter == .seconds(5))
        #expect(ds3.webhookHosts == ["a.example", "b.example"])
        #expect(configuration.summary.contains("offers Spectra S3 on https://[::1]:80"))
        #expect(!configuration.summary.contains("key1"))
    }

    @Test(arguments: [
        ("", "[ds3] needs user"), ("user = nobody", "user is ACCOUNT:USER, not nobody"),
        ("user = a:b\naccess_key = id", "access_key and secret_key need each other"),
        ("user = a:b\nstorage_policy = tape", "a storage policy that there is not: tape"),
        (
            "user = a:b\nstorage_policy = tape\nvolume_size = 1 GiB",
            "volume_size and storage_policy exclude each other"
        ),
        ("user = a:b\ncache_dir = cache", "cache_dir is absolute, not cache"),
        ("user = a:b\ncache_size = much", "cache_size is a number of bytes"),
        (
            "user = a:b\ncache_size = 1 GiB\n[storage-policy:0]\nname = Archive",
            "is there already: give [ds3] a storage_policy instead"
        ),
        (
            "user = a:b\nvolumes = /v\n[storage-policy:1]\nname = cold",
            "which makes [storage-policy:1] and [backend:archive]"
        ),
        ("user = a:b\nkey_file = /k", "key_file needs cert_file"),
        ("user = a:b\nacces_key = id", "[ds3] has no option acces_key; is access_key meant?"),
    ])
    func `says what is wrong`(options: String, problem: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try read(Self.start + "[ds3]\n" + options)
        }
        #expect(error.problems.contains { $0.description.contains(problem) })
    }

    @Test func `makes an archive of the directories and sizes it is told`() throws {
        let configuration = try read(
            Self.start
                + """
                [ds3]
                user = media:admin
                cache_dir = /fast
                cache_engine = file
                cache_size = 1 GiB
                volumes = /slow
                volume_size = 2 GiB
                mount_delay = 20
                """)
        #expect(configuration.ds3?.storagePolicy == "archive")
        #expect(configuration.summary.contains("storage policy 0: Policy-0 (packed, default)"))
        #expect(configuration.summary.contains("storage policy 1: archive (archive)"))
        let backend = try #require(configuration.policies.last.flatMap(configuration.backend(of:)))
        #expect(backend.engine == "archive" && backend.path == "/fast")
        #expect(backend.options.text("cache_engine") == "file")
        #expect(backend.options.text("volumes") == "/slow")
        #expect(backend.options.bytes("cache_size") == 1 << 30)
        #expect(backend.options.bytes("volume_size") == 2 << 30)
        #expect(backend.options.duration("mount_delay") == .seconds(20))
    }

    @Test(arguments: [
        ("8082", "127.0.0.1", 8082), ("0.0.0.0:80", "0.0.0.0", 80), ("[::1]:0", "::1", 0),
        (":443", "0.0.0.0", 443), ("host", nil, 0), ("::1:80", nil, 0), ("host:70000", nil, 0),
    ])
    func `reads addresses of the command line`(text: String, host: String?, port: Int) {
        let address = BindAddress(hostAndPort: text)
        #expect(address == host.map { .tcp(host: $0, port: port) })
    }

    @Test func `makes an archive where a data directory is all there is`() throws {
        var bare = Configuration(dataDirectory: "/data", backend: nil)
        bare.override(ds3: .tcp(host: "127.0.0.1", port: 0))
        #expect(bare.ds3?.storagePolicy == "archive")
        #expect(bare.summary.contains("storage policy 1: archive (archive)"))
        #expect(bare.summary.contains("storage policy 0: Policy-0 (packed, default)"))

        var written = try read(Self.start)
        written.override(ds3: .tcp(host: "127.0.0.1", port: 0))
        #expect(written.ds3?.storagePolicy == nil)
        #expect(written.policies.count == 1)
    }
}
