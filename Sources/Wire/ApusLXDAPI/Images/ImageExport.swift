// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A server that an image is sent to (`ImageExportPost` of LXD's description).
public struct ImageExport: RequestDocument {
    /// URL of the server.
    public var target: String
    /// What lets this server upload.
    public var secret: String?
    /// That server's certificate, PEM.
    public var certificate: String?
    /// Names it gets there.
    public var aliases: [Image.Alias]
    /// The project it goes to.
    public var project: String?
    /// The names of the profiles that instances made from it get there.
    public var profiles: [String]?
    public var extra: [String: JSONValue]

    public init(
        target: String, secret: String? = nil, certificate: String? = nil,
        aliases: [Image.Alias] = [], project: String? = nil, profiles: [String]? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.target = target
        self.secret = secret
        self.certificate = certificate
        self.aliases = aliases
        self.project = project
        self.profiles = profiles
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "target": target, "secret": secret, "certificate": certificate, "aliases": aliases,
            "project": project, "profiles": profiles,
        ])
    }
}
