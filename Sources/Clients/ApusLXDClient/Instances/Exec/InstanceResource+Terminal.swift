// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusLXDAPI

extension InstanceResource {
    /// Runs a command with the terminal that this program has: raw, of the same size, every key
    /// for the command; until the command ends.
    ///
    /// The terminal is as it was before once this returns or throws, and whatever ends the program
    /// meanwhile (`RawTerminal`). Where the input is no terminal, it is sent as it is, without a
    /// change to anything, and the end of it ends the command's.
    ///
    /// - Parameters:
    ///   - request: the command; `TERM` goes along unless its environment has one.
    ///   - input: what is typed on.
    ///   - output: what is shown on.
    /// - Returns: the command's status.
    /// - Throws: `LXDError`; `SystemError` when input or output fail.
    public func runInTerminal(
        _ request: ExecRequest, input: Int32 = 0, output: Int32 = 1
    ) async throws -> Int {
        var request = request
        if request.environment["TERM"] == nil, let kind = ProcessFacts.environment["TERM"] {
            request.environment["TERM"] = kind
        }
        let command = try await startTerminal(request, size: Terminal.size(output))
        return try await Self.join(command, input: input, output: output)
    }

    /// Joins a command that has a terminal with the one of this program, until it ends.
    static func join(_ command: RunningCommand, input: Int32, output: Int32) async throws -> Int {
        let reader = try DescriptorReader(input, pieceBytes: 4096)
        let writer = try DescriptorWriter(output)
        let isTerminal = Terminal.isTerminal(input)
        let raw = isTerminal ? try RawTerminal(input) : nil
        defer { raw?.restore() }
        let sizes = Terminal.isTerminal(output) ? try TerminalSizes(output) : nil
        do {
            return try await withThrowingTaskGroup(of: Int?.self) { group in
                group.addTask {
                    while let bytes = try await command.output.next() {
                        try await writer.write(bytes)
                    }
                    return try await command.wait()
                }
                group.addTask {
                    try await ignoringEnd {
                        while let bytes = try await reader.next() {
                            try await command.write(bytes)
                        }
                        // Control-D, which ends the input of what reads from a terminal.
                        try await command.write(Bytes([4]))
                    }
                }
                if let sizes {
                    group.addTask {
                        try await ignoringEnd {
                            for try await size in sizes { try await command.resize(size) }
                        }
                    }
                }
                while let status = try await group.next() {
                    guard let status else { continue }
                    group.cancelAll()
                    return status
                }
                throw CancellationError()
            }
        } catch {
            command.kill()
            throw error
        }
    }

    /// What is sent to a command that has just ended is lost; how it ended is seen elsewhere.
    private static func ignoringEnd(_ body: () async throws -> Void) async throws -> Int? {
        do {
            try await body()
        } catch let error as LXDError where error.code == .connectionLost {}
        return nil
    }
}
