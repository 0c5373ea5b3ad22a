// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// Header fields as people give them: `name:value`.
public enum HeaderItems {
    /// Reads items into header fields; the last one of a name counts.
    ///
    /// - Parameter prefix: stands before each name (`X-Object-Meta-`).
    /// - Throws: `ServiceError` for an item without a colon.
    public static func headers(_ items: [String], prefix: String = "") throws(ServiceError)
        -> Headers
    {
        var headers = Headers()
        for item in items {
            guard let colon = item.firstIndex(of: ":") else {
                throw ServiceError(
                    "Metadata parameter \(item) must contain a ':'.\n"
                        + "Example: 'Color:Blue' or 'Size:Large'")
            }
            let name = titleCased(prefix + item[..<colon])
            headers[name] = trimmed(item[item.index(after: colon)...])
        }
        return headers
    }

    /// A name with the first letter of each word in upper case, the others in lower case.
    public static func titleCased(_ name: String) -> String {
        var text = ""
        var isInWord = false
        for character in name {
            text += isInWord ? character.lowercased() : character.uppercased()
            isInWord = character.isLetter
        }
        return text
    }

    static func trimmed(_ text: Substring) -> String {
        var rest = text
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

extension Headers {
    /// These fields with those of another set laid over them.
    func overlaid(with other: Headers) -> Headers {
        var result = self
        for field in other { result[field.name] = field.value }
        return result
    }
}
