// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

private enum Outcome: Equatable {
    case needsMore
    case refused(HTTPRefusal)
    case head(Facts)
}

/// What a head says, so that two can be compared.
private struct Facts: Equatable {
    let code: Int
    let reason: String
    let version: HTTPVersion
    let fields: [Headers.Field]
    let framing: Framing
    let keepsAlive: Bool
    let lengthBytes: Int

    init(_ head: ResponseHead) {
        code = head.status.code
        reason = head.status.reason
        version = head.version
        fields = head.headers.fields
        framing = head.framing
        keepsAlive = head.keepsAlive
        lengthBytes = head.lengthBytes
    }
}

private func parse(_ parser: inout ResponseHeadParser, _ bytes: Bytes) -> Outcome {
    do throws(HTTPRefusal) {
        let head = try bytes.withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
        return head.map { .head(Facts($0)) } ?? .needsMore
    } catch {
        return .refused(error)
    }
}

private func parseInPieces(_ input: Bytes, limits: HTTPLimits) -> Outcome {
    var parser = ResponseHeadParser(answering: .get, limits: limits)
    let whole = parse(&parser, input)
    var stepwise = ResponseHeadParser(answering: .get, limits: limits)
    var outcome = Outcome.needsMore
    for end in cuts(input) + [input.count] where outcome == .needsMore {
        outcome = parse(&stepwise, input[0..<end])
    }
    require(outcome == whole, "cut at \(cuts(input)): \(outcome), whole: \(whole)")
    return whole
}

/// Cutting the input never changes the answer; what is read and written again reads the same.
func fuzz(_ input: Bytes) {
    _ = parseInPieces(input, limits: lowLimits())
    let whole = parseInPieces(input, limits: HTTPLimits())

    guard case .head(let facts) = whole else { return }
    var headers = Headers()
    for field in facts.fields { headers.append(field) }
    var writer = ByteWriter()
    do {
        try HeadEncoder.append(
            Status(facts.code, facts.reason), headers, version: facts.version, to: &writer)
    } catch {
        fatalError("read, but cannot be written: \(error)")
    }
    var again = ResponseHeadParser(answering: .get)
    guard case .head(let second) = parse(&again, writer.finish()) else {
        fatalError("written, but cannot be read")
    }
    require(
        second.code == facts.code && second.reason == facts.reason
            && second.fields == facts.fields && second.framing == facts.framing
            && second.keepsAlive == facts.keepsAlive, "written: \(second), read: \(facts)")
}
