// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTP
import ApusHTTPClient
public import ApusIO
public import ApusLXDAPI

/// What a command has left behind.
public struct ExecResult: Hashable, Sendable {
    /// 0 by convention when all went well.
    public let status: Int
    /// What it wrote to its standard output.
    public let output: Bytes
    /// What it wrote to its standard error.
    public let errors: Bytes
}

// Source: LXD, "REST API", `POST /1.0/instances/{name}/exec`, and `lxd/instance_exec.go`.
extension InstanceResource {
    private var exec: ResourceURL { url.appending("exec") }

    /// Runs a command, gives it its input and collects what it writes.
    ///
    /// When it fails here, or is cancelled, the command is killed.
    ///
    /// - Parameters:
    ///   - request: the command, its environment, user, group and directory. Whether it gets a
    ///     terminal and how its output comes is decided here.
    ///   - input: what it reads; nothing unless given.
    ///   - limitBytes: the most it may write to either stream.
    /// - Returns: whatever its status is.
    /// - Throws: `LXDError`, with `.operationFailed` when there is no such command;
    ///   `BodyError.tooLong`; what `input` throws.
    public func run(
        _ request: ExecRequest, input: BodyReader = .empty, limitBytes: Int = 64 * 1024 * 1024
    ) async throws -> ExecResult {
        let command = try await start(request)
        do {
            return try await Self.collect(from: command, input, limitBytes)
        } catch {
            command.kill()
            throw error
        }
    }

    private enum Stream {
        case input
        case output(Bytes)
        case errors(Bytes)
    }

    private static func collect(
        from command: RunningCommand, _ input: BodyReader, _ limitBytes: Int
    ) async throws -> ExecResult {
        try await withThrowingTaskGroup(of: Stream.self) { group in
            group.addTask { .output(try await command.output.collect(limitBytes: limitBytes)) }
            group.addTask { .errors(try await command.errors.collect(limitBytes: limitBytes)) }
            group.addTask {
                try await feed(input, to: command)
                return .input
            }
            var (output, errors): (Bytes?, Bytes?)
            while output == nil || errors == nil, let stream = try await group.next() {
                switch stream {
                case .input: break
                case .output(let bytes): output = bytes
                case .errors(let bytes): errors = bytes
                }
            }
            let status = try await command.wait()
            // A command need not read all that it is given.
            group.cancelAll()
            return ExecResult(status: status, output: output ?? Bytes(), errors: errors ?? Bytes())
        }
    }

    private static func feed(_ input: BodyReader, to command: RunningCommand) async throws {
        while let bytes = try await input.next() {
            do {
                try await command.write(bytes)
            } catch let error as LXDError where error.code == .connectionLost {
                // It has closed its input, or has ended; how is seen elsewhere.
                return
            }
        }
        do {
            try await command.finishInput()
        } catch let error as LXDError where error.code == .connectionLost {}
    }

    /// Runs a command without input; what is written to standard error is left out unless it
    /// fails.
    ///
    /// - Throws: `LXDError` with `.failed` when its status is not 0; as `run(_:input:limitBytes:)`.
    @discardableResult
    public func run(_ command: String...) async throws -> Bytes {
        let result = try await run(ExecRequest(command: command))
        guard result.status == 0 else {
            throw LXDError(
                .failed,
                "\(command.first ?? "") ended with \(result.status): \(result.errors.text)",
                url: exec)
        }
        return result.output
    }

    /// Starts a command whose streams are the caller's: input as it is written, output and errors
    /// as they are read.
    ///
    /// - Throws: `LXDError`.
    public func start(_ request: ExecRequest) async throws -> RunningCommand {
        var request = request
        request.isInteractive = false
        return try await started(request, streams: ["0", "1", "2"])
    }

    /// Starts a command that gets a terminal.
    ///
    /// - Parameter size: of the terminal; nil for 80 by 24.
    /// - Throws: `LXDError`.
    public func startTerminal(
        _ request: ExecRequest, size: TerminalSize? = nil
    ) async throws -> RunningCommand {
        var request = request
        request.isInteractive = true
        request.width = size?.columns ?? request.width ?? 80
        request.height = size?.rows ?? request.height ?? 24
        if request.environment["TERM"] == nil { request.environment["TERM"] = "xterm" }
        return try await started(request, streams: ["0"])
    }

    private func started(_ request: ExecRequest, streams: [String]) async throws -> RunningCommand {
        var request = request
        request.waitsForWebSocket = true
        request.recordsOutput = false
        let operation = try await lxd.begin(.post, exec, request.json)
        // It starts once all are there.
        let control = try await operation.webSocket("control")
        let sockets = try await operation.webSockets(streams)
        return RunningCommand(
            operation, input: sockets[0], output: sockets.count > 1 ? sockets[1] : sockets[0],
            errors: sockets.count > 2 ? sockets[2] : nil, control: control)
    }

    /// Runs a command without input, whose output goes into files at the server, and waits for its
    /// end: for output that shall be there when this connection is not.
    ///
    /// - Throws: `LXDError`.
    public func runRecorded(_ request: ExecRequest) async throws -> RecordedOutput {
        var request = request
        request.isInteractive = false
        request.waitsForWebSocket = false
        request.recordsOutput = true
        let operation = try await lxd.begin(.post, exec, request.json).wait()
        func file(_ stream: String) throws -> ResourceURL {
            guard let url = operation.metadata["output"]?[stream]?.text.flatMap({ ResourceURL($0) })
            else {
                throw LXDError(
                    .badAnswer, "The operation does not tell where output \(stream) is", url: exec)
            }
            return url
        }
        return RecordedOutput(
            status: try RunningCommand.status(of: operation), output: try file("1"),
            errors: try file("2"), lxd: lxd)
    }
}

/// What a command has left behind at the server.
public struct RecordedOutput: Sendable {
    /// The status it ended with.
    public let status: Int
    /// Where its standard output is.
    public let output: ResourceURL
    /// Where its standard error is.
    public let errors: ResourceURL
    let lxd: LXD

    /// Reads what it wrote to its standard output.
    ///
    /// - Throws: `LXDError`.
    public func readOutput() async throws -> BodyReader { try await lxd.stream(output).reader }

    /// Reads what it wrote to its standard error.
    ///
    /// - Throws: `LXDError`.
    public func readErrors() async throws -> BodyReader { try await lxd.stream(errors).reader }

    /// Deletes both files.
    ///
    /// - Throws: `LXDError`.
    public func delete() async throws {
        try await lxd.delete(at: output)
        try await lxd.delete(at: errors)
    }
}

extension RunningOperation {
    /// Opens several WebSockets, all or none.
    func webSockets(_ names: [String]) async throws -> [WebSocket] {
        try await withThrowingTaskGroup(of: (Int, WebSocket).self) { group in
            for (position, name) in names.enumerated() {
                group.addTask { (position, try await webSocket(name)) }
            }
            var sockets: [Int: WebSocket] = [:]
            for try await (position, socket) in group { sockets[position] = socket }
            return names.indices.compactMap { sockets[$0] }
        }
    }
}
