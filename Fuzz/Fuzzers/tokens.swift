// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Sources/Access/ApusAuth/TempAuth/TokenSigner.swift
// compile with: Sources/Access/ApusAuth/TempAuth/TempAuthUser.swift
// compile with: Sources/Access/ApusAuth/Keys/StoredKey.swift

import ApusBytes

private func user(_ name: String, key: String) -> TempAuthUser? {
    guard let key = try? StoredKey(key) else { return nil }
    return TempAuthUser(account: "test", user: name, key: key)
}

/// Nobody forges a token; a token that is made holds from now until its expiry, in any case of its
/// digits, for its user alone; and any one digit of it changed makes it worthless.
///
/// The input is taken for a token, and then for a moment, a user's name and a key.
func fuzz(_ input: Bytes) {
    let signer = TokenSigner(secret: Bytes("a secret of the fuzzer"), lifeSeconds: 86_400)
    guard let tester = user("tester", key: "testing") else { return }
    let signature = signer.signature(of: tester)
    if let claim = signer.claim(input.text) {
        require(
            !signer.isGenuine(claim, signature, at: claim.expires &- 1), "forged: \(input.text)")
    }

    guard input.count >= 8 else { return }
    let number = input[0..<8].array.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let now = Int64(number >> 24)
    let lifeSeconds = Int64(number & 0xFF_FFFF)
    let own = TokenSigner(secret: input, lifeSeconds: lifeSeconds)
    let name = input[8..<input.count].text
    guard let holder = user(name, key: name), let other = user(name + "x", key: name) else {
        return
    }
    let held = own.signature(of: holder)
    let token = own.token(for: held, at: now)
    require(token.expires > now, "stale: \(token)")
    require(token.expires <= now + own.lifeSeconds, "for too long: \(token)")
    for text in [token.text, token.text.uppercased()] {
        guard let claim = own.claim(text) else { fatalError("not understood: \(text)") }
        require(claim.tag == held.tag && claim.expires == token.expires, "another: \(text)")
        require(own.isGenuine(claim, held, at: now), "not believed: \(text)")
        require(own.isGenuine(claim, held, at: token.expires - 1), "not believed: \(text)")
        require(!own.isGenuine(claim, held, at: token.expires), "believed too long: \(text)")
        require(!own.isGenuine(claim, own.signature(of: other), at: now), "another's: \(text)")
    }
    var digits = Array(token.text.utf8)
    let place = Int(number % UInt64(digits.count))
    digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    if let claim = own.claim(String(decoding: digits, as: UTF8.self)) {
        require(!own.isGenuine(claim, held, at: now), "believed with another digit")
    }
}
