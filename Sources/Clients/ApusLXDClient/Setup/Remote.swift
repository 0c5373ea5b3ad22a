// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusLXDAPI

/// A server under the name that a user has given it.
public struct Remote: Hashable, Sendable {
    /// Where it is.
    public enum Address: Hashable, Sendable, CustomStringConvertible {
        /// A Unix socket; nil for that of the daemon on this machine, wherever it is.
        case socket(path: String?)
        /// HTTPS. The path is empty but for servers of images.
        case https(Origin, path: String = "")

        /// Reads `unix://`, `unix:///path` and `https://host:port/path`; the port of a daemon is
        /// 8443 unless it says otherwise.
        ///
        /// - Parameter standardPort: where a daemon is.
        public init?(_ text: String, standardPort: Int = 8443) {
            if text.hasPrefix("unix:") {
                var path = text.dropFirst("unix:".count)
                if path.hasPrefix("//") { path = path.dropFirst(2) }
                guard path.isEmpty || path.hasPrefix("/") else { return nil }
                self = .socket(path: path.isEmpty ? nil : String(path))
                return
            }
            guard text.hasPrefix("https://") else { return nil }
            let rest = text.dropFirst("https://".count)
            let authority = rest.prefix { $0 != "/" }
            let path = String(rest[authority.endIndex...])
            guard var origin = Origin(isSecure: true, authority: authority),
                !path.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace })
            else { return nil }
            let digits = authority.utf8.reversed().prefix { (48...57).contains($0) }
            let namesPort =
                !digits.isEmpty
                && authority.utf8.dropLast(digits.count).last == UInt8(ascii: ":")
                && !(authority.hasPrefix("[") && !authority.contains("]"))
            if !namesPort { origin.port = standardPort }
            self = .https(origin, path: path == "/" ? "" : path)
        }

        /// As `init(_:)` reads it.
        public var description: String {
            switch self {
            case .socket(let path): return "unix://" + (path ?? "")
            case .https(let origin, let path):
                let isNumeric = origin.host.contains(":")
                let host = isNumeric ? "[\(origin.host)]" : origin.host
                return "https://\(host):\(origin.port)\(path)"
            }
        }
    }

    /// What it speaks.
    public struct Kind: OpenText {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A daemon.
        public static let lxd: Kind = "lxd"
        /// Files on a web server: images alone, and nothing to ask.
        public static let simplestreams: Kind = "simplestreams"
    }

    /// Its name, of which `NAME:` is made on command lines.
    public var name: String
    public var address: Address
    public var kind: Kind
    /// The project that is meant where none is named; nil for the server's default.
    public var project: String?
    /// Whether it is asked for images alone, by anybody.
    public var isPublic = false
    /// How a client proves who it is: `tls`, `oidc`; nil when the file does not say.
    public var authentication: String?
    /// Our certificate and its key (PEM), where there are such files.
    public var certificateFile: String?
    public var keyFile: String?
    /// The server's certificate (PEM), which is then the only one trusted.
    public var serverCertificateFile: String?
    /// The file that tells of it; nil for the daemon on this machine, which none need.
    public var source: String?

    /// A server that nothing more is known of.
    ///
    /// - Throws: `LXDError` with `.badName` for what is no name.
    public init(_ name: String, _ address: Address, kind: Kind = .lxd) throws(LXDError) {
        guard Self.isName(name) else {
            throw LXDError(.badName, "'\(name)' cannot be the name of a remote")
        }
        self.name = name
        self.address = address
        self.kind = kind
    }

    /// Whether a text can be a name: it becomes that of a file, and stands before a colon.
    public static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200 && !text.hasPrefix(".") && !text.hasPrefix("-")
            && text.utf8.allSatisfy {
                $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
            }
    }
}
