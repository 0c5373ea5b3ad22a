// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// The body of a response whose work is done while it is read: a step at a time, with a sign of
/// life whenever steps have taken an interval, and in the end the report. Used by one task at a
/// time.
///
/// Unlike `HeartbeatBody` it works only when asked for more, on its reader's task, so that it can
/// read the body of the request meanwhile: whoever does not take the answer is not worked for.
actor SteppedBody {
    private let interval: Duration
    private let step: @Sendable () async throws -> Bytes?
    private var nextBeat: String
    private var hasBeaten = false
    private var hasEnded = false

    /// - Parameters:
    ///   - firstBeat: what the first sign of life is; others are blanks.
    ///   - step: does a part of the work; answers the report once nothing is left to do. What it
    ///     throws cuts the body short.
    init(
        every interval: Duration, firstBeat: String = " ",
        step: @escaping @Sendable () async throws -> Bytes?
    ) {
        self.interval = interval
        self.step = step
        nextBeat = firstBeat
    }

    /// The body, which has no length that could be told.
    nonisolated var reader: BodyReader {
        BodyReader(lengthBytes: nil) { try await self.next().map(BodyPiece.bytes) }
    }

    private func next() async throws -> Bytes? {
        guard !hasEnded else { return nil }
        let end = ContinuousClock.now + interval
        repeat {
            try Task.checkCancellation()
            guard let report = try await step() else { continue }
            hasEnded = true
            return hasBeaten ? Bytes("\r\n\r\n" + report.text) : report
        } while ContinuousClock.now < end
        defer { (nextBeat, hasBeaten) = (" ", true) }
        return Bytes(nextBeat)
    }
}
