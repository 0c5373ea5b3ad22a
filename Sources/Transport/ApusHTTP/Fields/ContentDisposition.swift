// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a part or a response is for: `form-data; name="file"; filename="a.txt"`.
///
/// Source: RFC 6266; RFC 7578.
public struct ContentDisposition: Hashable, Sendable {
    /// `form-data`, `attachment` and such, in lower case.
    public let kind: String
    private let parameters: [MediaType.Parameter]

    /// Reads a field's value; nil when it is none.
    public init?(_ text: String) {
        let (parts, isClosed) = QuotedText.split(text, at: UInt8(ascii: ";"))
        guard isClosed, let kind = parts.first, Token.isToken(kind) else { return nil }
        self.kind = kind.lowercased()
        parameters = parts.dropFirst().compactMap { MediaType.parameter($0) }
    }

    /// The value of a parameter; the name is given in lower case.
    public subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }
}
