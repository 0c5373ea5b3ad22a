// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI

/// What is read and written again reads the same; names stay names, whatever is in them.
func fuzz(_ input: Bytes) {
    guard let text = input.validText else { return }
    if let url = ResourceURL(text) {
        require(url.isValid, "read, but not valid: \(text)")
        require(ResourceURL(url.encoded) == url, "written: \(url.encoded)")
        require(url.identity.identity == url.identity, "identity of \(url.encoded)")
        require(
            !url.encoded.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "#") },
            "not escaped: \(url.encoded)")
        let secret = url.with("secret", "hush").description
        require(!secret.contains("hush") || url.encoded.contains("hush"), "shown: \(secret)")
    }
    let named = ServerAddress().instances[text].snapshots["a"].url.with(text, text)
    guard named.isValid else { return }
    require(named.segments.count == 5, "segments of \(text)")
    require(ResourceURL(named.encoded) == named, "named: \(named.encoded)")
    require(named.parameter(text) == text, "parameter \(text)")
}
