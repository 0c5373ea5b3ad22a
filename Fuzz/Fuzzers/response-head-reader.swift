// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Sources/Transport/ApusHTTPClient/Transfers/ResponseHeadReader.swift

import ApusBytes
import ApusHTTP

/// The lines with their line ends, as libcurl hands them on.
private func lines(_ input: Bytes) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = input.array[...]
    while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
        lines.append(rest[..<end])
        rest = rest[end...]
    }
    return lines
}

private func read(_ input: Bytes) throws(TransportError) -> (Status, Headers)? {
    var reader = ResponseHeadReader()
    var head: (Status, Headers)?
    for line in lines(input) {
        let wasComplete = reader.isComplete
        let answer = try reader.take(line.span.bytes)
        require(!wasComplete || answer == nil, "a second head")
        require((answer != nil) == (reader.isComplete && !wasComplete), "complete, but no head")
        if let answer { head = answer }
    }
    return head
}

/// The reader takes at least what the strict parser of this project takes, and says the same of
/// it; what it has read and is written again reads the same.
func fuzz(_ input: Bytes) {
    let head: (status: Status, headers: Headers)?
    do throws(TransportError) {
        head = try read(input)
    } catch {
        require(error.reason == .malformed, "refused for \(error.reason)")
        head = nil
    }

    var parser = ResponseHeadParser(answering: .get)
    let strict = try? input.withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
    if let strict, strict.status.code >= 200 {
        guard let head else { fatalError("refused, though it is strict HTTP") }
        require(head.status.code == strict.status.code, "\(head.status), \(strict.status)")
        require(
            head.headers.fields == strict.headers.fields,
            "\(head.headers.fields), strict: \(strict.headers.fields)")
    }

    guard let head else { return }
    require(head.status.code >= 200 || head.status.code == 101, "a head of \(head.status)")
    require(head.headers.fields.count <= ResponseHeadReader.limitFields, "too many fields")
    var text = "HTTP/1.1 \(head.status.code) \(head.status.reason)\r\n"
    for field in head.headers.fields { text += "\(field.name):\(field.value)\r\n" }
    let again: (status: Status, headers: Headers)?
    do throws(TransportError) {
        again = try read(Bytes(text + "\r\n"))
    } catch {
        fatalError("written, but cannot be read: \(error)")
    }
    require(again?.status.code == head.status.code, "another status")
    require(again?.headers.fields == head.headers.fields, "written: \(text)")
}
