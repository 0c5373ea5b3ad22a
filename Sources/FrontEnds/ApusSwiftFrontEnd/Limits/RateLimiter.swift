// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Spreads requests of one kind over time.
///
/// Each kind has a moment up to which its requests fill the time; a request moves it on by as long
/// as it may take, and waits until it is its turn.
///
/// Source: OpenStack Swift, `swift.common.middleware.ratelimit`.
final class RateLimiter: Sendable {
    /// Requests that share a rate.
    enum Key: Hashable {
        case containers(account: String)
        case objects(account: String, container: String)
        case listings(account: String, container: String)
        case writes(account: String)
    }

    private struct State {
        var filledUntil: [Key: Duration] = [:]
        /// With how many kinds those that wait for nobody are forgotten.
        var tidyingCount = RateLimiter.tidyingCount
    }

    /// How many kinds are remembered at least before any are forgotten.
    private static let tidyingCount = 10_000
    /// The longest that a request is taken to fill: more seconds than anybody waits, and no more
    /// than a duration can have, whatever the rate.
    private static let longestSeconds = 1e9

    private let state = Mutex(State())

    /// Takes a turn.
    ///
    /// - Parameters:
    ///   - rate: requests a second, more than 0.
    ///   - now: on a clock that never goes back.
    /// - Returns: how long to wait for it; nil when that is too long, and no turn was taken.
    func delay(
        of key: Key, rate: Double, at now: Duration, _ settings: RateLimitSettings
    ) -> Duration? {
        let time = Duration.seconds(min(1 / rate, Self.longestSeconds))
        return state.withLock { state in
            if state.filledUntil.count >= state.tidyingCount {
                let kept = state.filledUntil.filter { $0.value > now - settings.buffer }
                state.filledUntil = kept
                // Not for every request while nothing can be forgotten.
                state.tidyingCount = max(Self.tidyingCount, 2 * kept.count)
            }
            let end = (state.filledUntil[key] ?? .zero) + time
            guard now - end <= settings.buffer, state.filledUntil[key] != nil else {
                state.filledUntil[key] = now + time
                return settings.longestDelay > .milliseconds(10) ? .zero : nil
            }
            let delay = max(end - now - time, .zero)
            guard settings.longestDelay - delay > .milliseconds(10) else { return nil }
            state.filledUntil[key] = end
            return delay
        }
    }
}
