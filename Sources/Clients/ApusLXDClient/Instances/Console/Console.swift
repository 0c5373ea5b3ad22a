// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTPClient
public import ApusIO
import ApusLXDAPI

/// The console of an instance, attached. Dropping the last reference detaches.
public final class Console: Sendable {
    /// What it shows, until the instance stops or somebody else attaches.
    public let output: BodyReader

    private let input: SessionStream
    private let control: SessionStream

    init(_ operation: RunningOperation, stream: WebSocket, control: WebSocket) {
        let url = operation.operation.url
        input = SessionStream(socket: stream, url: url)
        output = input.body
        self.control = SessionStream(socket: control, url: url)
    }

    deinit {
        detach()
    }

    /// Types.
    ///
    /// - Throws: `LXDError` with `.connectionLost` when the console has ended.
    public func write(_ bytes: Bytes) async throws { try await input.send(bytes) }

    /// Tells how large the terminal is now.
    ///
    /// - Throws: as `write(_:)`.
    public func resize(_ size: TerminalSize) async throws {
        try await control.send(.resizing(size))
    }

    /// Detaches; the instance goes on.
    public func detach() {
        input.socket.abandon()
        control.socket.abandon()
    }

    func join(input: Int32, output: Int32) async throws {
        let reader = try DescriptorReader(input, pieceBytes: 4096)
        let writer = try DescriptorWriter(output)
        let raw = Terminal.isTerminal(input) ? try RawTerminal(input) : nil
        defer { raw?.restore() }
        let sizes = Terminal.isTerminal(output) ? try TerminalSizes(output) : nil
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                while let bytes = try await self.output.next() { try await writer.write(bytes) }
                return true
            }
            group.addTask {
                var escape = ConsoleEscape()
                while let bytes = try await reader.next() {
                    let (typed, isEnd) = escape.filter(bytes)
                    try await self.write(typed)
                    if isEnd { return true }
                }
                return true
            }
            if let sizes {
                group.addTask {
                    for try await size in sizes { try await self.resize(size) }
                    return false
                }
            }
            while let isEnd = try await group.next() {
                if isEnd { group.cancelAll(); break }
            }
        }
        detach()
    }
}

/// Finds control-A q, by which one leaves a console.
struct ConsoleEscape {
    private var hasControlA = false

    /// What is to be sent of what was typed, and whether one leaves.
    mutating func filter(_ bytes: Bytes) -> (Bytes, isEnd: Bool) {
        var typed: [UInt8] = []
        for byte in bytes.array {
            if hasControlA {
                hasControlA = false
                if byte == UInt8(ascii: "q") { return (Bytes(typed), true) }
                typed.append(1)
                // Twice is once.
                if byte != 1 { typed.append(byte) }
            } else if byte == 1 {
                hasControlA = true
            } else {
                typed.append(byte)
            }
        }
        return (Bytes(typed), false)
    }
}
