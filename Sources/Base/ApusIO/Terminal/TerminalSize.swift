// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// How large a terminal is, in characters.
public struct TerminalSize: Hashable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}

extension Terminal {
    /// How large a terminal is; nil when the descriptor is none, or does not say.
    public static func size(_ descriptor: Int32) -> TerminalSize? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard unsafe apus_terminal_size(descriptor, &rows, &columns) == 0, rows > 0, columns > 0
        else { return nil }
        return TerminalSize(rows: Int(rows), columns: Int(columns))
    }
}

/// The sizes that a terminal has from now on: the present one first, then each that it changes to.
///
/// Ends when the descriptor is no terminal any more; a cancelled iteration throws.
public final class TerminalSizes: AsyncSequence, Sendable {
    public typealias Element = TerminalSize

    private let descriptor: Int32
    private let watcher: Int32
    private let lane = Lane(name: "terminal-size", threads: 1)

    /// Watches a terminal. The descriptor must stay open as long as the value is used.
    ///
    /// - Throws: `SystemError` when too many are watched.
    public init(_ descriptor: Int32) throws(SystemError) {
        self.descriptor = descriptor
        watcher = try SystemError.check(apus_terminal_watch_size(), "watch the terminal's size")
    }

    deinit {
        apus_terminal_unwatch_size(watcher)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(sizes: self) }

    /// Steps through the sizes; one at a time.
    public struct Iterator: AsyncIteratorProtocol {
        let sizes: TerminalSizes
        private var last: TerminalSize?

        init(sizes: TerminalSizes) {
            self.sizes = sizes
        }

        public mutating func next() async throws -> TerminalSize? {
            while true {
                guard let size = Terminal.size(sizes.descriptor) else { return nil }
                if size != last {
                    last = size
                    return size
                }
                try await sizes.waitForChange()
            }
        }
    }

    private func waitForChange() async throws {
        try Task.checkCancellation()
        try await withTaskCancellationHandler {
            try await lane.run { [self] in
                // What wakes it is all it waits for.
                let reading = apus_terminal_watcher_reading(watcher)
                _ = try SystemError.check(apus_wait_ready(-1, 0, reading), "poll")
            }
        } onCancel: {
            apus_wake(apus_terminal_watcher_writing(watcher))
        }
        try Task.checkCancellation()
    }
}
