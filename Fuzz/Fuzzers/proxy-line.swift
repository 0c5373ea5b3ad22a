// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Sources/Transport/ApusHTTPServer/Connections/ProxyLine.swift

import ApusBytes
import ApusHTTP

private enum Outcome: Equatable {
    case unfinished
    case line(lengthBytes: Int, client: PeerAddress?)
    case refused
}

private func read(_ bytes: Bytes) -> Outcome {
    do throws(HTTPRefusal) {
        let line = try bytes.withSpan { span throws(HTTPRefusal) in try ProxyLine.parse(span) }
        return line.map { .line(lengthBytes: $0.lengthBytes, client: $0.client) } ?? .unfinished
    } catch {
        return .refused
    }
}

/// What has been decided stays so, whatever comes after it and in which pieces it came; whoever
/// is believed to be the client has an address that no log has to be afraid of.
func fuzz(_ input: Bytes) {
    let outcome = read(input)
    let more = Bytes(input.array + Array("PROXY TCP4 1.2.3.4 5.6.7.8 9 10\r\n".utf8))
    switch outcome {
    case .unfinished:
        require(input.count < ProxyLine.limitBytes, "waits for more than a line")
        require(!input.array.contains(UInt8(ascii: "\n")), "waits behind the end of a line")
    case .refused:
        require(read(more) == .refused, "refused, but not with more")
    case .line(let lengthBytes, let client):
        require(lengthBytes <= min(input.count, ProxyLine.limitBytes), "length \(lengthBytes)")
        require(input[lengthBytes - 2..<lengthBytes] == Bytes("\r\n"), "no end of a line")
        require(read(more) == outcome, "otherwise with more")
        for end in 0..<lengthBytes {
            require(read(input[0..<end]) == .unfinished, "decided after \(end) bytes")
        }
        guard let client else { return }
        require((0...65_535).contains(client.port), "port \(client.port)")
        require(!client.host.isEmpty && client.host.utf8.count < 100, "host \(client.host)")
        require(
            client.host.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == "." || $0 == ":" },
            "host \(client.host)")
    }
}
