// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CCurl
import COpenSSL

/// Trusts the one certificate whose SHA-256 is known, and no other.
///
/// Sound because OpenSSL calls back on the client's thread only, while the setup that holds this
/// object lives: it outlives every connection. The certificate is borrowed for the call.
@safe final class CertificatePin: Sendable {
    private let hash: [UInt8]

    init(_ hash: [UInt8]) {
        self.hash = hash
    }

    /// libcurl's chance to change the TLS settings of a new connection.
    static let onContext: apus_curl_tls_function = { _, tls, context in
        guard let tls = unsafe tls, let context = unsafe context else {
            return CURLE_SSL_CONNECT_ERROR
        }
        unsafe SSL_CTX_set_cert_verify_callback(
            OpaquePointer(tls),
            { store, context in
                guard let store = unsafe store, let context = unsafe context else { return 0 }
                let pin = unsafe Unmanaged<CertificatePin>.fromOpaque(context)
                    .takeUnretainedValue()
                let isKnown = unsafe pin.matches(X509_STORE_CTX_get0_cert(store))
                unsafe X509_STORE_CTX_set_error(
                    store, isKnown ? X509_V_OK : X509_V_ERR_CERT_UNTRUSTED)
                return isKnown ? 1 : 0
            }, context)
        return CURLE_OK
    }

    private func matches(_ certificate: OpaquePointer?) -> Bool {
        guard let certificate = unsafe certificate else { return false }
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard unsafe X509_digest(certificate, EVP_sha256(), &digest, &count) == 1 else {
            return false
        }
        return count == 32 && digest == hash
    }
}
