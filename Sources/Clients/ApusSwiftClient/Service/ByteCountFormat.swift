// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How numbers of bytes are shown to people.
///
/// Source: python-swiftclient, `prt_bytes`.
public enum ByteCountFormat {
    /// Decimal digits in 12 columns, or at most four characters with a suffix for powers of 1024.
    public static func text(_ bytes: UInt64, human: Bool) -> String {
        guard human else { return padded(String(bytes), to: 12) }
        guard bytes >= 1024 else { return padded(String(bytes), to: 4) }
        var rest = Double(bytes)
        var suffix: Character = "K"
        for letter in "KMGTPEZY" {
            rest /= 1024
            suffix = letter
            if rest <= 1023 { break }
        }
        if rest >= 10 { return padded(String(Int(rest)), to: 3) + String(suffix) }
        let tenths = Int((rest * 10).rounded(.toNearestOrEven))
        return "\(tenths / 10).\(tenths % 10)\(suffix)"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
}
