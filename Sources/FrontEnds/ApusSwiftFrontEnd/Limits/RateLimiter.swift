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

    /// How many kinds are remembered before those that wait for nobody are forgotten.
    private static let tidyingCount = 10_000

    private let filledUntil = Mutex<[Key: Duration]>([:])

    /// Takes a turn.
    ///
    /// - Parameters:
    ///   - rate: requests a second, more than 0.
    ///   - now: on a clock that never goes back.
    /// - Returns: how long to wait for it; nil when that is too long, and no turn was taken.
    func delay(
        of key: Key, rate: Double, at now: Duration, _ settings: RateLimitSettings
    ) -> Duration? {
        let time = Duration.seconds(1 / rate)
        return filledUntil.withLock { filledUntil in
            if filledUntil.count >= Self.tidyingCount {
                filledUntil = filledUntil.filter { $0.value > now - settings.buffer }
            }
            let end = (filledUntil[key] ?? .zero) + time
            guard now - end <= settings.buffer, filledUntil[key] != nil else {
                filledUntil[key] = now + time
                return settings.longestDelay > .milliseconds(10) ? .zero : nil
            }
            let delay = max(end - now - time, .zero)
            guard settings.longestDelay - delay > .milliseconds(10) else { return nil }
            filledUntil[key] = end
            return delay
        }
    }
}
