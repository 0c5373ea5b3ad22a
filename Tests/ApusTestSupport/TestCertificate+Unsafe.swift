// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// A certificate for 127.0.0.1 that signs itself, with its key, as files in a directory.
///
/// Sound because every object is freed where it is made, after its last use.
package struct TestCertificate: Sendable {
    package let certificateFile: String
    package let keyFile: String

    package init(in directory: String) throws {
        certificateFile = directory + "/cert.pem"
        keyFile = directory + "/key.pem"
        try renew()
    }

    /// Replaces the files by a new pair.
    package func renew() throws {
        let context = unsafe try made(EVP_PKEY_CTX_new_from_name(nil, "EC", nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var generated: OpaquePointer?
        try check(unsafe EVP_PKEY_keygen_init(context))
        try check(unsafe EVP_PKEY_CTX_set_group_name(context, "P-256"))
        try check(unsafe EVP_PKEY_generate(context, &generated))
        let key = unsafe try made(generated)
        defer { unsafe EVP_PKEY_free(key) }

        let certificate = unsafe try made(X509_new())
        defer { unsafe X509_free(certificate) }
        try check(unsafe X509_set_version(certificate, 2))
        try check(
            unsafe ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1..<1 << 40))
        )
        _ = unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        _ = unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), 86400)
        try check(unsafe X509_set_pubkey(certificate, key))
        let name = unsafe X509_get_subject_name(certificate)
        try check(
            unsafe X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_FLAG | 1, "apus test", -1, -1, 0)
        )
        try check(unsafe X509_set_issuer_name(certificate, name))
        for (kind, value) in [
            (NID_subject_alt_name, "IP:127.0.0.1"), (NID_basic_constraints, "critical,CA:TRUE"),
        ] {
            let field = unsafe try made(X509V3_EXT_conf_nid(nil, nil, kind, value))
            defer { unsafe X509_EXTENSION_free(field) }
            try check(unsafe X509_add_ext(certificate, field, -1))
        }
        guard unsafe X509_sign(certificate, key, EVP_sha256()) > 0 else { throw Failure() }

        unsafe try write(certificateFile) { unsafe PEM_write_bio_X509($0, certificate) }
        unsafe try write(keyFile) {
            unsafe PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil)
        }
    }

    private struct Failure: Error {}

    private func made(_ pointer: OpaquePointer?) throws -> OpaquePointer {
        guard let pointer = unsafe pointer else { throw Failure() }
        return unsafe pointer
    }

    private func check(_ result: Int32) throws {
        guard result == 1 else { throw Failure() }
    }

    private func write(_ path: String, _ body: (OpaquePointer) -> Int32) throws {
        let bio = unsafe try made(BIO_new_file(path, "w"))
        defer { unsafe BIO_free(bio) }
        try check(unsafe body(bio))
    }
}
