// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusModel
import ApusStorage
import ApusTelemetry

/// Who finds out who is asking, as a configuration has it.
enum Authentication {
    /// The authentication of a server: TempAuth, Keystone, or both.
    ///
    /// - Throws: `ServerError` when Keystone cannot be reached as the configuration wants it.
    static func authenticator(
        _ tempAuth: TempAuth?, _ configuration: Configuration, _ logger: Logger
    ) throws(ServerError) -> any Authenticator {
        let keystone = try configuration.keystone.map {
            options throws(ServerError) -> KeystoneAuthenticator in
            KeystoneAuthenticator(
                options.settings, over: try client(options), now: { Timestamp.wallClock },
                onProblem: { logger.error("keystone", ["reason": .text($0)]) })
        }
        switch (tempAuth, keystone) {
        case (.some(let tempAuth), .some(let keystone)):
            return AuthenticatorPair(tempAuth, keystone)
        case (.some(let tempAuth), nil): return tempAuth
        case (nil, .some(let keystone)): return keystone
        case (nil, nil): throw ServerError("nobody could log in")
        }
    }

    /// What `GET /info` says of it.
    static func infoSections(_ configuration: Configuration) -> [String: [String: JSONValue]] {
        var sections: [String: [String: JSONValue]] = [:]
        if let options = configuration.tempAuth {
            sections["tempauth"] = ["account_acls": true]
            if let identity = options.identity {
                sections["identity"] = [
                    "versions": ["v3", "v2.0"], "region": .string(identity.region),
                ]
            }
        }
        if configuration.keystone != nil { sections["keystoneauth"] = [:] }
        return sections
    }

    private static func client(_ options: AuthTokenOptions) throws(ServerError) -> HTTPClient {
        var settings = HTTPClientConfiguration()
        settings.tls.authorityFile = options.authorityFile
        settings.tls.certificateFile = options.certificateFile
        settings.tls.keyFile = options.keyFile
        settings.tls.isInsecure = options.isInsecure
        settings.connectTimeout = options.connectTimeout
        settings.totalTimeout = options.connectTimeout + .seconds(20)
        // Keystone is asked about unknown tokens alone; more at once would not make it faster.
        settings.connectionsPerHost = 16
        do throws(TransportError) {
            return try HTTPClient(settings)
        } catch {
            throw ServerError("[filter:authtoken] cannot be used: \(error)")
        }
    }
}
