// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// The parameters by which a request says that its URL was signed.
struct TemporaryURLQuery {
    let signature: String
    let expires: String
    let prefix: String?
    let addressRange: String?
    let filename: String?
    let isInline: Bool

    /// Nil when neither a signature nor an expiry is there: an ordinary request.
    init?(_ query: RequestQuery) {
        func first(_ name: String) -> String? { query.items.first { $0.name == name }?.value }
        let signature = first("temp_url_sig")
        let expires = first("temp_url_expires")
        guard signature != nil || expires != nil else { return nil }
        self.signature = signature ?? ""
        self.expires = expires ?? ""
        prefix = first("temp_url_prefix")
        addressRange = first("temp_url_ip_range").flatMap { $0.isEmpty ? nil : $0 }
        filename = first("filename").flatMap { $0.isEmpty ? nil : $0 }
        isInline = query.contains("inline")
    }

    /// The expiry in seconds since 1970; nil when it is none.
    var expiresSeconds: Int64? {
        if let seconds = Int64(expires) { return seconds }
        let bytes = Array(expires.utf8)
        // 2009-02-13T23:31:30Z
        guard bytes.count == 20, [4, 7].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
            bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") })
        else { return nil }
        var numbers: [Int] = []
        for range in [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19] {
            guard bytes[range].allSatisfy({ (48...57).contains($0) }) else { return nil }
            numbers.append(bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) })
        }
        return CivilTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: numbers[5])?.secondsSince1970
    }
}
