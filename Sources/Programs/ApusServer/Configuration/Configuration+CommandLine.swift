// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// What is in force when a data directory is all that was given: one storage policy, the
    /// loopback address, and the users that are kept in the directory.
    ///
    /// - Parameters:
    ///   - backend: the name of a back-end of the registry; nil for the default one.
    ///   - registry: the back-ends that may be named.
    public init(
        dataDirectory: String, backend: String?, registry: BackendRegistry = BackendRegistry()
    ) {
        self.init(registry: registry)
        isBare = true
        general.address = .tcp(host: "127.0.0.1", port: 8080)
        general.dataDirectory = dataDirectory
        policies[0].backend = backend
        tempAuth = TempAuthOptions()
    }

    /// Takes over what a command line says; nil leaves things as they are.
    ///
    /// - Parameter ds3: where Spectra S3 is offered, which it then is.
    public mutating func override(
        dataDirectory: String? = nil, host: String? = nil, port: Int? = nil,
        certificateFile: String? = nil, keyFile: String? = nil, ds3: BindAddress? = nil
    ) {
        if let ds3 {
            if self.ds3 == nil { self.ds3 = DS3Settings() }
            self.ds3?.address = ds3
            if isBare { addArchive() }
        }
        if let dataDirectory { general.dataDirectory = dataDirectory }
        if host != nil || port != nil {
            var current = (host: "0.0.0.0", port: 8080)
            if case .tcp(let host, let port) = general.address { current = (host, port) }
            general.address = .tcp(host: host ?? current.host, port: port ?? current.port)
        }
        if let certificateFile {
            general.certificate = (certificateFile, keyFile ?? certificateFile)
        }
    }

    /// The name of the storage policy, and of the back-end, of buckets where nothing else is said.
    static let archive = "archive"

    /// Adds a storage policy over slow media behind a cache, for buckets that DS3 makes; other
    /// containers stay where they are.
    ///
    /// - Parameter settings: the back-end; nil for one with its defaults.
    mutating func addArchive(_ settings: BackendSettings? = nil) {
        guard backends[Self.archive] == nil,
            let settings = settings ?? registry[Self.archive].map({ BackendSettings($0) })
        else { return }
        backends[Self.archive] = settings
        policies.append(
            PolicySettings(
                number: Self.archiveNumber, name: Self.archive, aliases: [], isDefault: false,
                isDeprecated: false, backend: Self.archive, line: nil))
        if ds3 != nil { ds3?.storagePolicy = Self.archive }
    }

    /// Adds that storage policy where the data has it, whether or not DS3 is offered now.
    mutating func addArchive(recordedIn places: [Int: String]) {
        if isBare, places[Self.archiveNumber] == Self.archive { addArchive() }
    }

    /// That policy's number: part of what containers are recorded with, so never another.
    static let archiveNumber = 1

    /// A few lines that say what a server would be.
    public var summary: String {
        var lines: [String] = []
        switch general.address {
        case .tcp(let host, let port):
            let scheme = general.certificate == nil ? "http" : "https"
            lines.append(
                "listens on \(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        case .unix(let path): lines.append("listens on unix:\(path)")
        }
        if let ds3, case .tcp(let host, let port) = ds3.address {
            let isSecure = ds3.certificate != nil || general.certificate != nil
            lines.append(
                "offers Spectra S3 on \(isSecure ? "https" : "http")://"
                    + "\(host.contains(":") ? "[\(host)]" : host):\(port), with the buckets of "
                    + ds3.user)
        }
        lines.append("keeps its data in \(general.dataDirectory ?? "memory")")
        for policy in policies {
            let engine = backend(of: policy)?.engine ?? "?"
            let marks = (policy.isDefault ? ", default" : "") + (policy.isDeprecated ? ", old" : "")
            lines.append("storage policy \(policy.number): \(policy.name) (\(engine)\(marks))")
        }
        if let tempAuth {
            lines.append("logs in by tempauth: \(tempAuth.users.count) users in the configuration")
        } else {
            lines.append("lets nobody log in")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
