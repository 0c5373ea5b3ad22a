// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Requests that are nearly right, the same ones in every run.
struct RequestMutator {
    private static let words = [
        "\r\n", "\n", "\r", " ", "\t", "\0", ":", ";", ",", "chunked",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Connection: close\r\n", "HTTP/1.1",
        "HTTP/1.0", "Upgrade: h2c\r\n", "0\r\n\r\n", "5", "00000000000000005", "ffffffffffffffff",
        "+5",
        "-1", "\u{E9}", "http://h/", "\r\n ", "\u{B}",
    ].map { Array($0.utf8) }

    private let seeds: [[UInt8]]
    private var state: UInt64 = 0x5EED

    init(seeds: [[UInt8]]) {
        self.seeds = seeds
    }

    mutating func next() -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0...below(4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + below(8))
        switch below(6) {
        case 0: bytes.replaceSubrange(place..<end, with: [])
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 3:
            let other = seeds[below(seeds.count)]
            bytes.replaceSubrange(place..., with: other[below(other.count + 1)...])
        default: bytes.insert(contentsOf: Self.words[below(Self.words.count)], at: place)
        }
    }

    /// SplitMix64.
    private mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
