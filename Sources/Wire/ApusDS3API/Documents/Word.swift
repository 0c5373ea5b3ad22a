// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A word out of a list that servers add to: those of contract 5.8 have names, others are kept.
public protocol DS3Word: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension DS3Word {
    public init(stringLiteral text: String) { self.init(rawValue: text) }

    /// A word as a parameter has it: clients write any case.
    public init(parameter text: String) { self.init(rawValue: text.uppercased()) }

    public var description: String { rawValue }
}
