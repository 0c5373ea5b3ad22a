// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusTar

private struct Outcome: Equatable {
    var entries: [TarEntry] = []
    var contents: [[UInt8]] = []
    var error: TarError?
    var isFinished = false
}

private func decode(_ input: Bytes, cutAt ends: [Int]) -> Outcome {
    var outcome = Outcome()
    do throws(TarError) {
        var decoder = TarDecoder()
        var start = 0
        for end in ends {
            var needsMore = false
            while !needsMore {
                let piece = input[start..<end]
                let step = try piece.withSpan { span throws(TarError) in try decoder.next(span) }
                require((0...piece.count).contains(step.consumedBytes), "over-consumed")
                start += step.consumedBytes
                switch step.event {
                case .needsMore: needsMore = true
                case .entry(let entry):
                    outcome.entries.append(entry)
                    outcome.contents.append([])
                case .data(let range):
                    require(!range.isEmpty, "no data")
                    outcome.contents[outcome.contents.count - 1] += piece[range].array
                case .entryEnd:
                    let size = UInt64(outcome.contents[outcome.contents.count - 1].count)
                    require(size == outcome.entries.last?.sizeBytes, "another size than told")
                case .end:
                    outcome.isFinished = true
                    return outcome
                }
            }
        }
        try decoder.finish(unreadBytes: input.count - start)
        outcome.isFinished = true
    } catch {
        outcome.error = error
    }
    return outcome
}

/// What libFuzzer will not find by itself: every block's checksum made right.
private func mended(_ input: Bytes) -> Bytes {
    var bytes = input.array
    for start in stride(from: 0, to: bytes.count - 511, by: 512) {
        bytes.replaceSubrange(start + 148..<start + 156, with: repeatElement(0x20, count: 8))
        let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
        let text = String(sum, radix: 8)
        let digits = Array((String(repeating: "0", count: 6 - text.count) + text).utf8)
        bytes.replaceSubrange(start + 148..<start + 155, with: digits + [0])
    }
    return Bytes(bytes)
}

/// Cutting the input never changes the answer, and members have as many bytes as they say.
func fuzz(_ input: Bytes) {
    for input in [input, mended(input)] {
        let whole = decode(input, cutAt: [input.count])
        let pieces = decode(input, cutAt: cuts(input) + [input.count])
        require(pieces == whole, "cut at \(cuts(input)): \(pieces), whole: \(whole)")
    }
}
