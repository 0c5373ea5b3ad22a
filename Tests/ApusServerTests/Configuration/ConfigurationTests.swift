// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusObjectStore
import ApusServer
import ApusStorage
import ApusSwiftAPI
import ApusSwiftFrontEnd
import Testing

@Suite struct ConfigurationTests {
    private static let sample = """
        [DEFAULT]
        bind_ip = 127.0.0.1
        bind_port = 8080
        data_dir = /var/lib/apus
        # cert_file = ..., key_file = ... : HTTPS

        [storage-policy:0]
        name = gold
        default = yes
        # backend = file | packed | memory ; the default back-end when absent

        [filter:tempauth]
        # user_ACCOUNT_USER = KEY [GROUP ...] [STORAGE_URL]
        user_admin_admin = admin .admin .reseller_admin
        user_test_tester = testing .admin
        user_test_tester3 = testing3
        user_test2_tester2 = testing2 .admin
        """

    private static let keystone = """
        [filter:authtoken]
        auth_url = http://k:5000
        username = swift
        password = s
        project_name = service
        """

    private func read(_ text: String) throws -> Configuration {
        try Configuration(parsing: Bytes(text), file: "apusd.conf")
    }

    private func problems(_ text: String) throws -> [String] {
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        return error.problems.map(\.description)
    }

    @Test func `reads the file of the manual`() throws {
        let configuration = try read(Self.sample)
        #expect(configuration.general.address == .tcp(host: "127.0.0.1", port: 8080))
        #expect(configuration.general.dataDirectory == "/var/lib/apus")
        #expect(configuration.general.certificate == nil)
        #expect(configuration.policies.map(\.name) == ["gold"])
        #expect(
            configuration.tempAuth?.users.map(\.name).sorted()
                == ["admin:admin", "test2:tester2", "test:tester", "test:tester3"])
        #expect(configuration.warnings.isEmpty)
    }

    @Test func `reads what limits requests`() throws {
        let configuration = try read(
            """
            [DEFAULT]
            data_dir = /data
            [filter:ratelimit]
            use = egg:swift#ratelimit
            account_ratelimit = 2.5
            container_ratelimit_100 = 50
            container_ratelimit_0 = 100
            container_listing_ratelimit_10 = 5
            account_blacklist = AUTH_a, AUTH_b
            max_sleep_time_seconds = 5
            [filter:read_only]
            read_only = yes
            allow_deletes = yes
            [filter:name_check]
            forbidden_chars = '"
            maximum_length = 100
            [filter:bulk]
            max_deletes_per_request = 5
            max_expansion_ratio = 0
            """)
        let rates = configuration.rateLimits
        #expect(rates.accountRate == 2.5)
        #expect(
            Set(rates.containerSteps) == [
                .init(containerSize: 0, rate: 100), .init(containerSize: 100, rate: 50),
            ])
        #expect(rates.listingSteps == [.init(containerSize: 10, rate: 5)])
        #expect(rates.refusedAccounts == ["AUTH_a", "AUTH_b"])
        #expect(rates.longestDelay == .seconds(5))
        #expect(configuration.readOnly.isEverywhere && configuration.readOnly.allowsDeletes)
        #expect(configuration.nameCheck?.forbiddenCharacters == "'\"")
        #expect(configuration.nameCheck?.lengthLimitBytes == 100)
        #expect(configuration.bulk.deletionLimit == 5)
        #expect(configuration.bulk.expansionRatioLimit == nil)
        #expect(
            try problems(
                "[DEFAULT]\ndata_dir = /d\n[filter:ratelimit]\ncontainer_ratelimit_x = 1\n"
                    + "[filter:name_check]\nforbidden_regexp = (\n")
                == [
                    "line 4: container_ratelimit_SIZE is a number of requests a second",
                    "line 6: forbidden_regexp is a regular expression, not (",
                ])
    }

    @Test func `reads how long what has expired is kept, by account and container`() throws {
        let configuration = try read(
            """
            [DEFAULT]
            data_dir = /data
            [object-expirer]
            delay_reaping_AUTH_test = 300
            delay_reaping_AUTH_test/a%20b = 1.5
            expiring_objects_container_divisor = 3600
            [object-auditor]
            zero_byte_files_per_second = 7
            """)
        #expect(configuration.expirer.delays.values.sorted() == [.seconds(1.5), .seconds(300)])
        #expect(configuration.objectAuditor.emptyObjectsPerSecond == 7)
        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings.first?.description.contains("nobody else reads it") == true)
        #expect(
            try problems("[DEFAULT]\ndata_dir = /d\n[object-expirer]\ndelay_reaping_a/b/c = 1\n")
                == ["line 4: delay_reaping_ is followed by ACCOUNT or ACCOUNT/CONTAINER"])
        #expect(
            try problems("[DEFAULT]\ndata_dir = /d\n[object-expirer]\ndelay_reaping_a = soon\n")
                == ["line 4: delay_reaping_a is a time in seconds, not soon"])
    }

    @Test func `reads the steps of large bodies, for all back-ends or for one`() throws {
        let configuration = try read(
            """
            [DEFAULT]
            data_dir = /data
            [app:object-server]
            use = egg:swift#object
            mb_per_sync = 64
            [storage-policy:0]
            backend = own
            [backend:own]
            engine = file
            disk_chunk_size = 128 KiB
            """)
        #expect(Configuration().bodySteps == BodyStepSettings())
        #expect(configuration.bodySteps.chunkBytes == nil)
        #expect(configuration.bodySteps.bytesPerSync == 64 << 20)
        let own = try #require(configuration.backends["own"])
        #expect(own.options.bytes("disk_chunk_size") == 128 << 10)
        #expect(own.options.bytes("bytes_per_sync") == nil)
    }

    @Test func `warns of what upstream knows and changes nothing here`() throws {
        let configuration = try read(
            """
            [DEFAULT]
            data_dir = /data
            workers = 8
            log_name = swift
            swift_dir = /etc/swift
            [pipeline:main]
            pipeline = catch_errors tempauth proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            [filter:xprofile]
            use = egg:swift#xprofile
            """)
        #expect(
            configuration.warnings.map(\.description) == [
                "line 3: workers changes nothing here",
                "line 4: log_name changes nothing here",
                "line 5: swift_dir changes nothing here",
                "line 6: [pipeline:main] changes nothing here",
                "line 9: use changes nothing here",
                "line 11: [filter:xprofile] is not offered and stays off",
                "line 12: use changes nothing here",
            ])
    }

    @Test(arguments: [
        ("bind_prot = 80", "line 3: [DEFAULT] has no option bind_prot; is bind_port meant?"),
        ("bind_port = 65536", "line 3: bind_port is between 0 and 65535, not 65536"),
        ("bind_port = http", "line 3: bind_port is a whole number, not http"),
        ("expose_info = maybe", "line 3: expose_info is yes or no, not maybe"),
        ("client_timeout = soon", "line 3: client_timeout is a time in seconds, not soon"),
        ("key_file = /key", "line 1: key_file needs cert_file"),
        ("xyzzy = 1", "line 3: [DEFAULT] has no option xyzzy"),
        ("[filter:tempauht]", "line 3: there is no filter tempauht; is tempauth meant?"),
        (
            "[filter:kms_keymaster]",
            "line 3: [filter:kms_keymaster] is not offered, and doing without may do harm"
        ),
        (
            "[storage-polcy:0]",
            "line 3: there is no section [storage-polcy:0]; is [storage-policy:0] meant?"
        ),
        ("[storage-policy:x]", "line 3: a storage policy's number is not x"),
        (
            "[storage-policy:0]\nbackend = fiel",
            "line 3: there is no back-end fiel (there are archive, file, memory, packed); is file meant?"
        ),
        ("[storage-policy:0]\n[storage-policy:1]", "line 3: no storage policy says default = yes"),
        (
            "[storage-policy:0]\nname = a\ndefault = 1\n[storage-policy:1]\naliases = A",
            "line 6: a second storage policy called A"
        ),
        (
            "[swift-constraints]\nmax_file_size = 5 XB",
            "line 4: max_file_size is a number of bytes (64 KiB, 5 GiB), not 5 XB"
        ),
        (
            "[filter:tempauth]\nuser_a = k",
            "line 4: user_a: is not user_ACCOUNT_USER; with more underscores it is user64_ and base64"
        ),
        ("[filter:tempauth]\nuser_a_b =", "line 4: user_a_b: has no key"),
        (
            "[filter:tempauth]\ntoken_life = 1",
            "line 4: token_life is between 2.0 seconds and 31536000.0 seconds, not 1"
        ),
        ("[filter:tempauth]\nuser_a_b = k\nuser64_YQ_Yg = k", "line 5: a second user a:b"),
        ("[filter:keystoneauth]", "line 3: [filter:keystoneauth] needs [filter:authtoken]"),
        (keystone, "line 3: [filter:authtoken] needs [filter:keystoneauth]"),
        (
            keystone + "\n[filter:keystoneauth]\n[filter:tempauth]",
            "line 8: reseller_prefix AUTH_ is [filter:tempauth]'s already"
        ),
        (
            keystone.replacing("http://k:5000", with: "k:5000") + "\n[filter:keystoneauth]",
            "line 4: auth_url is a URL of Keystone's version 3 without a user, not k:5000"
        ),
        (
            keystone.replacing("username", with: "auth_type = v2password\nusername")
                + "\n[filter:keystoneauth]",
            "line 5: auth_type is password or v3applicationcredential, not v2password"
        ),
        (
            keystone.replacing("password = s", with: "") + "\n[filter:keystoneauth]",
            "line 3: [filter:authtoken] needs username, password and project_name of a service user"
        ),
    ])
    func `says what is wrong and what was meant`(text: String, problem: String) throws {
        #expect(try problems("[DEFAULT]\ndata_dir = /data\n" + text) == [problem])
    }

    @Test func `reports everything at once`() throws {
        let found = try problems(
            "[DEFAULT]\nbind_prot = 1\nbind_port = x\n[filter:tempauth]\nfoo=1")
        #expect(found.count == 3)
    }

    @Test func `needs a data directory unless all is in memory`() throws {
        #expect(try problems("[DEFAULT]\n") == ["[DEFAULT] needs data_dir: where to keep the data"])
        _ = try read("[storage-policy:0]\nbackend = memory")
        _ = try read(
            "[storage-policy:0]\nbackend = big\n[backend:big]\nengine = file\npath = /big")
    }

    @Test(
        arguments: [
            ("64", 64), ("64 KiB", 65536), ("1k", 1024), ("5GiB", 5 << 30), ("2 mb", 2 << 20),
        ] as [(String, UInt64)])
    func `reads sizes`(text: String, bytes: UInt64) throws {
        let configuration = try read(
            "[DEFAULT]\ndata_dir = /d\n[swift-constraints]\nmax_file_size = \(text)")
        #expect(configuration.constraints.fileSizeLimitBytes == bytes)
    }

    @Test(
        arguments: [
            ("90", .seconds(90)), ("0.5", .milliseconds(500)), ("200ms", .milliseconds(200)),
            ("5m", .seconds(300)), ("2 h", .seconds(7200)),
        ] as [(String, Duration)])
    func `reads times`(text: String, duration: Duration) throws {
        let configuration = try read("[DEFAULT]\ndata_dir = /d\nclient_timeout = \(text)")
        #expect(configuration.general.clientTimeout == duration)
    }

    @Test func `reads what hosts and pages are told`() throws {
        let text = "[DEFAULT]\ndata_dir = /data\n"
        let none = try read(text)
        #expect(none.staticWeb == nil && none.domainRemap == nil)
        #expect(none.crossDomainPolicy == nil && none.etagQuoting == nil)
        let usual = try read(
            text + "[filter:domain_remap]\n[filter:crossdomain]\n[filter:etag_quoter]\n")
        #expect(usual.domainRemap?.domains == ["example.com"])
        #expect(usual.domainRemap?.resellerPrefixes == ["AUTH"])
        #expect(
            usual.crossDomainPolicy == "<allow-access-from domain=\"*\" secure=\"false\" />")
        #expect(usual.etagQuoting?.isUsual == false)
        let all = try read(
            text
                + """
                [filter:domain_remap]
                storage_domain = .a.com, b.com
                path_root = /v2/
                reseller_prefixes = AUTH, SERVICE
                default_reseller_prefix = AUTH
                mangle_client_paths = yes
                [filter:staticweb]
                url_base = https://h:1/ignored
                [filter:crossdomain]
                cross_domain_policy = <a />
                    <b />
                [filter:etag-quoter]
                enable_by_default = on
                """)
        let remap = try #require(all.domainRemap)
        #expect(remap.domains == ["a.com", "b.com"])
        #expect(remap.pathRoot == "v2")
        #expect(remap.resellerPrefixes == ["AUTH", "SERVICE"])
        #expect(remap.standardPrefix == "AUTH")
        #expect(remap.manglesPaths)
        #expect(all.staticWeb?.baseURL == "https://h:1")
        #expect(all.crossDomainPolicy == "<a />\n<b />")
        #expect(all.etagQuoting?.isUsual == true)
        #expect(
            try problems(text + "[filter:staticweb]\nurl_base = example.com").first?
                .contains("url_base is a scheme and a host") == true)
    }

    @Test func `reads what temporary URLs may do`() throws {
        let text = "[DEFAULT]\ndata_dir = /data\n[filter:tempurl]\n"
        let usual = try read(text).temporaryURLs
        #expect(usual.functions == [.sha256, .sha512])
        let urls = try read(
            text + "methods = get head\nallowed_digests = sha1 SHA256\n"
                + "outgoing_remove_headers = X-A x-b-*\n"
        ).temporaryURLs
        #expect(urls.methods == ["GET", "HEAD"])
        #expect(urls.functions == [.sha1, .sha256])
        #expect(urls.removedFromResponses.texts == ["x-a", "x-b-*"])
        #expect(urls.keptInResponses == usual.keptInResponses)
        #expect(throws: ConfigurationError.self) { try read(text + "allowed_digests = md5") }
        #expect(usual.methods.count == 5)
        #expect(try read(text).forms == nil)
        let forms = try read(text + "[filter:formpost]\nallowed_digests = sha512").forms
        #expect(forms?.functions == [.sha512])
    }

    @Test func `reads how slow clients may be`() throws {
        let text = "[DEFAULT]\ndata_dir = /data\n"
        #expect(try read(text).general.clientMinimumRate == 256)
        #expect(try read(text + "client_minimum_rate = 0").general.clientMinimumRate == 0)
        #expect(throws: ConfigurationError.self) { try read(text + "client_minimum_rate = -1") }
    }

    @Test func `reads how often signs of life are given`() throws {
        let text = "[DEFAULT]\ndata_dir = /data\n[filter:slo]\n"
        #expect(try read(text).heartbeatInterval == .seconds(10))
        #expect(try read(text + "yield_frequency = 3").heartbeatInterval == .seconds(3))
        #expect(throws: ConfigurationError.self) { try read(text + "yield_frequency = 0") }
    }

    @Test func `reads what tempauth can do`() throws {
        let configuration = try read(
            """
            [DEFAULT]
            data_dir = /d
            [filter:tempauth]
            reseller_prefix = AUTH, SERVICE
            SERVICE_require_group = .service
            auth_prefix = /login
            token_life = 2h
            storage_url_scheme = https
            user64_dW5kZXJfc2NvcmU_YV9i = testing .admin http://else/v1/AUTH_c
            """)
        let options = try #require(configuration.tempAuth)
        #expect(options.resellerPrefixes.map(\.text) == ["AUTH_", "SERVICE_"])
        #expect(options.resellerPrefixes.map(\.requiredGroup) == [nil, ".service"])
        #expect(options.authPrefix == "/login/")
        #expect(options.tokenLifeSeconds == 7200)
        #expect(options.storageURLScheme == .fixed("https"))
        #expect(options.users.first?.name == "under_score:a_b")
    }

    @Test func `reads what Keystone is asked, and what roles may do`() throws {
        let text = """
            [DEFAULT]
            data_dir = /d
            [filter:authtoken]
            paste.filter_factory = keystonemiddleware.auth_token:filter_factory
            www_authenticate_uri = http://k.example
            auth_url = http://k:5000/identity
            auth_plugin = password
            project_domain_id = default
            user_domain_name = Default
            project_name = service
            username = swift
            password = s
            delay_auth_decision = True
            cache = swift.cache
            include_service_catalog = False
            token_cache_time = -1
            service_token_roles = service, Other
            [filter:keystoneauth]
            reseller_prefix = AUTH, SERVICE
            operator_roles = Admin, Member
            SERVICE_service_roles = service
            AUTH_project_reader_roles = reader
            system_reader_roles = auditor
            default_domain_id = d1
            allow_names_in_acls = false
            reseller_admin_role = Root
            """
        let options = try #require(try read(text).keystone)
        #expect(options.settings.url.path == "/identity/v3")
        #expect(options.settings.publicURL == "http://k.example")
        #expect(options.settings.delaysDecision)
        #expect(options.settings.cacheSeconds == nil)
        #expect(options.settings.serviceTokenRoles == ["service", "other"])
        let rules = options.settings.rules
        #expect(rules.accounts.map(\.prefix) == ["AUTH_", "SERVICE_"])
        #expect(
            rules.accounts.map(\.operatorRoles) == [["admin", "member"], ["admin", "member"]])
        #expect(rules.accounts.map(\.serviceRoles) == [[], ["service"]])
        #expect(rules.accounts.map(\.readerRoles) == [["reader"], []])
        #expect(rules.systemReaderRoles == ["auditor"])
        #expect(rules.defaultDomainID == "d1" && !rules.allowsNamesInLists)
        #expect(rules.resellerAdminRole == "root")
    }

    @Test func `the identity service stands back for Keystone unless it is asked for`() throws {
        let tempAuth = "[DEFAULT]\ndata_dir = /d\n[filter:tempauth]\nreseller_prefix = TEMP\n"
        let keystone = Self.keystone + "\n[filter:keystoneauth]\n"
        #expect(try read(tempAuth).tempAuth?.identity?.region == "RegionOne")
        #expect(try read(tempAuth + "region_name = r").tempAuth?.identity?.region == "r")
        #expect(try read(tempAuth + "identity_api = no").tempAuth?.identity == nil)
        #expect(try read(tempAuth + keystone).tempAuth?.identity == nil)
        #expect(try read(tempAuth + "identity_api = yes\n" + keystone).tempAuth?.identity != nil)
    }
}
