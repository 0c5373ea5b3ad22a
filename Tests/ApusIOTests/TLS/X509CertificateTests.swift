// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct X509CertificateTests {
    /// Made by `openssl req -x509 -newkey ec`; its fingerprint is what `openssl x509 -fingerprint
    /// -sha256` prints.
    private static let known = """
        some text that is none of it
        -----BEGIN CERTIFICATE-----
        MIIBczCCARmgAwIBAgIUYZw3AfO5ttlmsDK+H4V9EfyhqiYwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjEyMzA2MjhaFw0zNjExMTgyMzA2Mjha
        MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQuLzX5
        z0xBTogy7ywrxBgRHaCSfcxpJvD2Q30lAJA7rnFoWZC7V7q4k9ZkSc4/BvAyYpoo
        hTcx37d1IqjJ34l/o1MwUTAdBgNVHQ4EFgQUpw6humLBYJahoc9Qa0upDOUNJBow
        HwYDVR0jBBgwFoAUpw6humLBYJahoc9Qa0upDOUNJBowDwYDVR0TAQH/BAUwAwEB
        /zAKBggqhkjOPQQDAgNIADBFAiAU7vqatR3Kcx78P4QPhEXYHYpgYYYRcvwUJp0P
        5mIm1QIhAJ9AaWQ3+jGCQLN9HI2n6+q3VdCTtJ7oB3Yn1Y2qu6Nd
        -----END CERTIFICATE-----
        """

    @Test func `has the fingerprint that OpenSSL prints`() throws {
        let certificate = try X509Certificate(pem: Bytes(Self.known))
        #expect(
            certificate.fingerprint
                == "db9f35f911096e6c22a3f00af60b85ee4aa8bce2ba3912888db2986231bf88d9")
        #expect(try X509Certificate(pem: certificate.pem) == certificate)
    }

    @Test(arguments: ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "x"])
    func `refuses what is no certificate`(text: String) {
        #expect(throws: TLSError.self) { try X509Certificate(pem: Bytes(text)) }
    }

    @Test func `makes a pair that belongs together, for its owner alone`() throws {
        let directory = try TemporaryDirectory()
        let (certificateFile, keyFile) = (directory.path + "/c.crt", directory.path + "/c.key")
        let own = try OwnCertificate.make(
            commonName: "someone@" + String(repeating: "long", count: 40))
        try own.write(certificateFile: certificateFile, keyFile: keyFile)
        // Reads both and checks that the key is the certificate's.
        _ = try TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)
        for file in [certificateFile, keyFile] {
            #expect(try FileCalls.status(file).permissions & 0o777 == 0o600)
        }
        #expect(try directory.files() == ["c.crt", "c.key"])
        let other = try OwnCertificate.make(commonName: "someone")
        #expect(other.certificate.fingerprint != own.certificate.fingerprint)
    }

    @Test(arguments: ["c.crt", "c.key"])
    func `overwrites neither file and leaves nothing else`(present: String) throws {
        let directory = try TemporaryDirectory()
        try directory.write("mine", to: present)
        let own = try OwnCertificate.make(commonName: "someone@somewhere")
        #expect {
            try own.write(
                certificateFile: directory.path + "/c.crt", keyFile: directory.path + "/c.key")
        } throws: {
            ($0 as? SystemError)?.code == EEXIST
        }
        #expect(try directory.files() == [present])
    }
}
