// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

private struct Outcome: Equatable {
    var parts: [[UInt8]] = []
    var refusal: HTTPRefusal?
    var isFinished = false
}

private func decode(_ input: Bytes, cutAt ends: [Int]) -> Outcome {
    var outcome = Outcome()
    do throws(HTTPRefusal) {
        var decoder = try MultipartDecoder(boundary: "b")
        var start = 0
        for end in ends {
            var needsMore = false
            while !needsMore {
                let piece = input[start..<end]
                let step = try piece.withSpan { span throws(HTTPRefusal) in
                    try decoder.next(span)
                }
                require((0...piece.count).contains(step.consumedBytes), "over-consumed")
                start += step.consumedBytes
                switch step.event {
                case .needsMore: needsMore = true
                case .part(let headers):
                    let fields = headers.map { "\($0.name): \($0.value)\n" }.joined()
                    outcome.parts.append(Array(fields.utf8) + [0])
                case .data(let range):
                    require(!range.isEmpty, "no data")
                    outcome.parts[outcome.parts.count - 1] += piece[range].array
                case .partEnd: outcome.parts[outcome.parts.count - 1].append(0xFF)
                case .end:
                    outcome.isFinished = true
                    require(decoder.isFinished, "an end, but not finished")
                    return outcome
                }
            }
        }
    } catch {
        outcome.refusal = error
    }
    return outcome
}

/// Cutting the input never changes the answer, and no part holds a delimiter.
func fuzz(_ input: Bytes) {
    let whole = decode(input, cutAt: [input.count])
    let pieces = decode(input, cutAt: cuts(input) + [input.count])
    require(pieces == whole, "cut at \(cuts(input)): \(pieces), whole: \(whole)")
    if input.count < 512 {
        let single = decode(input, cutAt: Array(0...input.count))
        require(single == whole, "byte by byte: \(single), whole: \(whole)")
    }
    for part in whole.parts {
        require(part.firstRange(of: Array("\r\n--b".utf8)) == nil, "a delimiter within a part")
    }
}
