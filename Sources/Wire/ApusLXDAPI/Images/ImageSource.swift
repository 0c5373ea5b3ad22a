// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Where a new image comes from (`ImagesPostSource` of LXD's description).
public struct ImageSource: RequestDocument {
    /// `image`, `url`, `instance` or `snapshot`.
    public var type: String
    /// Its name at the other server.
    public var alias: String?
    /// Of the image, or the beginning of it.
    public var fingerprint: String?
    /// The instance to make an image of, or `instance/snapshot`.
    public var name: String?
    /// Where the image is described, or is.
    public var url: String?
    /// URL of the server that has it.
    public var server: String?
    /// How to speak to it: `lxd` or `simplestreams`.
    public var `protocol`: String?
    /// The other server's certificate, PEM; nil when a public authority has signed it.
    public var certificate: String?
    /// What lets this server fetch a private image.
    public var secret: String?
    /// The project it is in at the other server.
    public var project: String?
    /// Who connects: `pull` or `push`.
    public var mode: String?
    /// Whether its names come along.
    public var copiesAliases: Bool
    /// Which of two images of one name.
    public var imageType: InstanceType?
    public var imageRegistry: String?
    public var extra: [String: JSONValue]

    public init(
        type: String, alias: String? = nil, fingerprint: String? = nil, name: String? = nil,
        url: String? = nil, server: String? = nil, protocol: String? = nil,
        certificate: String? = nil, secret: String? = nil, project: String? = nil,
        mode: String? = nil, copiesAliases: Bool = false, imageType: InstanceType? = nil,
        imageRegistry: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.alias = alias
        self.fingerprint = fingerprint
        self.name = name
        self.url = url
        self.server = server
        self.protocol = `protocol`
        self.certificate = certificate
        self.secret = secret
        self.project = project
        self.mode = mode
        self.copiesAliases = copiesAliases
        self.imageType = imageType
        self.imageRegistry = imageRegistry
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "type": type, "alias": alias, "fingerprint": fingerprint, "name": name, "url": url,
            "server": server, "protocol": `protocol`, "certificate": certificate, "secret": secret,
            "project": project, "mode": mode, "copy_aliases": copiesAliases,
            "image_type": imageType, "image_registry": imageRegistry,
        ])
    }

    /// An image of another server, which this one fetches.
    ///
    /// - Parameters:
    ///   - server: its URL.
    ///   - protocol: `simplestreams` or `lxd`.
    ///   - certificate: PEM; nil when a public authority has signed it.
    public static func image(
        alias: String, server: String, protocol: String = "simplestreams",
        certificate: String? = nil, copiesAliases: Bool = false
    ) -> ImageSource {
        ImageSource(
            type: "image", alias: alias, server: server, protocol: `protocol`,
            certificate: certificate, mode: "pull", copiesAliases: copiesAliases)
    }

    /// An image of another server, which this one fetches.
    ///
    /// - Parameter secret: what the other server gave out for a private image.
    public static func image(
        fingerprint: String, server: String, protocol: String = "lxd",
        certificate: String? = nil, secret: String? = nil, project: String? = nil,
        copiesAliases: Bool = false
    ) -> ImageSource {
        ImageSource(
            type: "image", fingerprint: fingerprint, server: server, protocol: `protocol`,
            certificate: certificate, secret: secret, project: project, mode: "pull",
            copiesAliases: copiesAliases)
    }

    /// Whatever a web server says of the image at an address.
    public static func url(_ url: String) -> ImageSource { ImageSource(type: "url", url: url) }

    /// An instance, as it is.
    public static func instance(_ name: String) -> ImageSource {
        ImageSource(type: "instance", name: name)
    }

    /// A snapshot of an instance.
    public static func snapshot(_ name: String, of instance: String) -> ImageSource {
        ImageSource(type: "snapshot", name: "\(instance)/\(name)")
    }
}
