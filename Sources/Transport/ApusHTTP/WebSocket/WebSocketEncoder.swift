// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Writes the frames of a WebSocket connection. A client masks every frame with a key of its own.
///
/// Source: RFC 6455, 5.
public struct WebSocketEncoder: Sendable {
    private let masks: Bool

    /// - Parameter masks: true at a client, false at a server.
    public init(masks: Bool) {
        self.masks = masks
    }

    /// A frame of a message.
    ///
    /// - Parameters:
    ///   - isFirst: false for what continues a message.
    ///   - isLast: false when the message goes on in the next frame.
    public func message(
        _ bytes: Bytes, isText: Bool, isFirst: Bool = true, isLast: Bool = true
    ) -> Bytes {
        frame(opcode: isFirst ? (isText ? 1 : 2) : 0, bytes, isFinal: isLast)
    }

    /// A frame that asks for an answer.
    ///
    /// - Precondition: 125 bytes at most.
    public func ping(_ bytes: Bytes = Bytes()) -> Bytes { control(9, bytes) }

    /// The answer to a ping.
    ///
    /// - Precondition: 125 bytes at most.
    public func pong(_ bytes: Bytes) -> Bytes { control(10, bytes) }

    /// The last frame.
    ///
    /// - Parameters:
    ///   - code: nil for none.
    ///   - reason: cut to the 123 bytes that there is room for.
    public func close(code: UInt16?, reason: String = "") -> Bytes {
        guard let code else { return control(8, Bytes()) }
        var text = reason[...]
        while text.utf8.count > 123 { text.removeLast() }
        return control(8, Bytes([UInt8(code >> 8), UInt8(code & 0xFF)] + Array(text.utf8)))
    }

    private func control(_ opcode: UInt8, _ bytes: Bytes) -> Bytes {
        precondition(bytes.count <= 125, "a control frame is short")
        return frame(opcode: opcode, bytes, isFinal: true)
    }

    private func frame(opcode: UInt8, _ bytes: Bytes, isFinal: Bool) -> Bytes {
        var writer = ByteWriter(capacity: bytes.count + 14)
        writer.append(opcode | (isFinal ? 0x80 : 0))
        let mark: UInt8 = masks ? 0x80 : 0
        switch bytes.count {
        case ..<126: writer.append(UInt8(bytes.count) | mark)
        case ..<65536:
            writer.append(126 | mark)
            Self.append(UInt64(bytes.count), places: 2, to: &writer)
        default:
            writer.append(127 | mark)
            Self.append(UInt64(bytes.count), places: 8, to: &writer)
        }
        if masks {
            // Unpredictable, so that nobody who chooses the payload chooses what goes over the
            // wire (RFC 6455, 10.3): the system's generator.
            let key = UInt32.random(in: 0 ... .max)
            let mask = (0..<4).map { UInt8(truncatingIfNeeded: key >> ($0 * 8)) }
            writer.append(Bytes(mask))
            writer.append(WebSocketMask.applied(mask, to: bytes, from: 0))
        } else {
            writer.append(bytes)
        }
        return writer.finish()
    }

    private static func append(_ number: UInt64, places: Int, to writer: inout ByteWriter) {
        for place in (0..<places).reversed() {
            writer.append(UInt8(truncatingIfNeeded: number >> (place * 8)))
        }
    }
}

/// The exclusive-or by which a client hides its payload from whatever is between.
enum WebSocketMask {
    /// - Parameter start: how many bytes of the payload were before these.
    static func applied(_ mask: [UInt8], to bytes: Bytes, from start: Int) -> Bytes {
        var array = bytes.array
        let keys = (0..<4).map { mask[(start + $0) & 3] }
        var span = array.mutableSpan
        for position in 0..<span.count { span[position] ^= keys[position & 3] }
        return Bytes(array)
    }
}
