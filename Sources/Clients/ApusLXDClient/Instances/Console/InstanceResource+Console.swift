// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
public import ApusHTTPClient
public import ApusIO
import ApusLXDAPI

// Source: LXD, "REST API", `/1.0/instances/{name}/console`.
extension InstanceResource {
    private var consoleURL: ResourceURL { url.appending("console") }

    /// Attaches to the text console of an instance that runs.
    ///
    /// It ends when the instance stops.
    ///
    /// - Parameter size: of the terminal; nil for 80 by 24.
    /// - Throws: `LXDError`, with `.badRequest` when the instance does not run.
    public func attachConsole(size: TerminalSize? = nil) async throws -> Console {
        let request = ConsoleRequest(width: size?.columns ?? 80, height: size?.rows ?? 24)
        let operation = try await lxd.begin(.post, consoleURL, request.json)
        let sockets = try await operation.webSockets(["control", "0"])
        return Console(operation, stream: sockets[1], control: sockets[0])
    }

    /// Attaches to the screen of a virtual machine: what comes and goes over the WebSocket is
    /// SPICE. Each call opens one of its channels.
    ///
    /// - Throws: `LXDError`.
    public func attachScreen() async throws -> (channel: WebSocket, control: WebSocket) {
        let request = ConsoleRequest(type: "vga")
        let operation = try await lxd.begin(.post, consoleURL, request.json)
        let sockets = try await operation.webSockets(["control", "0"])
        return (sockets[1], sockets[0])
    }

    /// What the console has shown since the instance started, or the log was read or cleared.
    ///
    /// - Throws: `LXDError`; from a 5.0 server with status 500 when there is nothing.
    public func consoleLog() async throws -> BodyReader { try await lxd.stream(consoleURL).reader }

    /// Empties the console's log.
    ///
    /// - Throws: `LXDError`.
    public func clearConsoleLog() async throws {
        _ = try await lxd.ask(.delete, consoleURL)
    }

    /// Attaches the terminal of this program to the console, until control-A and q are typed, the
    /// input ends, or the console does.
    ///
    /// - Throws: `LXDError`; `SystemError` when input or output fail.
    public func joinConsole(input: Int32 = 0, output: Int32 = 1) async throws {
        let console = try await attachConsole(size: Terminal.size(output))
        try await console.join(input: input, output: output)
    }
}
