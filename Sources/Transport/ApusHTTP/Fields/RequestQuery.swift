// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The parameters of a request's target, in the order they were sent.
///
/// Source: the query strings that Python's `parse_qsl` reads with blank values kept, which is
/// how OpenStack Swift reads them.
public struct RequestQuery: Hashable, Sendable {
    /// One parameter.
    public struct Item: Hashable, Sendable {
        /// The name, percent-decoded; what is not UTF-8 is replaced by U+FFFD.
        public let name: String
        /// The value, percent-decoded, empty when there was no `=`; what is not UTF-8 is
        /// replaced by U+FFFD.
        public let value: String
        /// Whether nothing had to be replaced.
        public let isValidUTF8: Bool

        /// Makes a parameter.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
            isValidUTF8 = true
        }

        fileprivate init(name: Bytes, value: Bytes) {
            self.name = name.text
            self.value = value.text
            isValidUTF8 = name.validText != nil && value.validText != nil
        }
    }

    /// All parameters, in order.
    public var items: [Item]

    /// Parameters to be sent.
    public init(_ items: [Item] = []) {
        self.items = items
    }

    /// Reads what follows the `?` of a target.
    ///
    /// - Parameter plusIsSpace: whether `+` stands for a space, as in forms.
    public init(parsing text: some StringProtocol, plusIsSpace: Bool = true) {
        items = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            items.append(
                Item(
                    name: PercentEncoding.decodeBytes(
                        part[..<equals], plusIsSpace: plusIsSpace),
                    value: PercentEncoding.decodeBytes(
                        part[equals...].dropFirst(), plusIsSpace: plusIsSpace)))
        }
    }

    /// Reads the query of a target such as `/path?a=b`; without `?` there are no parameters.
    public init(ofTarget target: String, plusIsSpace: Bool = true) {
        guard target.contains(byte: UInt8(ascii: "?")) else {
            self.init()
            return
        }
        let parts = target.parts(separatedBy: "?", maxSplits: 1)
        self.init(parsing: parts[1], plusIsSpace: plusIsSpace)
    }

    /// The value of a name, nil when it was not sent; the last one when it was sent twice.
    public subscript(name: String) -> String? {
        items.last { $0.name == name }?.value
    }

    /// Whether a name was sent, with or without a value.
    public func contains(_ name: String) -> Bool {
        items.contains { $0.name == name }
    }

    /// The parameters as they are sent, without a `?`.
    public var text: String {
        items.map { item in
            PercentEncoding.encode(item.name, keeping: "/") + "="
                + PercentEncoding.encode(item.value, keeping: "/")
        }.joined(separator: "&")
    }
}
