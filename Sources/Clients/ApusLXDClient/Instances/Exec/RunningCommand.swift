// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTPClient
public import ApusIO
import ApusLXDAPI

/// A command that runs in an instance, with its streams at hand.
///
/// Read what it writes, or drop it: a command whose output nobody takes stands still once the
/// connection's buffers are full. Dropping the last reference to it and to what it writes closes its
/// streams, upon which the server kills it.
public final class RunningCommand: Sendable {
    /// What it writes to its standard output; with a terminal, everything.
    public let output: BodyReader
    /// What it writes to its standard error; with a terminal, nothing.
    public let errors: BodyReader

    private let input: SessionStream
    private let control: SessionStream
    private let session: Session

    init(
        _ operation: RunningOperation, input: WebSocket, output: WebSocket, errors: WebSocket?,
        control: WebSocket
    ) {
        let url = operation.operation.url
        let session = Session(operation, [input, output, errors, control].compactMap(\.self))
        self.input = SessionStream(socket: input, url: url)
        self.output = SessionStream(socket: output, url: url, owner: session).body
        self.errors =
            errors.map { SessionStream(socket: $0, url: url, owner: session).body } ?? .empty
        self.control = SessionStream(socket: control, url: url)
        self.session = session
    }

    /// Everything that ends with the last reference.
    private final class Session: Sendable {
        let outcome: Task<Operation, any Error>
        private let sockets: [WebSocket]

        init(_ operation: RunningOperation, _ sockets: [WebSocket]) {
            self.sockets = sockets
            // From now on, since servers forget an operation some seconds after its end, which
            // may be long before everything is read.
            outcome = Task { try await operation.wait() }
        }

        deinit {
            outcome.cancel()
            abandon()
        }

        func abandon() {
            for socket in sockets { socket.abandon() }
        }
    }

    /// Writes to its standard input, or types on its terminal; waits while the command is slow to
    /// read.
    ///
    /// - Throws: `LXDError` with `.connectionLost` when the command has ended.
    public func write(_ bytes: Bytes) async throws { try await input.send(bytes) }

    /// Ends its standard input. (On a terminal one types control-D instead.)
    ///
    /// - Throws: as `write(_:)`.
    public func finishInput() async throws { try await input.finish() }

    /// Writes everything to its standard input and ends that.
    ///
    /// - Throws: as `write(_:)`, and what `body` throws.
    public func write(_ body: BodyReader) async throws {
        while let bytes = try await body.next() { try await write(bytes) }
        try await finishInput()
    }

    /// Sends it a signal, by the number that it has on Linux.
    ///
    /// - Throws: as `write(_:)`.
    public func send(signal: Int) async throws {
        try await control.send(["command": "signal", "signal": .integer(Int64(signal))])
    }

    /// Tells it how large its terminal is now.
    ///
    /// - Throws: as `write(_:)`.
    public func resize(_ size: TerminalSize) async throws {
        try await control.send(.resizing(size))
    }

    /// Waits until it has ended.
    ///
    /// - Returns: the status it ended with: 128 and the signal's number when a signal ended it.
    /// - Throws: `LXDError` with `.operationFailed` when it could not be run or the server failed
    ///   it, with `.connectionLost` or `.unreachable` when there is nobody to ask.
    public func wait() async throws -> Int {
        let operation = try await withTaskCancellationHandler {
            try await session.outcome.value
        } onCancel: { [session] in
            session.outcome.cancel()
        }
        return try Self.status(of: operation)
    }

    static func status(of operation: Operation) throws(LXDError) -> Int {
        guard let status = operation.metadata["return"]?.integer else {
            throw LXDError(
                .badAnswer, "The operation does not tell the command's status", url: operation.url)
        }
        return Int(status)
    }

    /// Closes its streams at once, upon which the server kills it.
    public func kill() {
        session.abandon()
    }
}
