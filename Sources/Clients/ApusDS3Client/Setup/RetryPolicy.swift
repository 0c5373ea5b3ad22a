// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// When and how often a request is sent again.
///
/// Every try is signed anew. A request that makes something (a bucket, a job, a user) is sent again
/// only when it surely did not arrive; and a body that can be read once is not sent twice.
public struct RetryPolicy: Sendable {
    /// How many tries follow the first one when there was no answer, or 503.
    public var retries = 5
    /// How often 307 is followed by the same request. A server answers so while it makes room in
    /// its cache, or fetches data into it.
    public var redirects = 20
    /// The first wait; those that follow are twice as long each, less a random part.
    public var firstWait: Duration = .milliseconds(250)
    /// The longest wait, also where `Retry-After` asks for more.
    public var longestWait: Duration = .seconds(60)
    /// What waits are measured with.
    public var clock: any Clock<Duration> = ContinuousClock()

    /// The defaults.
    public init() {}

    /// No second try of anything.
    public static var never: RetryPolicy {
        var policy = RetryPolicy()
        policy.retries = 0
        policy.redirects = 0
        return policy
    }
}

/// Decides whether a try is followed by another. A pure machine: clock, chance and requests are
/// outside.
struct RetryState {
    /// What came of a try.
    enum Outcome: Hashable {
        /// No answer; whether the request may have arrived.
        case noAnswer(mayPass: Bool, mayHaveArrived: Bool)
        /// An answer that says to come again, and when.
        case busy(status: Int, retryAfterSeconds: Int?)
    }

    private let policy: RetryPolicy
    private var failures = 0
    private var redirects = 0
    private var wait: Duration

    init(_ policy: RetryPolicy) {
        self.policy = policy
        wait = policy.firstWait
    }

    /// - Parameters:
    ///   - isRepeatable: whether doing it twice is as good as once.
    ///   - chance: a random number from 0 up to 1.
    /// - Returns: how long to wait before the next try; nil when there is none.
    mutating func next(
        after outcome: Outcome, isRepeatable: Bool, chance: Double
    ) -> Duration? {
        var asked: Duration = .zero
        switch outcome {
        case .noAnswer(let mayPass, let mayHaveArrived):
            guard mayPass, isRepeatable || !mayHaveArrived else { return nil }
            failures += 1
            guard failures <= policy.retries else { return nil }
        case .busy(let status, let seconds):
            if status == 307 {
                redirects += 1
                guard redirects <= policy.redirects else { return nil }
            } else {
                failures += 1
                guard failures <= policy.retries else { return nil }
            }
            if let seconds {
                asked = .seconds(seconds)
                // Zero is an answer too: at once.
                if seconds == 0 { wait = min(wait, policy.firstWait) }
            }
        }
        let own = wait * (1 - 0.25 * chance)
        wait = min(wait * 2, policy.longestWait)
        return min(max(own, asked), policy.longestWait)
    }
}
