// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import LlhttpOracle

// Sound because the oracle's buffers live as long as the program, their lengths come with them,
// and they are copied before the oracle is called again.

/// llhttp behind `oracle.h`, linked or loaded.
typealias Oracle = @convention(c) (UnsafePointer<UInt8>?, Int) -> oracle_result

/// A message as both parsers can tell it.
private struct Message: Equatable {
    /// `METHOD target`, then `name:value` for each field.
    var head: [UInt8] = []
    var body: [UInt8] = []
    var isComplete = false
    var consumedBytes = 0
}

/// Whatever our parser takes, llhttp takes too, and understands as the same message: no request
/// can be one thing to a proxy that is built on it and another to us. What we refuse, llhttp may
/// take: it is meant to be the less strict of the two.
///
/// - Returns: in what they differ; nil when they do not.
func difference(_ input: Bytes, from oracle: Oracle) -> String? {
    guard let (head, ours) = read(input) else { return nil }
    let (result, theirs) = unsafe readWith(oracle, input)
    let error = unsafe result.reason.map { unsafe String(cString: $0) } ?? ""
    guard unsafe !isKnownDifference(input, head, result, error) else { return nil }
    if unsafe result.has_head != 1 { return "llhttp refuses the head: \(error)" }
    if ours.head != theirs.head {
        return "head: \(text(ours.head)), llhttp: \(text(theirs.head))"
    }
    // A tab behind a word of `Connection` is part of the word to llhttp.
    if head.keepsAlive, unsafe result.keeps_alive != 1, !input.array.contains(UInt8(ascii: "\t")) {
        return "kept alive, llhttp closes"
    }
    // A protocol switch ends what llhttp reads.
    guard unsafe result.upgrades == 0 else { return nil }
    if unsafe (head.framing == .chunked) != (result.is_chunked == 1) { return "chunked or not" }
    if case .length(let length) = head.framing {
        guard unsafe result.has_length == 1 else { return "a length that llhttp does not see" }
        // Counted down by llhttp as the body is read, from the head's end on.
        let other = unsafe result.length
        if length != other { return "length \(length), llhttp \(other)" }
    }
    guard ours.isComplete else { return nil }
    if unsafe result.error != 0 && result.is_complete != 1 {
        return "llhttp refuses the body: \(error)"
    }
    if ours.body != theirs.body {
        return "body: \(text(ours.body)), llhttp: \(text(theirs.body))"
    }
    if !theirs.isComplete || ours.consumedBytes != theirs.consumedBytes {
        return "ends at \(ours.consumedBytes), llhttp: \(theirs.consumedBytes)"
    }
    return nil
}

/// What we take on purpose and llhttp does not.
private func isKnownDifference(
    _ input: Bytes, _ head: RequestHead, _ oracle: oracle_result, _ reason: String
) -> Bool {
    switch unsafe oracle.error {
    case 0: false
    // What a chunk's extensions say is nobody's business, as long as their line ends where it
    // ends for everybody.
    case 2: reason.contains("in chunk extensions")
    // Any token is a method to us; what to do about it is the front-end's business.
    case 6: true
    case _ where reason == "Expected HTTP/2 Connection Preface": head.method.rawValue == "PRI"
    // Metadata may have names in UTF-8, as in OpenStack Swift; trailers are read alike.
    case 10 where unsafe oracle.has_head == 1:
        input[head.lengthBytes..<input.count].array.contains { $0 >= 0x80 }
    case 10: head.headers.fields.contains { !$0.name.utf8.allSatisfy { $0 < 0x80 } }
    // A tab is as good a blank as a space (RFC 9110, 5.6.3).
    case _ where reason == "Invalid character in Content-Length":
        head.headers.values("Content-Length").count == 1
            && input.array.contains(UInt8(ascii: "\t"))
    // Lengths that are given twice and agree (RFC 9112, 6.3).
    case 4: head.headers.values("Content-Length").count > 1
    default: false
    }
}

private func read(_ input: Bytes) -> (RequestHead, Message)? {
    var parser = RequestHeadParser()
    guard
        let head = try? input.withSpan({ span throws(HTTPRefusal) in try parser.parse(span) })
    else { return nil }
    var message = Message()
    message.head = Array("\(head.method.rawValue) ".utf8)
    // Of an absolute URL only path and query are the target; llhttp leaves that to its user.
    let line = input[0..<head.lengthBytes].array.split(separator: UInt8(ascii: " "))
    message.head += line[1] + [UInt8(ascii: "\n")]
    for field in head.headers {
        message.head += Array("\(field.name):\(field.value)\n".utf8)
    }
    let rest = input[head.lengthBytes..<input.count]
    message.consumedBytes = head.lengthBytes
    switch head.framing {
    case .none, .untilClose: message.isComplete = true
    case .length(let length):
        message.isComplete = length <= UInt64(rest.count)
        message.body = rest[0..<Int(min(length, UInt64(rest.count)))].array
        message.consumedBytes += message.body.count
    case .chunked:
        guard decode(rest, into: &message) else { return nil }
    }
    return (head, message)
}

/// False when the framing is refused.
private func decode(_ rest: Bytes, into message: inout Message) -> Bool {
    var decoder = ChunkedDecoder()
    var position = 0
    while position < rest.count {
        let piece = rest[position..<rest.count]
        guard
            let step = try? piece.withSpan({ span throws(HTTPRefusal) in try decoder.next(span) })
        else { return false }
        position += step.consumedBytes
        message.consumedBytes += step.consumedBytes
        switch step.event {
        case .needsMore: return true
        case .data(let range): message.body += piece[range].array
        case .end:
            message.isComplete = true
            return true
        }
    }
    return true
}

private func readWith(_ oracle: Oracle, _ input: Bytes) -> (oracle_result, Message) {
    let result = unsafe input.withUnsafeBytes { buffer in
        unsafe oracle(buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
    }
    var message = Message()
    unsafe message.head = copy(result.head, result.head_length)
    unsafe message.body = copy(result.body, result.body_length)
    message.isComplete = unsafe result.is_complete == 1
    message.consumedBytes = unsafe result.consumed
    return unsafe (result, message)
}

@unsafe
private func copy(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
    unsafe UnsafeRawBufferPointer(start: start, count: count).map { $0 }
}

private func text(_ bytes: [UInt8]) -> String {
    Bytes(bytes).text.debugDescription
}
