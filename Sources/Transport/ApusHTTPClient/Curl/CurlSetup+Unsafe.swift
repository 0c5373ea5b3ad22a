// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import CCurl

/// A client's configuration in libcurl's terms, checked once.
struct CurlSetup: Sendable {
    let tls: HTTPClientConfiguration.TLS
    let proxy: HTTPClientConfiguration.Proxy
    let unixSocketPath: String?
    let connectMilliseconds: Int
    let totalMilliseconds: Int
    let idleTimeout: Duration?
    /// How often transfers are looked at for the idle time-out: a quarter of it, at most 1 s.
    let idleCheckMilliseconds: Int32?
    let offersHTTP2: Bool
    let pinnedPublicKey: String?
    /// Lives as long as the loop, because connections that are kept refer to it.
    let pin: CertificatePin?

    init(_ configuration: HTTPClientConfiguration) throws(TransportError) {
        guard Self.isInitialised else {
            throw TransportError(.badRequest, "libcurl cannot be initialised")
        }
        tls = configuration.tls
        proxy =
            configuration.proxy == .environment && !Self.environmentNamesProxy
            ? .none : configuration.proxy
        unixSocketPath = configuration.unixSocketPath
        connectMilliseconds = Self.milliseconds(configuration.connectTimeout)
        totalMilliseconds = configuration.totalTimeout.map(Self.milliseconds) ?? 0
        idleTimeout = configuration.idleTimeout
        idleCheckMilliseconds = configuration.idleTimeout.map { timeout in
            Int32(min(1000, max(10, Self.milliseconds(timeout) / 4)))
        }
        offersHTTP2 = configuration.offersHTTP2
        if let hash = tls.publicKeySHA256 {
            guard hash.count == 32 else {
                throw TransportError(.badRequest, "A SHA-256 has 32 bytes, not \(hash.count)")
            }
            pinnedPublicKey = "sha256//" + Base64.encode(hash, isPadded: true)
        } else {
            pinnedPublicKey = nil
        }
        if let hash = tls.certificateSHA256 {
            guard hash.count == 32 else {
                throw TransportError(.badRequest, "A SHA-256 has 32 bytes, not \(hash.count)")
            }
            guard Self.usesOpenSSL else {
                throw TransportError(
                    .badRequest, "Pinning a certificate needs a libcurl built with OpenSSL")
            }
            pin = CertificatePin(hash)
        } else {
            pin = nil
        }
    }

    /// Whether libcurl would find a proxy in the environment, where it looks for every request.
    private static var environmentNamesProxy: Bool {
        ProcessFacts.environment.contains { name, value in
            !value.isEmpty && name.lowercased().hasSuffix("_proxy")
        }
    }

    // Sound: done once, before any other call of libcurl, by the language's lazy globals.
    private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private static let usesOpenSSL: Bool = {
        // Sound: the answer is libcurl's own constant, alive as long as the process.
        guard let version = unsafe apus_curl_version(),
            let text = unsafe version.pointee.ssl_version
        else { return false }
        return unsafe String(cString: text).contains("OpenSSL")
    }()

    /// At least 1, which is 0 to nobody, and no more than libcurl takes: 24 days.
    private static func milliseconds(_ duration: Duration) -> Int {
        let longest = Duration.milliseconds(Int64(Int32.max))
        let (seconds, attoseconds) = min(max(duration, .zero), longest).components
        return max(1, Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }
}
