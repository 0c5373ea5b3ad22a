// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Decides whether a failed try is followed by another, and after what wait.
///
/// A pure machine: the clock, the chance and the requests are outside.
struct RetryState {
    /// What went wrong.
    enum Failure: Hashable {
        /// No answer.
        case transport(mayPass: Bool)
        /// An answer that is no success.
        case status(Int, retryAfter: Duration?)
        /// Anything that a second try cannot change.
        case permanent
    }

    /// What to do about it.
    enum Action: Hashable {
        case fail
        /// Wait, then try again, with another token if `renewsToken`.
        case again(after: Duration, renewsToken: Bool)
    }

    private let policy: RetryPolicy
    private(set) var tries: Int
    /// Whether a refused token has been replaced; a second refusal is final.
    private(set) var hasRenewed = false
    private var backoff: Duration

    /// - Parameter tries: how many tries were used up before.
    init(_ policy: RetryPolicy, tries: Int = 0) {
        self.policy = policy
        self.tries = tries
        backoff = policy.startingBackoff
    }

    /// - Parameters:
    ///   - canRenew: whether another token can be asked for.
    ///   - chance: a random number from 0 up to 1.
    mutating func decide(_ failure: Failure, canRenew: Bool, chance: Double) -> Action {
        tries += 1
        var renewsToken = policy.forcesAuthentication
        var atLeast: Duration = .zero
        switch failure {
        case .permanent: return .fail
        case .transport(let mayPass):
            guard mayPass, tries <= policy.retries else { return .fail }
        case .status(401, _):
            // One renewal is outside of the count: with no retries, an expired token is
            // still replaced.
            guard canRenew, !hasRenewed else { return .fail }
            hasRenewed = true
            renewsToken = true
        case .status(let code, let retryAfter):
            guard tries <= policy.retries else { return .fail }
            switch code {
            case 408, 499, 500...599: break
            case 429, 498:
                guard policy.retriesOnRateLimit else { return .fail }
            default: return .fail
            }
            atLeast = min(retryAfter ?? .zero, policy.maximumBackoff)
        }
        let wait = backoff * (1 - policy.jitter * chance)
        backoff = min(backoff * 2, policy.maximumBackoff)
        return .again(after: max(wait, atLeast), renewsToken: renewsToken)
    }
}
