// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusIO

/// A real LXD daemon that `Scripts/Peers/lxd` has started.
///
/// Tests are enabled by the daemon they meet (`.enabled(if: Peer.first != nil)`); the script fails
/// when one was skipped.
struct Peer: Sendable {
    /// One that stands alone.
    static let first = Peer("APUS_LXD")
    /// Another one.
    static let second = Peer("APUS_LXD2")
    /// The first member of a cluster of two, which has taken its name of `LXD_CLUSTER`.
    static let firstMember = Peer("APUS_LXD_MEMBER1")
    /// The other member.
    static let secondMember = Peer("APUS_LXD_MEMBER2")

    /// Its Unix socket.
    let socket: String
    /// Where it speaks HTTPS: `https://127.0.0.1:PORT`.
    let url: String
    /// A certificate that it trusts, and its key: files (PEM).
    let certificate: String
    let key: String
    /// The certificate it answers with, a file (PEM).
    let serverCertificate: String
    /// Makes it trust a client.
    let password: String
    /// The alias of its one image.
    let image: String
    /// The image's files: everything in one, and in two.
    let imageArchive: String
    let imageMetadata: String
    let imageRootfs: String

    private init?(_ prefix: String) {
        let environment = ProcessFacts.environment
        func value(_ name: String) -> String? { environment["\(prefix)_\(name)"] }
        guard let socket = value("SOCKET"), let url = value("URL"),
            let certificate = value("CERTIFICATE"), let key = value("KEY"),
            let serverCertificate = value("SERVER_CERTIFICATE"), let password = value("PASSWORD"),
            let image = value("IMAGE"), let imageArchive = value("IMAGE_ARCHIVE"),
            let imageMetadata = value("IMAGE_METADATA"), let imageRootfs = value("IMAGE_ROOTFS")
        else { return nil }
        self.socket = socket
        self.url = url
        self.certificate = certificate
        self.key = key
        self.serverCertificate = serverCertificate
        self.password = password
        self.image = image
        self.imageArchive = imageArchive
        self.imageMetadata = imageMetadata
        self.imageRootfs = imageRootfs
    }

    /// Where its HTTPS is.
    var origin: Origin? {
        Origin(isSecure: true, authority: url.dropFirst("https://".count))
    }

    /// The SHA-256 of the certificate that it answers with.
    func serverSHA256() throws -> [UInt8] {
        let file = try FileCalls.open(serverCertificate, flags: 0)
        defer { FileCalls.close(file) }
        return try X509Certificate(pem: try FileCalls.readSome(file, limitBytes: 65_536)).sha256
    }
}
