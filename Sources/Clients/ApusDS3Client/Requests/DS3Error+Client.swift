// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API
import ApusFiles
import ApusHTTP
import ApusIO

extension DS3Error.Code {
    // What is decided here, without or against a server; none of these comes over the wire.

    /// Nobody answers there.
    public static let unreachable = DS3Error.Code("unreachable")
    /// The server does not prove who it is.
    public static let untrustedServer = DS3Error.Code("untrusted server")
    /// Nothing moved for too long.
    public static let timedOut = DS3Error.Code("timed out")
    /// The connection ended before the answer did.
    public static let connectionLost = DS3Error.Code("connection lost")
    /// A setting or a file of this machine is to blame.
    public static let local = DS3Error.Code("local")
    /// What came is not what its checksum says.
    public static let checksumMismatch = DS3Error.Code("checksum mismatch")
    /// A body that can be read once had to be sent a second time.
    public static let cannotReplay = DS3Error.Code("cannot replay")
    /// A job is not there any more, or is of another kind, or of another bucket.
    public static let wrongJob = DS3Error.Code("wrong job")
}

extension DS3Error {
    /// What a failure of the transport means to someone who asks a server.
    init(_ error: TransportError, asking target: String) {
        let code: Code =
            switch error.reason {
            case .unknownHost, .connectionFailed, .closed: .unreachable
            case .untrusted, .tlsFailed: .untrustedServer
            case .timedOut: .timedOut
            case .connectionLost: .connectionLost
            case .malformed: .badAnswer
            case .badRequest: .badRequest
            }
        self.init(code, error.detail, resource: target)
    }

    /// What it means when a body was cut short.
    init(_ error: BodyError, asking target: String) {
        switch error {
        case .timedOut: self.init(.timedOut, "Nothing came for too long", resource: target)
        case .tooLong:
            self.init(.badAnswer, "The answer is longer than is read", resource: target)
        case .truncated, .malformed:
            self.init(
                .connectionLost, "The connection ended before the answer did", resource: target)
        }
    }

    init(_ error: SystemError, at path: String) {
        self.init(.local, "\(path): \(error.reason)")
    }

    init(_ error: LocalFileError) {
        self.init(.local, error.description)
    }

    /// Whether the same may succeed a little later.
    var mayPass: Bool {
        if let status { return [307, 408, 429, 500, 502, 503, 504].contains(status) }
        return [.unreachable, .timedOut, .connectionLost, .checksumMismatch].contains(code)
    }
}
