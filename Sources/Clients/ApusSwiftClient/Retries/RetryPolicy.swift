// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// When and how often a failed call is tried again.
///
/// Waits are 1, 2, 4 … 64 s by default, each made shorter by a random part of it, so that many
/// clients of one server do not come back together. `Retry-After` makes a wait longer.
public struct RetryPolicy: Sendable {
    /// How many tries follow the first one.
    public var retries = 5
    /// The first wait.
    public var startingBackoff: Duration = .seconds(1)
    /// The longest wait.
    public var maximumBackoff: Duration = .seconds(64)
    /// How much of a wait may be left out at random, 0 to 1.
    public var jitter = 0.25
    /// Whether 429 and 498 are tried again.
    public var retriesOnRateLimit = true
    /// Whether every further try authenticates anew.
    public var forcesAuthentication = false
    /// What waits are measured with.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// The defaults.
    public init() {}
}
