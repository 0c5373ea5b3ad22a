// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every OpenSSL object is freed where it was made, and buffers that OpenSSL
// allocates are copied before they are freed.

/// A self-signed certificate for `localhost` and 127.0.0.1, in files of its own.
final class TestCertificate: Sendable {
    let certificateFile: String
    let keyFile: String
    /// SHA-256 of the certificate.
    let certificateSHA256: [UInt8]
    /// SHA-256 of its public key.
    let publicKeySHA256: [UInt8]

    struct Failed: Error {}

    init() throws {
        let keys = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil)
        defer { unsafe EVP_PKEY_CTX_free(keys) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(keys) == 1, unsafe EVP_PKEY_keygen(keys, &key) == 1 else {
            throw Failed()
        }
        defer { unsafe EVP_PKEY_free(key) }

        let certificate = unsafe X509_new()
        defer { unsafe X509_free(certificate) }
        unsafe _ = X509_set_version(certificate, 2)
        unsafe _ = ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        unsafe _ = X509_gmtime_adj(X509_getm_notBefore(certificate), -86_400)
        unsafe _ = X509_gmtime_adj(X509_getm_notAfter(certificate), 86_400)
        unsafe _ = X509_set_pubkey(certificate, key)
        let name = unsafe X509_get_subject_name(certificate)
        unsafe _ = X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, "localhost", -1, -1, 0)
        unsafe _ = X509_set_issuer_name(certificate, name)
        let names = unsafe X509V3_EXT_conf_nid(
            nil, nil, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1")
        defer { unsafe X509_EXTENSION_free(names) }
        guard unsafe X509_add_ext(certificate, names, -1) == 1,
            unsafe X509_sign(certificate, key, nil) > 0
        else { throw Failed() }

        let der = try unsafe Self.bytes { unsafe i2d_X509(certificate, $0) }
        let keyDER = try unsafe Self.bytes { unsafe i2d_PrivateKey(key, $0) }
        let publicDER = try unsafe Self.bytes { unsafe i2d_PUBKEY(key, $0) }
        certificateSHA256 = Digest.of(Bytes(der), .sha256)
        publicKeySHA256 = Digest.of(Bytes(publicDER), .sha256)
        let base = "/tmp/apus-test-\(UInt64.random(in: 0 ... .max))"
        certificateFile = base + ".crt"
        keyFile = base + ".key"
        try Self.write("CERTIFICATE", der, to: certificateFile)
        try Self.write("PRIVATE KEY", keyDER, to: keyFile)
    }

    deinit {
        unsafe unlink(certificateFile)
        unsafe unlink(keyFile)
    }

    private static func bytes(
        _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) throws -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        let count = unsafe encode(&buffer)
        guard count > 0, let buffer = unsafe buffer else { throw Failed() }
        defer { unsafe CRYPTO_free(buffer, nil, 0) }
        return unsafe Array(UnsafeBufferPointer(start: buffer, count: Int(count)))
    }

    private static func write(_ kind: String, _ der: [UInt8], to path: String) throws {
        let text =
            "-----BEGIN \(kind)-----\n"
            + Base64.encode(der, isPadded: true) + "\n-----END \(kind)-----\n"
        guard let file = unsafe fopen(path, "w") else { throw Failed() }
        defer { unsafe fclose(file) }
        guard unsafe fputs(text, file) >= 0 else { throw Failed() }
    }
}
