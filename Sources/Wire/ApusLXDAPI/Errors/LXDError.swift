// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why something asked of an LXD server was not done.
public struct LXDError: Error, Sendable {
    /// What callers decide on. Servers add to their statuses, so this is open.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let description: String

        public init(_ description: String) {
            self.description = description
        }

        /// There is no such resource, or a document does not name it.
        public static let notFound = Code("not found")
        /// A resource of that name exists, or its state does not allow this.
        public static let conflict = Code("conflict")
        /// The resource is no longer what it was when it was read.
        public static let stale = Code("stale")
        /// The client is not trusted, or may not do this.
        public static let forbidden = Code("forbidden")
        /// The server refuses the request as it is.
        public static let badRequest = Code("bad request")
        /// A name or address that cannot be sent: empty, `.`, `..`; nothing was asked.
        public static let badName = Code("bad name")
        /// The server does not have the API extension that this needs; `detail` names it.
        public static let extensionMissing = Code("extension missing")
        /// An operation ended without success.
        public static let operationFailed = Code("operation failed")
        /// An operation was cancelled.
        public static let operationCancelled = Code("operation cancelled")
        /// An operation did not end in the time given; it goes on.
        public static let timedOut = Code("timed out")
        /// No daemon answers there: no socket, nobody listening, no such host.
        public static let unreachable = Code("unreachable")
        /// The server's certificate is not the one expected, or proves nothing.
        public static let untrustedServer = Code("untrusted server")
        /// The connection ended before the answer did.
        public static let connectionLost = Code("connection lost")
        /// What came is no answer of LXD.
        public static let badAnswer = Code("bad answer")
        /// Another status; `status` has it.
        public static let failed = Code("failed")
        /// Something here, not at the server: a file that cannot be read, a bad configuration.
        public static let local = Code("local")
    }

    /// What callers decide on.
    public let code: Code
    /// What a person reads: the server's own words where it has any, never a secret.
    public let detail: String
    /// The HTTP status, or that of the operation.
    public let status: Int?
    /// What was asked.
    public let url: ResourceURL?
    /// The failure beneath.
    public let cause: (any Error)?

    public init(
        _ code: Code, _ detail: String, status: Int? = nil, url: ResourceURL? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.detail = detail
        self.status = status
        self.url = url
        self.cause = cause
    }
}

extension LXDError: CustomStringConvertible {
    public var description: String {
        url.map { "\(detail) (\($0))" } ?? detail
    }
}

/// A save that would have overwritten somebody else's change: nothing was sent.
public struct StaleEntity<Value: Entity>: Error, Sendable {
    /// What was to be saved.
    public let mine: Value
    /// What the server has now.
    public let theirs: Value

    public init(mine: Value, theirs: Value) {
        self.mine = mine
        self.theirs = theirs
    }
}
