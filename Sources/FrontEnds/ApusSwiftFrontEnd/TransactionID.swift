// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What a request is called in responses and logs: `tx` with 21 random digits, the second, and
/// whatever the operator and the client add.
///
/// Source: OpenStack Swift, `swift.common.utils.generate_trans_id`.
struct TransactionID {
    let text: String

    init(seconds: UInt64, suffix: String, extra: String?) {
        var generator = SystemRandomNumberGenerator()
        var random: [UInt8] = []
        for _ in 0..<11 { random.append(UInt8.random(in: .min ... .max, using: &generator)) }
        let time = String(seconds, radix: 16)
        let padding = String(repeating: "0", count: max(0, 10 - time.utf8.count))
        var ending = suffix
        if let extra, !extra.isEmpty { ending += "-" + extra.prefix(32) }
        text =
            "tx" + Hexadecimal.encode(random).prefix(21) + "-" + padding + time
            + PercentEncoding.encode(ending)
    }
}
