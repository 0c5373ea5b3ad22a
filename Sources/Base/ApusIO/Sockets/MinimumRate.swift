// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How slowly a peer may send or take while somebody waits for it.
public struct MinimumRate: Hashable, Sendable {
    /// Bytes a second, on average; 0 allows any rate.
    public var bytesPerSecond: Int
    /// For how long it may be slower than that.
    public var grace: Duration

    /// Makes a rate.
    ///
    /// - Parameters:
    ///   - bytesPerSecond: 0 for any rate.
    ///   - grace: for how long a peer may be slower.
    public init(bytesPerSecond: Int, grace: Duration) {
        self.bytesPerSecond = bytesPerSecond
        self.grace = grace
    }

    /// How much longer a peer may be waited for that has moved so many bytes so far; nil for as
    /// long as one likes.
    package func timeLeft(afterBytes bytes: UInt64, waited: Duration) -> Duration? {
        guard bytesPerSecond > 0 else { return nil }
        let (thousands, isMuch) = bytes.multipliedReportingOverflow(by: 1000)
        guard !isMuch else { return nil }
        let due = Duration.milliseconds(Int64(clamping: thousands / UInt64(bytesPerSecond)))
        return max(.zero, grace + due - waited)
    }
}
