// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Lengths of time as people type them: `12`, `5s`, `2.5min`, `.5hr`.
///
/// Source: python-swiftclient, `parse_timeout`.
public enum DurationText {
    private static let units: [(suffix: String, seconds: Double)] = [
        ("min", 60), ("hr", 3600), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
    ]

    /// Seconds, or nil when it is no length of time.
    public static func seconds(_ text: String) -> Double? {
        for unit in units where text.hasSuffix(unit.suffix) {
            return number(text.dropLast(unit.suffix.count)).map { $0 * unit.seconds }
        }
        return number(text[...])
    }

    private static func number(_ text: Substring) -> Double? {
        guard let first = text.first, first.isNumber || first == ".",
            text.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }),
            let number = Double(first == "." ? "0" + text : String(text)), number.isFinite
        else { return nil }
        return number
    }
}
