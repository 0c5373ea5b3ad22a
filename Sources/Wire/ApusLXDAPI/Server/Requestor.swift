// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Who asked for something (`OperationRequestor` of LXD's description).
public struct Requestor: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// Where the request came from.
    public var address: String? { self[value: "address"] }
    /// How the one who asked proved itself: `unix`, `tls`, `oidc` and others.
    public var `protocol`: String? { self[value: "protocol"] }
    /// A fingerprint, an address of electronic mail or a user of the system, by the protocol.
    public var userName: String? { self[value: "username"] }
}
