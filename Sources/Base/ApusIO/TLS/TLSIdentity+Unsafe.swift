// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Synchronization

/// A server's certificate and key, which can be read anew while the server runs.
///
/// Connections keep what they were accepted with; new ones get the newest.
public final class TLSIdentity: Sendable {
    private let certificateFile: String
    private let keyFile: String
    private let context: Mutex<TLSContext>

    /// Reads a certificate chain and its key, both PEM. TLS 1.2 is the oldest version spoken.
    ///
    /// Blocks; for the start of a program and its lanes.
    ///
    /// - Throws: `TLSError` when a file cannot be read or the two do not belong together.
    public init(certificateFile: String, keyFile: String) throws(TLSError) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        context = Mutex(try TLSContext(certificateFile: certificateFile, keyFile: keyFile))
    }

    /// Reads the files anew. If that fails, what was read before stays in use.
    ///
    /// - Throws: as `init`.
    public func reload() throws(TLSError) {
        let fresh = try TLSContext(certificateFile: certificateFile, keyFile: keyFile)
        context.withLock { $0 = fresh }
    }

    /// Begins the server's end of a connection.
    package func accept() throws(TLSError) -> TLSSession {
        try TLSSession(serverOf: context.withLock { $0 })
    }
}

/// An `SSL_CTX` of a server.
///
/// Sound because the context is not changed after `init`, and OpenSSL lets threads share one.
@safe final class TLSContext: @unchecked Sendable {
    let context: OpaquePointer

    init(certificateFile: String, keyFile: String) throws(TLSError) {
        guard let context = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw TLSError.last("SSL_CTX_new")
        }
        unsafe self.context = context
        unsafe apus_ssl_context_set_modes(context)
        // Else OpenSSL asks the terminal for the pass phrase of an encrypted key.
        unsafe SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in 0 }
        guard unsafe apus_ssl_context_set_minimum_tls12(context) == 1 else {
            throw TLSError.last("set the oldest version of TLS")
        }
        guard unsafe SSL_CTX_use_certificate_chain_file(context, certificateFile) == 1 else {
            throw TLSError.last("read the certificate \(certificateFile)")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, keyFile, SSL_FILETYPE_PEM) == 1 else {
            throw TLSError.last("read the key \(keyFile)")
        }
        guard unsafe SSL_CTX_check_private_key(context) == 1 else {
            throw TLSError.last("match the key \(keyFile) with \(certificateFile)")
        }
    }

    deinit {
        unsafe SSL_CTX_free(context)
    }
}

extension TLSError {
    /// The last failure of OpenSSL in this thread.
    static func last(_ operation: String) -> TLSError {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return TLSError("\(operation): failed") }
        var text = [CChar](repeating: 0, count: 256)
        unsafe ERR_error_string_n(code, &text, text.count)
        let reason = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return TLSError("\(operation): \(reason)")
    }
}
