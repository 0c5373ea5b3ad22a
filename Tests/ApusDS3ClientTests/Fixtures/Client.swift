// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3Client
import ApusHTTP
import Synchronization

/// A clock whose waits are over at once, and told.
final class ImpatientClock: Clock {
    typealias Duration = Swift.Duration
    typealias Instant = ContinuousClock.Instant

    private let slept = Mutex<[Duration]>([])

    var waits: [Duration] { slept.withLock { $0 } }
    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        slept.withLock { $0.append(deadline - ContinuousClock.now) }
        await Task.yield()
    }
}

extension DS3Client {
    /// A client of a server in this process that never waits.
    static func meeting(
        _ exchange: any HTTPExchange, _ clock: ImpatientClock = ImpatientClock(),
        retries: Int = 5, answerLimitBytes: Int = 1 << 20
    ) -> DS3Client {
        var policy = RetryPolicy()
        policy.clock = clock
        policy.retries = retries
        return DS3Client(
            exchange: exchange,
            credentials: Credentials(
                accessKey: FaultyAppliance.accessKey, secretKey: FaultyAppliance.secretKey),
            retries: policy, answerLimitBytes: answerLimitBytes)
    }
}

/// Bytes of which no two blobs are alike.
func content(_ count: Int, seed: Int = 0) -> [UInt8] {
    var state = UInt64(seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}
