// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// Ends the run, which libFuzzer reports with the input, when an invariant does not hold.
func require(_ holds: Bool, _ invariant: @autoclosure () -> String) {
    if !holds { fatalError(invariant()) }
}

/// Three positions to cut an input at, in order, that depend on nothing but the input: so a
/// crash can be reproduced, and the fuzzer can move the cuts by changing the input.
func cuts(_ input: Bytes) -> [Int] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for position in 0..<input.count { state = (state ^ UInt64(input[position])) &* 0x100_0000_01B3 }
    return (0..<3).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % (input.count + 1)
    }.sorted()
}

/// Limits so low that short inputs meet them.
func lowLimits() -> HTTPLimits {
    var limits = HTTPLimits()
    limits.startLineBytes = 48
    limits.fieldLineBytes = 32
    limits.fieldCount = 4
    limits.headBytes = 128
    limits.chunkLineBytes = 8
    limits.trailerBytes = 64
    return limits
}
