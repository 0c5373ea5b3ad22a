// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

private struct Outcome: Equatable {
    var body: [UInt8] = []
    var trailers: [Headers.Field]?
    var refusal: HTTPRefusal?
    var consumedBytes = 0
}

private func decode(
    _ input: Bytes, cutAt ends: [Int], limits: HTTPLimits = HTTPLimits()
) -> Outcome {
    var decoder = ChunkedDecoder(limits: limits)
    var outcome = Outcome()
    var position = 0
    do throws(HTTPRefusal) {
        for end in ends {
            while position < end {
                let piece = input[position..<end]
                let step = try piece.withSpan { span throws(HTTPRefusal) in
                    try decoder.next(span)
                }
                require(
                    step.consumedBytes >= 0 && step.consumedBytes <= piece.count, "over-consumed")
                position += step.consumedBytes
                switch step.event {
                case .needsMore: require(position == end, "bytes left over")
                case .data(let range):
                    require(!range.isEmpty, "no data")
                    outcome.body += piece[range].array
                case .end(let trailers):
                    outcome.trailers = trailers.fields
                    outcome.consumedBytes = position
                    return outcome
                }
            }
        }
    } catch {
        outcome.refusal = error
    }
    return outcome
}

/// Cutting the input never changes the answer; what is decoded and encoded again decodes the
/// same.
func fuzz(_ input: Bytes) {
    let whole = decode(input, cutAt: [input.count])
    let pieces = decode(input, cutAt: cuts(input) + [input.count])
    require(pieces == whole, "cut at \(cuts(input)): \(pieces), whole: \(whole)")
    if input.count < 512 {
        let single = decode(input, cutAt: Array(0...input.count))
        require(single == whole, "byte by byte: \(single), whole: \(whole)")
        let low = decode(input, cutAt: [input.count], limits: lowLimits())
        let lowSingle = decode(input, cutAt: Array(0...input.count), limits: lowLimits())
        require(low == lowSingle, "byte by byte: \(lowSingle), whole: \(low)")
    }

    guard let trailers = whole.trailers else { return }
    var headers = Headers()
    for field in trailers { headers.append(field) }
    var writer = ByteWriter()
    ChunkedEncoder.appendChunk(Bytes(whole.body), to: &writer)
    do {
        try ChunkedEncoder.appendEnd(trailers: headers, to: &writer)
    } catch {
        fatalError("read, but cannot be written: \(error)")
    }
    let bytes = writer.finish()
    let second = decode(bytes, cutAt: [bytes.count])
    if second.refusal?.status.code == 431 { return }  // blanks written where none were read
    require(
        second.body == whole.body && second.trailers == trailers, "written: \(second)")
}
