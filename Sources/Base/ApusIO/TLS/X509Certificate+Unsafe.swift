// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import COpenSSL

// Sound because every pointer is lent for the length of one call, and every object of OpenSSL's is
// freed in the function that made it, after its last use.

/// A certificate (X.509), as the bytes that its fingerprint is taken of.
public struct X509Certificate: Hashable, Sendable {
    /// Its encoding (DER).
    public let der: Bytes

    /// Reads the first certificate of a text (PEM).
    ///
    /// - Throws: `TLSError` when there is none, or what there is cannot be read.
    public init(pem: Bytes) throws(TLSError) {
        let read: Bytes? = unsafe pem.withUnsafeBytes { text in
            guard let bio = unsafe BIO_new_mem_buf(text.baseAddress, Int32(clamping: text.count))
            else { return nil }
            defer { unsafe BIO_free(bio) }
            guard let certificate = unsafe PEM_read_bio_X509(bio, nil, nil, nil) else { return nil }
            defer { unsafe X509_free(certificate) }
            return unsafe Self.encoding { unsafe i2d_X509(certificate, $0) }
        }
        guard let read else { throw TLSError.last("read a certificate") }
        der = read
    }

    fileprivate init(der: Bytes) {
        self.der = der
    }

    /// Its text (PEM).
    public var pem: Bytes {
        var text = ByteWriter(capacity: der.count * 3 / 2 + 64)
        text.append("-----BEGIN CERTIFICATE-----\n")
        var line = Base64.encode(der.array, isPadded: true)[...]
        while !line.isEmpty {
            text.append(String(line.prefix(64)) + "\n")
            line = line.dropFirst(64)
        }
        text.append("-----END CERTIFICATE-----\n")
        return text.finish()
    }

    /// The SHA-256 of it, which is what pins it.
    public var sha256: [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let isDone = unsafe der.withUnsafeBytes { bytes in
            unsafe EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, EVP_sha256(), nil)
        }
        precondition(isDone == 1, "OpenSSL has no SHA-256")
        return digest
    }

    /// The SHA-256 of it, as people read it: lower-case hexadecimal digits.
    public var fingerprint: String { Hexadecimal.encode(sha256) }

    /// Takes what one of OpenSSL's `i2d` functions writes.
    private static func encoding(
        _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> Bytes? {
        let count = Int(write(nil))
        guard count > 0 else { return nil }
        return unsafe Bytes(capacity: count) { buffer in
            var position = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe max(0, Int(write(&position)))
        }
    }
}

/// A certificate of our own and its private key.
public struct OwnCertificate: Sendable {
    /// What others are shown.
    public let certificate: X509Certificate
    /// The private key (PEM), without a pass phrase.
    public let keyPEM: Bytes

    /// Makes a key (ECDSA, P-384) and a certificate for clients that signs itself.
    ///
    /// - Parameters:
    ///   - commonName: whose it is, `user@host`; cut to the 64 characters that a name may have.
    ///   - days: how long it is valid, from now on.
    /// - Throws: `TLSError`.
    public static func make(commonName: String, days: Int = 3650) throws(TLSError) -> OwnCertificate
    {
        let key = unsafe try OpenSSLObject(generatedKey(), EVP_PKEY_free)
        let certificate = unsafe try OpenSSLObject(made(X509_new(), "a certificate"), X509_free)
        unsafe try fill(certificate.pointer, key.pointer, commonName, days)
        guard unsafe X509_sign(certificate.pointer, key.pointer, EVP_sha384()) > 0 else {
            throw TLSError.last("sign a certificate")
        }
        let text = unsafe try pem("a certificate") { bio in
            unsafe PEM_write_bio_X509(bio, certificate.pointer)
        }
        return OwnCertificate(
            certificate: try X509Certificate(pem: text),
            keyPEM: unsafe try pem("a key") { bio in
                unsafe PEM_write_bio_PrivateKey(bio, key.pointer, nil, nil, 0, nil, nil)
            })
    }

    private static func generatedKey() throws(TLSError) -> OpaquePointer {
        let context = unsafe try OpenSSLObject(
            made(EVP_PKEY_CTX_new_from_name(nil, "EC", nil), "a key"), EVP_PKEY_CTX_free)
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_group_name(context.pointer, "P-384") == 1,
            unsafe EVP_PKEY_generate(context.pointer, &key) == 1
        else { throw TLSError.last("make a key") }
        return unsafe try made(key, "a key")
    }

    @unsafe
    private static func fill(
        _ certificate: OpaquePointer, _ key: OpaquePointer, _ commonName: String, _ days: Int
    ) throws(TLSError) {
        let name = unsafe X509_get_subject_name(certificate)
        // X.520 limits the attribute to 64 characters, and OpenSSL refuses more.
        let common = String(commonName.unicodeScalars.prefix(64).map(Character.init))
        guard unsafe X509_set_version(certificate, 2) == 1,
            unsafe setSerial(of: certificate),
            // An hour ago: clocks differ.
            unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nil,
            unsafe X509_time_adj_ex(X509_getm_notAfter(certificate), Int32(clamping: days), 0, nil)
                != nil,
            unsafe X509_set_pubkey(certificate, key) == 1,
            unsafe X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, "apus", -1, -1, 0) == 1,
            unsafe X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common, -1, -1, 0) == 1,
            unsafe X509_set_issuer_name(certificate, name) == 1
        else { throw TLSError.last("fill in a certificate") }
        for (kind, value) in [
            (NID_basic_constraints, "critical,CA:FALSE"),
            (NID_key_usage, "critical,digitalSignature,keyEncipherment"),
            (NID_ext_key_usage, "clientAuth"),
        ] {
            let field = unsafe try OpenSSLObject(
                made(X509V3_EXT_conf_nid(nil, nil, kind, value), "a certificate"),
                X509_EXTENSION_free)
            guard unsafe X509_add_ext(certificate, field.pointer, -1) == 1 else {
                throw TLSError.last("fill in a certificate")
            }
        }
    }

    /// 127 random bits: RFC 5280 wants a positive number of at most 20 bytes.
    @unsafe
    private static func setSerial(of certificate: OpaquePointer) -> Bool {
        guard let number = unsafe BN_new() else { return false }
        defer { unsafe BN_free(number) }
        return unsafe BN_rand(number, 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    @unsafe
    private static func made(
        _ pointer: OpaquePointer?, _ what: String
    ) throws(TLSError) -> OpaquePointer {
        guard let pointer = unsafe pointer else { throw TLSError.last("make \(what)") }
        return unsafe pointer
    }

    private static func pem(
        _ what: String, _ write: (OpaquePointer) -> Int32
    ) throws(TLSError) -> Bytes {
        let bio = unsafe try OpenSSLObject(
            made(BIO_new(BIO_s_mem()), what), { unsafe BIO_free_all($0) })
        guard unsafe write(bio.pointer) == 1 else { throw TLSError.last("write \(what)") }
        var text = [UInt8](repeating: 0, count: 16 * 1024)
        let count = unsafe BIO_read(bio.pointer, &text, Int32(text.count))
        guard count > 0, Int(count) < text.count else { throw TLSError.last("write \(what)") }
        return Bytes(Array(text[..<Int(count)]))
    }
}

/// An object of OpenSSL's that is freed with the value.
///
/// Sound because the value is not copied, so that the object is freed once.
@safe private struct OpenSSLObject: ~Copyable {
    @unsafe let pointer: OpaquePointer
    @unsafe private let free: (OpaquePointer) -> Void

    init(_ pointer: OpaquePointer, _ free: @escaping (OpaquePointer) -> Void) {
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit {
        unsafe free(pointer)
    }
}
