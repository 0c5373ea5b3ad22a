// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusTelemetry

/// `[DEFAULT]`.
public struct GeneralSettings: Sendable {
    /// `bind_ip` and `bind_port`, or `bind_path`.
    public var address = BindAddress.tcp(host: "0.0.0.0", port: 8080)
    /// `require_proxy_protocol`: connections begin with a line of the PROXY protocol, version 1.
    public var requiresProxyLine = false
    /// `metrics_ip` and `metrics_port`: where `GET /metrics` is answered.
    public var metrics = MetricsPlace.besideAddress
    /// `data_dir`.
    public var dataDirectory: String?
    /// `backend`: what policies use that name none.
    public var backend: String?
    var backendLine: Int?
    /// `mount_check`: for back-ends that take this option and whose sections do not give it.
    public var checksMount: Bool?
    /// `cert_file` and `key_file`, PEM; nil for plain HTTP.
    public var certificate: (certificateFile: String, keyFile: String)?
    /// `loops`: event loops; nil for one per core.
    public var loopCount: Int?
    /// `max_clients`: open connections, over all loops.
    public var connectionLimit = 10_000
    /// `client_timeout`: how long a client may let the server wait.
    public var clientTimeout = Duration.seconds(60)
    /// `client_minimum_rate`: bytes a second that clients send or take at least, on average; 0
    /// allows any rate.
    public var clientMinimumRate = 256
    /// `keepalive_timeout`: how long an idle connection stays open.
    public var keepAliveTimeout = Duration.seconds(60)
    /// `graceful_shutdown_timeout`: how long requests may take to finish on SIGTERM.
    public var shutdownTimeout = Duration.seconds(30)
    /// `reclaim_age`: how long tombstones and what nobody refers to are kept.
    public var reclaimAge = Duration.seconds(604_800)
    /// `access_log`: a file, `stderr`, or `off`.
    public var accessLog = AccessLogSink.standardError
    /// `log_format`: what lines of both logs look like.
    public var logFormat = Logger.Format.logfmt
    /// `log_level`: what matters less is not logged; nil leaves it to whoever made the log.
    public var logLevel: Logger.Level?
    /// `trans_id_suffix`.
    public var transactionSuffix = ""
    /// `expose_info`.
    public var exposesInfo = true
    /// `admin_key`, a secret: who knows it sees more of `GET /info`.
    public var adminKey: String?
    /// `disallowed_sections`: what `GET /info` leaves out.
    public var disallowedSections: [String] = []
    /// `cors_allow_origin`.
    public var allowedOrigins: [String] = []
    /// `cors_expose_headers`.
    public var exposedHeaders: [String] = []
    /// `strict_cors_mode`.
    public var isCORSStrict = true

    /// Where metrics are shown.
    public enum MetricsPlace: Hashable, Sendable {
        /// On the loopback address, one port above the server's own (on any free port, when that
        /// is any free port); left out when that one is taken.
        case besideAddress
        case at(BindAddress)
        case nowhere
    }

    /// Where access log lines go.
    public enum AccessLogSink: Hashable, Sendable {
        case standardError
        case file(String)
        case nowhere
    }

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        let host = section.nonEmptyText("bind_ip") ?? "0.0.0.0"
        let port = section.integer("bind_port", in: 0...65535) ?? 8080
        address = .tcp(host: host, port: port)
        if let path = section.nonEmptyText("bind_path") {
            address = .unix(path: path)
            for option in ["bind_ip", "bind_port"] where section.text(option) != nil {
                section.complain(at: nil, "\(option) and bind_path exclude each other")
            }
        }
        let metricsHost = section.nonEmptyText("metrics_ip")
        switch section.text("metrics_port")?.lowercased() {
        case nil where metricsHost == nil: metrics = .besideAddress
        case "off", "no", "false", "none": metrics = .nowhere
        default:
            let metricsPort = section.integer("metrics_port", in: 0...65535) ?? 8081
            metrics = .at(.tcp(host: metricsHost ?? "127.0.0.1", port: metricsPort))
        }
        requiresProxyLine = section.boolean("require_proxy_protocol") ?? false
        dataDirectory = section.nonEmptyText("data_dir")
        backend = section.nonEmptyText("backend")
        backendLine = backend == nil ? nil : section.line
        checksMount = section.boolean("mount_check")
        let certificateFile = section.nonEmptyText("cert_file")
        let keyFile = section.nonEmptyText("key_file")
        if let certificateFile {
            // One file may hold both, as OpenSSL and upstream allow.
            certificate = (certificateFile, keyFile ?? certificateFile)
        } else if keyFile != nil {
            section.complain(at: nil, "key_file needs cert_file")
        }
        loopCount = section.integer("loops", in: 1...1024)
        connectionLimit = section.integer("max_clients", in: 1...1_000_000) ?? connectionLimit
        let times = Duration.milliseconds(100) ... .seconds(86_400)
        clientTimeout = section.duration("client_timeout", in: times) ?? clientTimeout
        clientMinimumRate =
            section.integer("client_minimum_rate", in: 0...1_000_000_000) ?? clientMinimumRate
        keepAliveTimeout = section.duration("keepalive_timeout", in: times) ?? keepAliveTimeout
        shutdownTimeout =
            section.duration("graceful_shutdown_timeout", in: .zero ... .seconds(86_400))
            ?? shutdownTimeout
        let ages = Duration.zero ... .seconds(315_360_000)
        reclaimAge = section.duration("reclaim_age", in: ages) ?? reclaimAge
        switch section.nonEmptyText("access_log") {
        case nil, "stderr": accessLog = .standardError
        case "off", "no", "none": accessLog = .nowhere
        case .some(let path): accessLog = .file(path)
        }
        logFormat =
            section.choice("log_format", ["logfmt": .logfmt, "json": .json]) ?? logFormat
        if let name = section.nonEmptyText("log_level") {
            if let level = Logger.Level(name: name) {
                logLevel = level
            } else {
                section.complain("log_level", "is debug, info, warning or error, not \(name)")
            }
        }
        transactionSuffix = section.text("trans_id_suffix") ?? ""
        exposesInfo = section.boolean("expose_info") ?? true
        adminKey = section.nonEmptyText("admin_key")
        disallowedSections = section.list("disallowed_sections") ?? []
        allowedOrigins = section.list("cors_allow_origin") ?? []
        exposedHeaders = section.list("cors_expose_headers") ?? []
        isCORSStrict = section.boolean("strict_cors_mode") ?? true
        section.ignore(
            "log_*", "statsd_*", "workers", "user", "swift_dir", "backlog", "bind_timeout",
            "eventlet_debug", "eventlet_tpool_num_threads", "nice_priority", "ionice_class",
            "ionice_priority", "disable_fallocate", "fallocate_reserve", "zero_byte_files",
            "devices", "set log_name", "cors_allow_origin_with_tempauth",
            "per_server_processes", "servers_per_port",
            "stale_worker_timeout", "db_preallocation",
            "disallowed_sections_admin", "fallocate_reserve_path")
    }
}
