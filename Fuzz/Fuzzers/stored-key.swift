// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes

/// Forms so cheap that a fuzzer can afford to judge keys by them.
private let cheap = ["$scrypt$ln=1,r=1,p=1$", "$pbkdf2-sha256$i=1$"]

/// A plain key accepts itself and nothing else; a hashed one never accepts its own text. What a
/// user's line says is what its user gets.
func fuzz(_ input: Bytes) {
    let text = input.text
    if let key = try? StoredKey(text) {
        require(key.text.utf8.elementsEqual(text.utf8), "another text: \(key.text)")
        require(key.isHashed == (text.utf8.first == UInt8(ascii: "$")), "hashed or not: \(text)")
        if !key.isHashed {
            require(key.accepts(text), "not its own key: \(text)")
            require(!key.accepts(text + "x"), "another key: \(text)")
            require(!key.accepts(""), "no key at all: \(text)")
        } else if cheap.contains(where: { text.utf8.starts(with: $0.utf8) }) {
            require(!key.accepts(text), "its own text: \(text)")
        }
    }
    let halves = input.array.split(
        separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return }
    let option = "user_" + String(decoding: halves[0], as: UTF8.self)
    let value = String(decoding: halves[1], as: UTF8.self)
    guard let user = try? TempAuthUser(option: option, value: value) else { return }
    require(!user.account.isEmpty && !user.user.isEmpty, "a user without a name: \(option)")
    require(value.utf8.count >= user.key.text.utf8.count, "a longer key: \(user.key.text)")
}
