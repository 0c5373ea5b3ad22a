// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An engine that tells of its inner state in numbers, for `/metrics` and for operators.
///
/// Callers ask for it with `backend as? any MaintenanceStatistics`.
public protocol MaintenanceStatistics: Backend {
    /// The numbers as they are now. Got without I/O and without waiting: a scrape asks for them.
    /// The same names in the same order every time.
    var statistics: [Statistic] { get }
}

/// One number.
public struct Statistic: Hashable, Sendable {
    /// How it moves.
    public enum Kind: Hashable, Sendable {
        /// Up and down.
        case gauge
        /// Up only, from the start of the process.
        case total
    }

    /// Small letters, digits and `_`, with its unit at the end (`cache_bytes`,
    /// `commits_total`); whoever shows it adds what the engine is called.
    public let name: String
    /// A sentence on what is counted.
    public let help: String
    /// How it moves.
    public let kind: Kind
    /// What tells it from others of the same name.
    public let labels: [String: String]
    /// The number.
    public let value: Double

    /// Makes a number.
    public init(
        _ name: String, help: String, kind: Kind = .gauge, labels: [String: String] = [:],
        value: Double
    ) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
        self.value = value
    }
}
