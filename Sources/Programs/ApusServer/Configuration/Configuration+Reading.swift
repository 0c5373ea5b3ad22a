// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
public import ApusBytes
import ApusIO
import ApusObjectStore
import ApusSwiftFrontEnd

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Configuration {
    /// Reads a file. Blocks; for the start of a program and its lanes.
    ///
    /// - Parameter registry: the back-ends that the file may name, beside libraries.
    /// - Throws: `ConfigurationError`, also when the file cannot be opened.
    public init(
        file: String, registry: BackendRegistry = BackendRegistry()
    ) throws(ConfigurationError) {
        let bytes: Bytes
        do throws(SystemError) {
            let descriptor = try FileCalls.open(file, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            bytes = try FileCalls.read(descriptor, at: 0, count: INIFile.limitBytes + 1)
        } catch {
            throw ConfigurationError(file, [.init("\(error)")])
        }
        try self.init(parsing: bytes, file: file, registry: registry)
        self.file = file
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - file: what errors call it.
    ///   - registry: the back-ends that the file may name, beside libraries.
    /// - Throws: `ConfigurationError` with everything that is wrong.
    public init(
        parsing bytes: Bytes, file: String, registry: BackendRegistry = BackendRegistry()
    ) throws(ConfigurationError) {
        var reader = Reader(registry)
        for section in try INIFile(parsing: bytes, file: file).sections { reader.read(section) }
        reader.finish()
        guard reader.problems.isEmpty else { throw ConfigurationError(file, reader.problems) }
        self = reader.configuration
        warnings = reader.warnings
    }

    /// The back-end that a policy's settings name, or the defaults do: a section's, or a group's
    /// own name.
    func backend(of policy: PolicySettings) -> BackendSettings? {
        if let name = policy.backend ?? general.backend {
            return backends[name] ?? registry[name].map { BackendSettings($0) }
        }
        return backends["default"] ?? registry[Self.baseline].map { BackendSettings($0) }
    }

    /// What is used when nothing is named; not where data of another engine is (`settled(in:)`).
    private static let baseline = "packed"
}

/// Reads section after section.
private struct Reader {
    private(set) var configuration: Configuration
    private(set) var problems: [ConfigurationError.Problem] = []
    private(set) var warnings: [ConfigurationError.Problem] = []
    private var policies: [PolicySettings] = []
    /// Those whose sections are wrong, which has been said.
    private var unusableBackends: Set<String> = []
    /// `[filter:keystoneauth]`, and where the two sections are that need each other.
    private var keystoneRules: KeystoneRules?
    private var keystoneRulesLine: Int?
    private var authTokenLine: Int?

    init(_ registry: BackendRegistry) {
        configuration = Configuration(registry: registry)
    }

    mutating func read(_ section: INIFile.Section) {
        var reader = SectionReader(section)
        let parts = section.name.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = parts[0]
        let name = parts.count > 1 ? parts[1] : ""
        switch kind {
        case "DEFAULT": configuration.general = GeneralSettings(&reader)
        case "swift-constraints": configuration.constraints.read(&reader)
        case "storage-policy":
            if let policy = PolicySettings(number: name, &reader) { policies.append(policy) }
        case "backend":
            let backend = BackendSettings(name: String(name), &configuration.registry, &reader)
            if let backend {
                configuration.backends[backend.name] = backend
            } else {
                unusableBackends.insert(String(name))
            }
        case "app" where name == "proxy-server": configuration.proxy = ProxySettings(&reader)
        case "app" where name == "object-server":
            configuration.bodySteps = BodyStepSettings(&reader)
            reader.ignore("*")
        case "object-expirer": configuration.expirer = ExpirerSettings(&reader)
        case "object-auditor": configuration.objectAuditor = ObjectAuditorSettings(&reader)
        case "container-auditor":
            configuration.containerAuditor = IndexAuditorSettings(
                rateOption: "containers_per_second", &reader)
        case "account-auditor":
            configuration.accountAuditor = IndexAuditorSettings(
                rateOption: "accounts_per_second", &reader)
        case "account-reaper": configuration.reaper = ReaperSettings(&reader)
        case "container-sync": configuration.containerSync.readWork(&reader)
        case "ds3": configuration.ds3 = DS3Settings(&reader, configuration.registry)
        case "reclaimer": configuration.reclaimer = ReclaimerSettings(&reader)
        case "filter": readFilter(name, &reader)
        case "app", "pipeline", "composite", "swift-hash":
            warnings.append(.init(line: section.line, "[\(section.name)] changes nothing here"))
            return
        default:
            let known = [
                "DEFAULT", "account-auditor", "account-reaper", "app:object-server",
                "app:proxy-server", "backend:NAME", "container-auditor",
                "container-sync", "ds3", "filter:NAME",
                "object-auditor",
                "object-expirer", "reclaimer", "storage-policy:0", "swift-constraints",
            ]
            let nearest = NearestName.of(section.name, among: known)
            problems.append(
                .init(
                    line: section.line,
                    "there is no section [\(section.name)]"
                        + (nearest.map { "; is [\($0)] meant?" } ?? "")))
            return
        }
        reader.refuseTheRest()
        problems += reader.problems
        warnings += reader.warnings
    }

    private mutating func readFilter(_ name: Substring, _ section: inout SectionReader) {
        // Upstream writes both spellings, in different places.
        let filter = String(name.map { $0 == "_" ? "-" : $0 })
        switch filter {
        case "tempauth": configuration.tempAuth = TempAuthOptions(&section)
        case "authtoken":
            configuration.keystone = AuthTokenOptions(&section)
            authTokenLine = section.line ?? 0
        case "keystoneauth":
            keystoneRules = KeystoneRules(&section)
            keystoneRulesLine = section.line
        case "versioned-writes": configuration.versioning.read(&section)
        case "symlink": configuration.constraints.readSymlinkLimit(&section)
        case "healthcheck": configuration.healthCheck = HealthCheckSettings(&section)
        case "ratelimit": configuration.rateLimits = RateLimitSettings(&section)
        case "read-only": configuration.readOnly = ReadOnlySettings(&section)
        case "name-check": configuration.nameCheck = NameCheckSettings(&section)
        case "bulk": configuration.bulk = BulkSettings(&section)
        case "encryption": configuration.encryption.readEncryption(&section)
        case "keymaster": configuration.encryption.readKeymaster(&section)
        case "tempurl": configuration.temporaryURLs = TemporaryURLSettings(&section)
        case "formpost": configuration.forms = FormSettings(&section)
        case "staticweb": configuration.staticWeb = StaticWebSettings(&section)
        case "domain-remap": configuration.domainRemap = DomainRemapSettings(&section)
        case "etag-quoter": configuration.etagQuoting = EtagQuotingSettings(&section)
        case "container-sync": configuration.containerSync.readFilter(&section)
        case "crossdomain":
            configuration.crossDomainPolicy =
                section.text("cross_domain_policy")
                ?? "<allow-access-from domain=\"*\" secure=\"false\" />"
            section.ignore("use")
        case "slo":
            configuration.constraints.readManifestLimits(&section)
            let interval = section.duration(
                "yield_frequency", in: .milliseconds(1) ... .seconds(3600))
            configuration.heartbeatInterval = interval ?? configuration.heartbeatInterval
        case _ where Filters.builtIn.contains(filter): section.ignore("*")
        case _ where Filters.absent.contains(filter):
            section.ignore("*")
            section.warn("[filter:\(name)] is not offered and stays off")
        case _ where Filters.absentAndMissed.contains(filter):
            section.ignore("*")
            section.complain(
                at: nil, "[filter:\(name)] is not offered, and doing without may do harm")
        default:
            section.ignore("*")
            let known = Filters.builtIn + Filters.absent + Filters.absentAndMissed
            let nearest = NearestName.of(
                filter,
                among: known + [
                    "authtoken", "bulk", "name-check", "ratelimit", "read-only", "keystoneauth",
                    "tempauth", "tempurl", "formpost",
                    "healthcheck", "slo", "symlink", "versioned-writes", "staticweb",
                    "domain-remap", "etag-quoter", "crossdomain", "container-sync",
                ])
            section.complain(
                at: nil,
                "there is no filter \(name)" + (nearest.map { "; is \($0) meant?" } ?? ""))
        }
    }

    private mutating func finishKeystone() {
        switch (authTokenLine, keystoneRules) {
        case (nil, nil): return
        case (.some(let line), nil):
            problems.append(.init(line: line, "[filter:authtoken] needs [filter:keystoneauth]"))
        case (nil, .some):
            problems.append(
                .init(line: keystoneRulesLine, "[filter:keystoneauth] needs [filter:authtoken]"))
        case (.some, .some(let rules)):
            configuration.keystone?.settings.rules = rules
            let names = rules.accounts.map(\.prefix)
            let others = configuration.tempAuth?.resellerPrefixes.map(\.text) ?? []
            for name in others where names.contains(name) {
                problems.append(
                    .init(
                        line: keystoneRulesLine,
                        "reseller_prefix \(name) is [filter:tempauth]'s already"))
            }
            // Clients would not know which of the two to ask.
            if configuration.tempAuth?.namesIdentity == false {
                configuration.tempAuth?.identity = nil
            }
        }
    }

    private mutating func finishDS3() {
        guard let ds3 = configuration.ds3 else { return }
        if let archive = ds3.archive { makeArchive(archive) }
        if let name = ds3.storagePolicy,
            !configuration.policies.contains(where: { policy in
                ([policy.name] + policy.aliases).contains { $0.lowercased() == name.lowercased() }
            })
        {
            problems.append(.init("[ds3] names a storage policy that there is not: \(name)"))
        }
        if ds3.keys == nil, configuration.general.dataDirectory == nil {
            problems.append(
                .init("[ds3] needs access_key and secret_key, or data_dir to keep a pair in"))
        }
    }

    /// Adds the storage policy that `[ds3]` describes, unless it would be in another's place.
    private mutating func makeArchive(_ archive: BackendSettings) {
        let name = Configuration.archive
        let number = Configuration.archiveNumber
        let isTaken = configuration.policies.contains { policy in
            policy.number == number
                || ([policy.name] + policy.aliases).contains { $0.lowercased() == name }
        }
        guard !isTaken, configuration.backends[name] == nil, !unusableBackends.contains(name)
        else {
            problems.append(
                .init(
                    line: archive.line,
                    "[ds3] describes a cache and volumes, which makes [storage-policy:\(number)] and "
                        + "[backend:\(name)], both called \(name), and one of them is there "
                        + "already: give [ds3] a storage_policy instead"))
            return
        }
        configuration.addArchive(archive)
    }

    /// Looks at what no section can see alone.
    mutating func finish() {
        problems += policies.problemsTogether()
        if !policies.isEmpty {
            configuration.policies = policies.sorted { $0.number < $1.number }
            if policies.count == 1 { configuration.policies[0].isDefault = true }
        }
        finishKeystone()
        if let problem = configuration.encryption.problem { problems.append(.init(problem)) }
        if let warning = configuration.encryption.warning { warnings.append(.init(warning)) }
        let general = configuration.general
        finishDS3()
        for policy in configuration.policies where configuration.backend(of: policy) == nil {
            let name = policy.backend ?? general.backend ?? ""
            guard !unusableBackends.contains(name) else { continue }
            let problem = BackendSettings.unknown(name, configuration.registry)
            problems.append(
                .init(line: policy.backend == nil ? general.backendLine : policy.line, problem))
        }
        let needsData = configuration.policies.contains { policy in
            configuration.backend(of: policy).map { $0.keepsData && $0.path == nil } ?? false
        }
        if needsData, configuration.general.dataDirectory == nil, problems.isEmpty {
            problems.append(.init("[DEFAULT] needs data_dir: where to keep the data"))
        }
        problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
        warnings.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }
}

/// The middleware that upstream's configurations name.
private enum Filters {
    /// Always on: there is nothing to switch.
    static let builtIn = [
        "account-quotas", "container-quotas", "catch-errors", "gatekeeper", "proxy-logging",
        "cache", "listing-formats", "copy", "dlo",
    ]

    /// Not offered; a server without them serves less and harms nobody.
    static let absent = [
        "backend-ratelimit", "cname-lookup", "list-endpoints", "recon", "s3api", "s3token",
        "xprofile",
    ]

    /// Not offered, and whoever wants them would take harm from not having them.
    static let absentAndMissed = [
        "kmip-keymaster", "kms-keymaster",
    ]
}
