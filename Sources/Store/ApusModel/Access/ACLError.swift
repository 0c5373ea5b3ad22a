// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why a text cannot be an access control list; the description is what the client reads.
public struct ACLError: Error, Hashable, CustomStringConvertible {
    /// The sentence, worded as OpenStack Swift words it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// A text quoted the way Python's `repr` does, which these sentences are known to have.
    static func quote(_ text: String) -> String {
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "'" where quote == "'": quoted += "\\'"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.count == 1 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        quoted.append(quote)
        return quoted
    }
}
