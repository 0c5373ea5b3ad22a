// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A word out of a list that servers add to: known ones have names, others are kept.
public protocol OpenText: JSONRepresentable, RawRepresentable, Hashable,
    ExpressibleByStringLiteral, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension OpenText {
    public init?(json: JSONValue) {
        guard let text = json.text else { return nil }
        self.init(rawValue: text)
    }

    public init(stringLiteral text: String) { self.init(rawValue: text) }

    public var json: JSONValue { .string(rawValue) }
    public var description: String { rawValue }
}
