// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusSwiftFrontEnd

@Suite struct RateLimiterTests {
    private let limiter = RateLimiter()
    private let key = RateLimiter.Key.containers(account: "AUTH_test")

    private func delay(
        at seconds: Double, rate: Double = 2, _ settings: RateLimitSettings = RateLimitSettings()
    ) -> Duration? {
        limiter.delay(of: key, rate: rate, at: .seconds(seconds), settings)
    }

    @Test func `spreads requests evenly`() {
        #expect(
            (0..<4).map { _ in delay(at: 100) } == [
                .zero, .seconds(0.5), .seconds(1), .seconds(1.5),
            ])
        #expect(delay(at: 101) == .seconds(1))
        #expect(delay(at: 103) == .zero)
        let other = RateLimiter.Key.writes(account: "AUTH_test")
        #expect(limiter.delay(of: other, rate: 2, at: .seconds(103), RateLimitSettings()) == .zero)
    }

    @Test func `what was not used is made up for, up to a limit`() {
        #expect(delay(at: 100) == .zero)
        // Four seconds later there is room for those of four seconds.
        let early = (0..<10).map { _ in delay(at: 104) }
        #expect(early.prefix(8).allSatisfy { $0 == .zero })
        #expect(early[8] == .seconds(0.5))
        #expect(delay(at: 200) == .zero)
        #expect(delay(at: 200) == .seconds(0.5))
    }

    @Test func `refuses what would have to wait too long, and forgets it`() {
        var settings = RateLimitSettings()
        settings.longestDelay = .seconds(1)
        #expect((0..<4).map { _ in delay(at: 10, settings) } == [.zero, .seconds(0.5), nil, nil])
        #expect(delay(at: 10.5, settings) == .seconds(0.5))
    }

    @Test(arguments: [1e-20, 1e-300, .leastNonzeroMagnitude])
    func `takes one request and no more at a rate of next to nothing`(_ rate: Double) {
        #expect((0..<3).map { _ in delay(at: 10, rate: rate) } == [.zero, nil, nil])
    }

    private func delay(at seconds: Double, _ settings: RateLimitSettings) -> Duration? {
        delay(at: seconds, rate: 2, settings)
    }

    @Test(
        arguments: [
            (0, nil), (1, nil), (99, nil), (100, 100), (150, 75), (200, 50), (10_000, 50),
        ] as [(UInt64, Double?)])
    func `rates change evenly from one size to the next`(_ size: UInt64, _ rate: Double?) {
        let steps = [
            RateLimitSettings.Step(containerSize: 200, rate: 50),
            RateLimitSettings.Step(containerSize: 100, rate: 100),
        ]
        #expect(RateLimitSettings.rate(steps, containerSize: size) == rate)
    }

    @Test func `empty containers have no rate`() {
        let steps = [RateLimitSettings.Step(containerSize: 0, rate: 1)]
        #expect(RateLimitSettings.rate(steps, containerSize: 0) == nil)
        #expect(RateLimitSettings.rate(steps, containerSize: 1) == 1)
    }
}
