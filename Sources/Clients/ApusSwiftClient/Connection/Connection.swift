// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// An account, reached request by request: one call is one request (and its retries).
///
/// A connection has no pool and no task of its own, and may be used by many tasks at once. What
/// is kept between calls is the session's token and the exchange's sockets. Calls throw
/// `ClientError` when the server refuses or cannot be reached, and `CancellationError`.
///
/// ```swift
/// let login = V1Auth(
///     url: try ServiceURL("http://127.0.0.1:8080/auth/v1.0"), user: "test:tester", key: "testing")
/// let connection = Connection(AuthSession(login), over: try HTTPClient())
/// _ = try await connection.putContainer("letters")
/// _ = try await connection.putObject("letters", "hello", .text("Hello!"))
/// let download = try await connection.getObject("letters", "hello")
/// print(try await download.body.collect(limitBytes: 1000).text)
/// ```
///
/// Source: OpenStack Object Storage API; python-swiftclient's `Connection`.
public struct Connection: Sendable {
    /// Where the token comes from; connections that have one in common share its token.
    public let session: AuthSession
    /// What carries requests: an `HTTPClient`, or a front-end in the same process.
    public let exchange: any HTTPExchange
    /// How calls behave.
    public var settings: ConnectionSettings

    /// Makes a connection; nothing is asked of the server before the first call.
    ///
    /// - Parameters:
    ///   - session: where the token comes from.
    ///   - exchange: what carries requests: an `HTTPClient`, or a front-end in the same process.
    public init(
        _ session: AuthSession, over exchange: any HTTPExchange,
        settings: ConnectionSettings = ConnectionSettings()
    ) {
        self.session = session
        self.exchange = exchange
        self.settings = settings
    }

    /// The token and the account's URL, asked for when there are none (with retries).
    public func authenticate() async throws -> Credentials {
        var retries = RetryState(settings.retries)
        while true {
            do {
                return try await session.credentials(over: exchange, log: settings.log)
            } catch {
                try await recover(from: error, &retries, refused: nil)
            }
        }
    }
}
