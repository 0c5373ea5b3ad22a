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
    let method: Method
    let target: String
    let authority: String?
    let version: HTTPVersion
    let fields: [Headers.Field]
    let framing: Framing
    let flags: [Bool]
    let lengthBytes: Int

    init(_ head: RequestHead) {
        method = head.method
        target = head.target
        authority = head.authority
        version = head.version
        fields = head.headers.fields
        framing = head.framing
        flags = [head.keepsAlive, head.expectsContinue, head.upgrades]
        lengthBytes = head.lengthBytes
    }
}

private func parse(_ parser: inout RequestHeadParser, _ bytes: Bytes) -> Outcome {
    do throws(HTTPRefusal) {
        let head = try bytes.withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
        return head.map { .head(Facts($0)) } ?? .needsMore
    } catch {
        return .refused(error)
    }
}

private func parseInPieces(_ input: Bytes, limits: HTTPLimits) -> Outcome {
    var parser = RequestHeadParser(limits: limits)
    let whole = parse(&parser, input)
    var stepwise = RequestHeadParser(limits: limits)
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
    require(facts.lengthBytes <= input.count, "a head longer than its input")
    require(facts.fields.count <= HTTPLimits().fieldCount, "too many fields")
    var headers = Headers()
    for field in facts.fields { headers.append(field) }
    var writer = ByteWriter()
    do {
        try HeadEncoder.append(
            facts.method, facts.target, headers, version: facts.version, to: &writer)
    } catch {
        fatalError("read, but cannot be written: \(error)")
    }
    var again = RequestHeadParser()
    guard case .head(let second) = parse(&again, writer.finish()) else {
        // A target of 8192 bytes cannot be written where a shorter absolute one was read.
        require(facts.target.utf8.count > 8000, "written, but cannot be read")
        return
    }
    require(
        second.method == facts.method && second.target == facts.target
            && second.version == facts.version && second.fields == facts.fields
            && second.framing == facts.framing && second.flags == facts.flags,
        "written: \(second), read: \(facts)")
}
