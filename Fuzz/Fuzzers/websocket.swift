// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

private struct Outcome: Equatable {
    var messages: [[UInt8]] = []
    var others: [WebSocketDecoder.Event] = []
    /// What a violation leaves unfinished depends on how far its frame was told of.
    var unfinished: [UInt8] = []
    var code: UInt16?
}

private func decode(_ input: Bytes, cutAt ends: [Int], expectsMask: Bool) -> Outcome {
    var decoder = WebSocketDecoder(expectsMask: expectsMask)
    var outcome = Outcome()
    var position = 0
    do throws(WebSocketDecoder.Violation) {
        for end in ends {
            while position < end {
                let piece = input[position..<end]
                let (event, consumed) = try decoder.next(piece)
                require(consumed >= 0 && consumed <= piece.count, "over-consumed")
                position += consumed
                switch event {
                case .part(let bytes, _, let isLast)?:
                    outcome.unfinished += bytes.array
                    if isLast {
                        outcome.messages.append(outcome.unfinished)
                        outcome.unfinished = []
                    }
                case let event?: outcome.others.append(event)
                case nil: require(position == end, "bytes left over")
                }
            }
        }
    } catch {
        outcome.code = error.code
        outcome.unfinished = []
    }
    return outcome
}

/// Cutting the input never changes the answer; what was read and is written again reads the same.
func fuzz(_ input: Bytes) {
    for expectsMask in [false, true] {
        let whole = decode(input, cutAt: [input.count], expectsMask: expectsMask)
        let pieces = decode(
            input, cutAt: cuts(input) + [input.count], expectsMask: expectsMask)
        require(pieces == whole, "cut at \(cuts(input)): \(pieces), whole: \(whole)")
        if input.count < 512 {
            let single = decode(input, cutAt: Array(0...input.count), expectsMask: expectsMask)
            require(single == whole, "byte by byte: \(single), whole: \(whole)")
        }
        let encoder = WebSocketEncoder(masks: expectsMask)
        var written: [UInt8] = []
        for message in whole.messages {
            written += encoder.message(Bytes(message), isText: false).array
        }
        let again = decode(Bytes(written), cutAt: [written.count], expectsMask: expectsMask)
        require(again.messages == whole.messages, "written and read again")
    }
}
