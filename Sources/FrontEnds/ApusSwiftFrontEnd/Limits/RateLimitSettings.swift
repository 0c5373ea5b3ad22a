// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How many requests accounts and containers may have a second (`[filter:ratelimit]`); none are
/// limited unless something is said.
public struct RateLimitSettings: Hashable, Sendable {
    /// A rate for containers from a size on; between two sizes it changes evenly.
    public struct Step: Hashable, Sendable {
        /// In objects.
        public var containerSize: UInt64
        /// Requests a second.
        public var rate: Double

        public init(containerSize: UInt64, rate: Double) {
            self.containerSize = containerSize
            self.rate = rate
        }
    }

    /// Containers an account may make or delete a second; 0 for any number
    /// (`account_ratelimit`).
    public var accountRate = 0.0
    /// Objects that may be written or deleted in a container, by its size
    /// (`container_ratelimit_SIZE`).
    public var containerSteps: [Step] = []
    /// Listings of a container, by its size (`container_listing_ratelimit_SIZE`).
    public var listingSteps: [Step] = []
    /// Accounts that nothing limits (`account_whitelist`).
    public var unlimitedAccounts: Set<String> = []
    /// Accounts whose requests are refused (`account_blacklist`).
    public var refusedAccounts: Set<String> = []
    /// How long those wait for their refusal.
    public var refusalDelay = Duration.seconds(1)
    /// What would have to wait longer is refused (`max_sleep_time_seconds`).
    public var longestDelay = Duration.seconds(60)
    /// How much that was not used may be made up for later (`rate_buffer_seconds`).
    public var buffer = Duration.seconds(5)

    public init() {}

    /// The rate for a container of so many objects; nil for any. Empty ones have none.
    static func rate(_ steps: [Step], containerSize: UInt64) -> Double? {
        guard containerSize > 0 else { return nil }
        let sorted = steps.sorted { $0.containerSize < $1.containerSize }
        guard let index = sorted.lastIndex(where: { $0.containerSize <= containerSize }) else {
            return nil
        }
        let step = sorted[index]
        guard index + 1 < sorted.count else { return step.rate }
        let next = sorted[index + 1]
        let slope =
            (next.rate - step.rate) / Double(next.containerSize - step.containerSize)
        return step.rate + slope * Double(containerSize - step.containerSize)
    }
}
