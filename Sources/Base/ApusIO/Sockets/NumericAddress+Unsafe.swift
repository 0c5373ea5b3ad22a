// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address.
///
/// Sound because the memory that the call fills is as large as the address it is asked for.
public struct NumericAddress: Hashable, Sendable {
    /// Four or sixteen bytes, the first one first.
    public let bytes: [UInt8]

    /// Reads an address as inet_pton(3) does; one of IPv4 within IPv6 counts as IPv4.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        var four = [UInt8](repeating: 0, count: 4)
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
            return
        }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let isMapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10...11] == [0xFF, 0xFF]
        bytes = isMapped ? Array(sixteen[12...]) : sixteen
    }

    fileprivate func hasBit(_ position: Int) -> Bool {
        let byte = bytes[position / 8]
        let shift = 7 - position % 8
        return (byte >> shift) & 1 == 1
    }
}

/// Addresses that begin with the same bits: `192.0.2.0/24`, or a single one.
public struct AddressRange: Hashable, Sendable {
    private let base: NumericAddress
    private let prefixBits: Int

    /// Reads an address, or one and how many of its bits count; nil when others are not zero.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NumericAddress(halves[0]) else { return nil }
        base = address
        let all = address.bytes.count * 8
        if halves.count == 2 {
            guard let bits = Int(halves[1]), halves[1].utf8.allSatisfy({ (48...57).contains($0) }),
                bits <= all
            else { return nil }
            prefixBits = bits
        } else {
            prefixBits = all
        }
        guard (prefixBits..<all).allSatisfy({ !address.hasBit($0) }) else { return nil }
    }

    /// Whether an address is one of them.
    public func contains(_ address: NumericAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return (0..<prefixBits).allSatisfy { address.hasBit($0) == base.hasBit($0) }
    }
}
