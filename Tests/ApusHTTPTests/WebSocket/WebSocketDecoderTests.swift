// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

struct WebSocketDecoderTests {
    typealias Event = WebSocketDecoder.Event

    /// All events of the bytes, given in pieces of this size; parts of one message joined.
    private func decode(
        _ bytes: [UInt8], expectsMask: Bool = false, by size: Int = .max
    ) throws -> [Event] {
        var decoder = WebSocketDecoder(expectsMask: expectsMask)
        var events: [Event] = []
        var open: (bytes: [UInt8], isText: Bool)?
        var start = 0
        while start < bytes.count {
            let end = size < bytes.count - start ? start + size : bytes.count
            var rest = Bytes(Array(bytes[start..<end]))
            while true {
                let (event, consumed) = try decoder.next(rest)
                rest = rest[consumed..<rest.count]
                switch event {
                case .part(let part, let isText, let isLast)?:
                    var message = open ?? ([], isText)
                    #expect(message.isText == isText)
                    message.bytes += part.array
                    open = isLast ? nil : message
                    if isLast {
                        events.append(.part(Bytes(message.bytes), isText: isText, isLast: true))
                    }
                case let event?: events.append(event)
                case nil where rest.isEmpty: break
                case nil: Issue.record("neither an event nor all bytes consumed")
                }
                if rest.isEmpty { break }
            }
            start = end
        }
        return events
    }

    private func text(_ text: String) -> Event { .part(Bytes(text), isText: true, isLast: true) }

    /// The examples of RFC 6455, 5.7.
    @Test(arguments: [1, 2, 3, .max])
    func `reads the examples of the standard`(size: Int) throws {
        let hello: [UInt8] = [0x48, 0x65, 0x6C, 0x6C, 0x6F]
        #expect(try decode([0x81, 0x05] + hello, by: size) == [text("Hello")])
        let masked: [UInt8] = [
            0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
        ]
        #expect(try decode(masked, expectsMask: true, by: size) == [text("Hello")])
        let inParts: [UInt8] = [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F]
        #expect(try decode(inParts, by: size) == [text("Hello")])
        #expect(try decode([0x89, 0x05] + hello, by: size) == [.ping(Bytes("Hello"))])
        let pong: [UInt8] = [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(try decode(pong, expectsMask: true, by: size) == [.pong(Bytes("Hello"))])
        let many = [UInt8](repeating: 7, count: 256)
        #expect(
            try decode([0x82, 0x7E, 0x01, 0x00] + many, by: size)
                == [.part(Bytes(many), isText: false, isLast: true)])
        let more = [UInt8](repeating: 9, count: 65536)
        #expect(
            try decode([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + more, by: size)
                == [.part(Bytes(more), isText: false, isLast: true)])
    }

    @Test(arguments: [1, .max])
    func `reads control frames between the parts of a message`(size: Int) throws {
        let bytes: [UInt8] =
            [0x01, 0x02, 0xC3, 0xA4, 0x89, 0x01, 0x78, 0x00, 0x01, 0xE2]
            + [0x8A, 0x00, 0x80, 0x02, 0x82, 0xAC, 0x88, 0x05, 0x03, 0xE8] + Array("bye".utf8)
            + [1, 2, 3]
        #expect(
            try decode(bytes, by: size) == [
                .ping(Bytes("x")), .pong(Bytes()), text("ä€"), .close(code: 1000, reason: "bye"),
            ])
        #expect(
            try decode([0x81, 0x00, 0x82, 0x00, 0x88, 0x00], by: size) == [
                text(""), .part(Bytes(), isText: false, isLast: true),
                .close(code: nil, reason: ""),
            ])
    }

    @Test(
        arguments: [
            ([0xC1, 0x00], 1002), ([0x83, 0x00], 1002), ([0x8B, 0x00], 1002), ([0x80, 0x00], 1002),
            ([0x01, 0x00, 0x81, 0x00], 1002), ([0x09, 0x00], 1002), ([0x89, 0x7E, 0, 126], 1002),
            ([0x82, 0x7E, 0, 125], 1002), ([0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 1002),
            ([0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0], 1002), ([0x81, 0x80, 1, 2, 3, 4], 1002),
            ([0x88, 0x01, 3], 1002), ([0x88, 0x02, 0x03, 0xED], 1002), ([0x88, 0x02, 0, 1], 1002),
            ([0x88, 0x03, 0x03, 0xE8, 0xFF], 1007), ([0x81, 0x01, 0xC3], 1007),
            ([0x81, 0x01, 0x80], 1007), ([0x81, 0x02, 0xC0, 0x80], 1007),
            ([0x81, 0x03, 0xED, 0xA0, 0x80], 1007), ([0x81, 0x03, 0xE0, 0x80, 0x80], 1007),
            ([0x81, 0x04, 0xF4, 0x90, 0x80, 0x80], 1007),
            ([0x81, 0x04, 0xF0, 0x8F, 0x80, 0x80], 1007),
            ([0x01, 0x01, 0xC3, 0x80, 0x00], 1007),
        ] as [([UInt8], UInt16)])
    func `refuses what the standard forbids`(bytes: [UInt8], code: UInt16) throws {
        for size in [1, .max] {
            let error = #expect(throws: WebSocketDecoder.Violation.self) {
                try decode(bytes, by: size)
            }
            #expect(error?.code == code)
        }
    }

    @Test func `refuses frames of a client without a mask`() {
        #expect(throws: WebSocketDecoder.Violation.self) {
            try decode([0x81, 0x00], expectsMask: true)
        }
    }

    @Test(arguments: [true, false])
    func `reads what is written`(masks: Bool) throws {
        let encoder = WebSocketEncoder(masks: masks)
        for count in [0, 1, 125, 126, 127, 65535, 65536, 70_001] {
            let body = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let frame = encoder.message(body, isText: false)
            for size in [7, .max] {
                #expect(
                    try decode(frame.array, expectsMask: masks, by: size)
                        == [.part(body, isText: false, isLast: true)])
            }
        }
        let parts = [
            encoder.message(Bytes("He"), isText: true, isLast: false), encoder.ping(),
            encoder.message(Bytes("llo"), isText: true, isFirst: false), encoder.pong(Bytes("x")),
            encoder.close(code: 1001, reason: String(repeating: "ä", count: 100)),
        ]
        #expect(
            try decode(parts.flatMap(\.array), expectsMask: masks) == [
                .ping(Bytes()), text("Hello"), .pong(Bytes("x")),
                .close(code: 1001, reason: String(repeating: "ä", count: 61)),
            ])
    }

    /// The example of RFC 6455, 1.3.
    @Test func `knows a server that has understood`() {
        #expect(
            WebSocketHandshake.answer(to: "dGhlIHNhbXBsZSBub25jZQ==")
                == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        let handshake = WebSocketHandshake()
        let answer: Headers = [
            "upgrade": "WebSocket", "Connection": "keep-alive, Upgrade",
            "Sec-WebSocket-Accept": WebSocketHandshake.answer(to: handshake.key),
        ]
        #expect(handshake.accepts(Status(101), answer))
        #expect(!handshake.accepts(Status(200), answer))
        #expect(!WebSocketHandshake().accepts(Status(101), answer))
        for (name, value) in [
            ("Upgrade", "h2c"), ("Connection", "close"), ("Sec-WebSocket-Extensions", "x"),
            ("Sec-WebSocket-Protocol", "y"),
        ] {
            var other = answer
            other[name] = value
            #expect(!handshake.accepts(Status(101), other), "\(name): \(value)")
        }
    }
}
