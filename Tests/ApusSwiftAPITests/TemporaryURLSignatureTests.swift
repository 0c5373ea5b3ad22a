// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftAPI
import Testing

@Suite struct TemporaryURLSignatureTests {
    private let statement = TemporaryURLSignature.Statement(
        method: "GET", expires: 1_700_000_010, path: "/v1/a/c/o", addressRange: "10.0.0.0/8")

    /// Made with Python's `hmac`.
    @Test(arguments: [
        (
            TemporaryURLSignature.Function.sha1,
            "de897b926148eca1d3c486db3fe6d60ef0899bcd"
        ),
        (
            TemporaryURLSignature.Function.sha256,
            "58c203db81c5f12f8a47ceb5ccd32a54722cb01d2c472d40cb973a5974485024"
        ),
        (
            TemporaryURLSignature.Function.sha512,
            "sha512:E3dxRmUE2KMRu6n5ofs8qKARHYyR11mx75BJA7ozZq-Df_ApogZ-kGa09oHpIMg"
                + "blUfY4Y6fAR6sNchjRxk-_w"
        ),
    ])
    func `signs as others do, and reads what it has written`(
        function: TemporaryURLSignature.Function, text: String
    ) throws {
        let signature = TemporaryURLSignature(of: statement, key: "key", by: function)
        #expect(signature.text == text)
        #expect(TemporaryURLSignature(text) == signature)
        #expect(try #require(TemporaryURLSignature(text)).isGenuine(statement, key: "key"))
        #expect(!signature.isGenuine(statement, key: "kez"))
    }
}
