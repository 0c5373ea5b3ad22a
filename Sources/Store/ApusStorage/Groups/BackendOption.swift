// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An option that a group takes in its section of a configuration.
public struct BackendOption: Hashable, Sendable {
    /// How its value reads.
    public enum Kind: Hashable, Sendable {
        /// Any text; one of no characters counts as not given.
        case text
        /// `yes` or `no`.
        case boolean
        /// A whole number within a range.
        case integer(ClosedRange<Int>)
        /// A number of bytes, plain or with a unit: `64 MiB`.
        case bytes(ClosedRange<UInt64>)
        /// A time in seconds, or with a unit: `5m`.
        case duration
    }

    /// Small letters, digits and `_`.
    public let name: String
    /// How its value reads.
    public let kind: Kind
    /// A sentence on what it does, with its default.
    public let help: String

    /// Makes an option.
    public init(_ name: String, _ kind: Kind, help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }
}

/// The options that a section gives, by name; those that it does not give are nil.
public struct BackendOptions: Hashable, Sendable {
    /// A value that was read as its kind wants it.
    public enum Value: Hashable, Sendable {
        /// Of kind `.text`.
        case text(String)
        /// Of kind `.boolean`.
        case boolean(Bool)
        /// Of kind `.integer`.
        case integer(Int)
        /// Of kind `.bytes`.
        case bytes(UInt64)
        /// Of kind `.duration`.
        case duration(Duration)
    }

    private var values: [String: Value]

    /// Makes options; a program that loads groups does, and tests do.
    public init(_ values: [String: Value] = [:]) {
        self.values = values
    }

    /// The value of an option, of any kind.
    public subscript(name: String) -> Value? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The value of an option of kind `.text`.
    public func text(_ name: String) -> String? {
        if case .text(let value) = values[name] { value } else { nil }
    }

    /// The value of an option of kind `.boolean`.
    public func boolean(_ name: String) -> Bool? {
        if case .boolean(let value) = values[name] { value } else { nil }
    }

    /// The value of an option of kind `.integer`.
    public func integer(_ name: String) -> Int? {
        if case .integer(let value) = values[name] { value } else { nil }
    }

    /// The value of an option of kind `.bytes`.
    public func bytes(_ name: String) -> UInt64? {
        if case .bytes(let value) = values[name] { value } else { nil }
    }

    /// The value of an option of kind `.duration`.
    public func duration(_ name: String) -> Duration? {
        if case .duration(let value) = values[name] { value } else { nil }
    }
}
