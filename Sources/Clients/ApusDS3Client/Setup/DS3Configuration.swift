// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API
package import ApusHTTP
public import ApusHTTPClient
import ApusIO

/// How a client reaches a DS3 server.
public struct DS3Configuration: Sendable {
    /// `http://host:port`; `https://` for TLS, and none of both means `http://`.
    public var endpoint: String
    public var credentials: Credentials
    /// Where requests pass through.
    public var proxy = HTTPClientConfiguration.Proxy.environment
    /// Whose certificates are trusted; only with `https://`.
    public var tls = HTTPClientConfiguration.TLS()
    /// The longest time until a connection stands.
    public var connectTimeout: Duration = .seconds(30)
    /// The longest time in which nothing moves. A server may hold a request while it fetches data
    /// from a slow medium.
    public var idleTimeout: Duration? = .seconds(300)
    /// When requests are sent again.
    public var retries = RetryPolicy()
    /// The longest answer that is read into memory, in bytes. Objects and the plans of jobs are read
    /// as they come and have no such limit.
    public var answerLimitBytes = 64 * 1024 * 1024

    /// - Parameters:
    ///   - endpoint: `http://host:port` or `https://host:port`.
    ///   - credentials: who asks.
    public init(_ endpoint: String, _ credentials: Credentials) {
        self.endpoint = endpoint
        self.credentials = credentials
    }

    /// What the environment says: `DS3_ENDPOINT`, `DS3_ACCESS_KEY`, `DS3_SECRET_KEY`, and
    /// `http_proxy`, through which everything passes when it is set.
    ///
    /// - Throws: `DS3Error` with `.local`, which names what is not set.
    public static func fromEnvironment() throws(DS3Error) -> DS3Configuration {
        try from(ProcessFacts.environment)
    }

    /// What such an environment says.
    package static func from(
        _ environment: [String: String]
    ) throws(DS3Error) -> DS3Configuration {
        func value(_ name: String) throws(DS3Error) -> String {
            guard let value = environment[name], !value.isEmpty else {
                throw DS3Error(.local, "\(name) is not set")
            }
            return value
        }
        var configuration = DS3Configuration(
            try value("DS3_ENDPOINT"),
            Credentials(
                accessKey: try value("DS3_ACCESS_KEY"), secretKey: try value("DS3_SECRET_KEY")))
        if let proxy = environment["http_proxy"], !proxy.isEmpty {
            configuration.proxy = .url(proxy)
        }
        return configuration
    }

    var http: HTTPClientConfiguration {
        var http = HTTPClientConfiguration()
        http.tls = tls
        http.proxy = proxy
        http.connectTimeout = connectTimeout
        http.idleTimeout = idleTimeout
        // A body of HTTP/2 cannot be refused before it is sent, and no DS3 server speaks it.
        http.offersHTTP2 = false
        return http
    }

    /// Where requests go.
    ///
    /// - Throws: `DS3Error` with `.local`. A path, or credentials in the address, are refused:
    ///   nothing of DS3 could be below a path, and addresses end in logs.
    package func origin() throws(DS3Error) -> Origin {
        var rest = endpoint[...]
        var isSecure = false
        let lowered = endpoint.lowercased()
        if lowered.hasPrefix("https://") {
            isSecure = true
            rest = rest.dropFirst("https://".count)
        } else if lowered.hasPrefix("http://") {
            rest = rest.dropFirst("http://".count)
        }
        if rest.last == "/" { rest.removeLast() }
        guard !rest.contains("/"), let origin = Origin(isSecure: isSecure, authority: rest) else {
            throw DS3Error(.local, "The endpoint is no http://host:port")
        }
        return origin
    }
}
