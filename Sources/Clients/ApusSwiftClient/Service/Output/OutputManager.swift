// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusIO
import Synchronization

/// Prints lines, warnings and errors of many tasks, and counts the errors.
///
/// Lines of one stream keep their order. What goes to a pipe is written in large pieces, what
/// goes to a terminal line by line; errors at once. Whoever prints waits while the reader of the
/// pipe is slow, so that nothing piles up.
public final class OutputManager: Sendable {
    private struct State {
        var waiting = ByteWriter(capacity: 0)
        var errors = 0
        var bar: String?
    }

    private static let pieceBytes = 64 * 1024
    private let lane: Lane
    private let isLineBuffered: Bool
    private let write: @Sendable (Bytes) throws -> Void
    private let writeError: @Sendable (Bytes) throws -> Void
    private let state = Mutex(State())

    /// Prints to what the functions write to.
    ///
    /// - Parameters:
    ///   - isLineBuffered: whether every line is written at once.
    ///   - write: takes what is printed; called on a thread that may block.
    ///   - writeError: takes errors and warnings.
    public init(
        isLineBuffered: Bool = false, write: @escaping @Sendable (Bytes) throws -> Void,
        writeError: @escaping @Sendable (Bytes) throws -> Void
    ) {
        lane = Lane(name: "apus-output", threads: 1)
        self.isLineBuffered = isLineBuffered
        self.write = write
        self.writeError = writeError
    }

    /// Prints to standard output and standard error.
    public static func standard() -> OutputManager {
        OutputManager(
            isLineBuffered: Terminal.isTerminal(1),
            write: { try FileCalls.writeAll(1, $0) },
            writeError: { try FileCalls.writeAll(2, $0) })
    }

    /// How many errors were printed.
    public var errorCount: Int { state.withLock { $0.errors } }

    /// Prints a line.
    ///
    /// - Throws: `SystemError` when the output is gone.
    public func print(_ line: String) async throws {
        var bytes = ByteWriter(capacity: line.utf8.count + 1)
        bytes.append(line)
        bytes.append(UInt8(ascii: "\n"))
        try await printRaw(bytes.finish())
    }

    /// Prints bytes as they are.
    public func printRaw(_ bytes: Bytes) async throws {
        let isFull = state.withLock { state in
            state.waiting.append(bytes)
            return state.waiting.count >= Self.pieceBytes
        }
        if isLineBuffered || isFull { try await flush() }
    }

    /// Prints labels and values, the colons one below the other.
    public func printItems(_ items: [StatItem]) async throws {
        let width = items.map(\.label.count).max() ?? 0
        for item in items {
            let blanks = String(repeating: " ", count: width - item.label.count)
            var line = "\(blanks)\(item.label): \(item.value)"
            while line.last == " " { line.removeLast() }
            try await print(line)
        }
    }

    /// Writes what waits.
    public func flush() async throws {
        try await lane.run { [self] in
            let (bytes, bar) = state.withLock { ($0.waiting.finish(), $0.bar) }
            guard !bytes.isEmpty else { return }
            if let bar { try writeError(Self.clearance(of: bar)) }
            try write(bytes)
            if let bar { try writeError(Bytes(bar)) }
        }
    }

    /// Prints an error and counts it.
    public func error(_ text: String) async {
        state.withLock { $0.errors += 1 }
        await warning(text)
    }

    /// Prints an error with the transaction it belongs to.
    public func error(_ error: ServiceError) async {
        await self.error(
            "\(error.message)\nFailed Transaction ID: \(error.transactionID ?? "unknown")")
    }

    /// Prints to standard error without counting.
    public func warning(_ text: String) async {
        try? await lane.run { [self] in
            let bar = state.withLock { $0.bar }
            if let bar { try writeError(Self.clearance(of: bar)) }
            try writeError(Bytes(text + "\n"))
            if let bar { try writeError(Bytes(bar)) }
        }
    }

    /// Shows lines below everything else, on a terminal's standard error; nil takes them away.
    ///
    /// - Parameter text: without a final end of line; no line may be as wide as the terminal.
    public func showBar(_ text: String?) async {
        try? await lane.run { [self] in
            let before = state.withLock { state in
                defer { state.bar = text }
                return state.bar
            }
            // In one piece, so that the terminal has nothing to flicker with.
            var bytes = ByteWriter(capacity: 256)
            if before != nil || text != nil { bytes.append(Self.clearance(of: before ?? "")) }
            bytes.append(text ?? "")
            if bytes.count > 0 { try writeError(bytes.finish()) }
        }
    }

    /// Back to the start of what is shown, and nothing from there on.
    private static func clearance(of bar: String) -> Bytes {
        let lines = bar.utf8.count { $0 == UInt8(ascii: "\n") }
        return Bytes("\r" + (lines > 0 ? "\u{1B}[\(lines)A" : "") + "\u{1B}[J")
    }
}
