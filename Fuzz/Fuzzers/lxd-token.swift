// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI

/// A token that is taken has all it needs, and tells nobody its secret.
func fuzz(_ input: Bytes) {
    if let text = input.validText { _ = TrustToken.isToken(text) }
    // The document inside is what is worth varying.
    guard let token = try? TrustToken(Base64.encode(input.array, isPadded: true)) else { return }
    require(token.sha256.count == 32, "fingerprint \(token.fingerprint)")
    require(!token.addresses.isEmpty && !token.secret.isEmpty, "nothing to use it with")
    require(token.addresses.allSatisfy { !$0.contains("/") && !$0.contains("@") }, "an address")
    require(token.clientName != nil || token.memberName != nil, "for nobody")
    require((try? TrustToken(token.text)) == token, "not the same when it is read again")
    let shown = "\(token)"
    let names = (token.clientName ?? token.memberName ?? "") + token.addresses.joined()
    // A short one may stand there for another reason.
    let isShown = token.secret.utf8.count >= 8 && shown.contains(token.secret)
    require(!isShown || names.contains(token.secret), "its secret is shown")
}
