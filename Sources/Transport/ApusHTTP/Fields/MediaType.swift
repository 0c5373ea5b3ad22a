// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A media type with its parameters: `text/plain; charset=utf-8`.
///
/// Source: RFC 9110, 8.3.1.
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
    /// One parameter.
    public struct Parameter: Hashable, Sendable {
        /// The name, in lower case.
        public let name: String
        /// The value, without quotes and backslashes.
        public let value: String

        /// Makes a parameter.
        public init(_ name: String, _ value: String) {
            self.name = name.lowercased()
            self.value = value
        }
    }

    /// What comes before the slash, in lower case.
    public let type: String
    /// What comes after it, in lower case.
    public let subtype: String
    /// The parameters, in order.
    public let parameters: [Parameter]

    /// Makes a media type.
    public init(_ type: String, _ subtype: String, parameters: [Parameter] = []) {
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    /// Reads a media type; nil when it is none. `*` is a type and a subtype here too.
    public init?(_ text: String) {
        let (parts, isClosed) = QuotedText.split(text, at: UInt8(ascii: ";"))
        guard isClosed, let essence = parts.first else { return nil }
        let halves = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy(Token.isToken) else { return nil }
        var parameters: [Parameter] = []
        for part in parts.dropFirst() where !part.isEmpty {
            guard let parameter = Self.parameter(part) else { return nil }
            parameters.append(parameter)
        }
        self.init(String(halves[0]), String(halves[1]), parameters: parameters)
    }

    /// `type/subtype`, in lower case, without parameters.
    public var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter; the name is given in lower case.
    public subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    public var description: String {
        parameters.reduce(essence) { text, parameter in
            let isPlain = Token.isToken(parameter.value)
            let escaped = parameter.value.replacing("\\", with: "\\\\")
                .replacing("\"", with: "\\\"")
            return text + "; \(parameter.name)="
                + (isPlain ? parameter.value : "\"\(escaped)\"")
        }
    }

    static func parameter(_ text: String) -> Parameter? {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        // Blanks around the sign are bad style that OpenStack Swift understands.
        let name = QuotedText.trimmed(text.utf8[..<equals])
        let value = QuotedText.trimmed(text.utf8[equals...].dropFirst())
        guard Token.isToken(name) else { return nil }
        guard value.utf8.first == UInt8(ascii: "\"") else {
            return Token.isToken(value) ? Parameter(name, value) : nil
        }
        var unquoted: [UInt8] = []
        var isEscaped = false
        var isClosed = false
        for byte in value.utf8.dropFirst() {
            guard !isClosed else { return nil }
            if isEscaped {
                unquoted.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isClosed = true
            } else {
                unquoted.append(byte)
            }
        }
        return isClosed ? Parameter(name, String(decoding: unquoted, as: UTF8.self)) : nil
    }
}
