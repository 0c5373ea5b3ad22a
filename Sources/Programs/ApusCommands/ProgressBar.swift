// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusIO
import ApusSwiftClient

extension CommandContext {
    /// Whether a bar is wanted: on a terminal, unless it is refused or nothing is to be said.
    private var showsProgress: Bool {
        verbosity > 0 && !isCompatible && !arguments[GlobalOptions.noProgress]
            && Terminal.isTerminal(2)
    }

    /// Draws a bar below the output while `body` runs.
    ///
    /// - Parameter expectation: finds out how much there is to do, beside `body`; its failure
    ///   only leaves the bar without an end.
    func withProgress(
        of service: SwiftService,
        _ expectation: @escaping @Sendable () async throws -> Void,
        during body: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard showsProgress else { return try await body() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let output = output
            group.addTask {
                var bar = ProgressBar(service.progress)
                // Short commands are over before a bar would tell anything.
                while true {
                    do {
                        try await Task.sleep(for: .milliseconds(200))
                    } catch {
                        return
                    }
                    await output.showBar(bar.text(columns: Terminal.columns(2) ?? 80))
                }
            }
            group.addTask { try? await expectation() }
            do {
                try await body()
            } catch {
                group.cancelAll()
                try? await group.waitForAll()
                await output.showBar(nil)
                throw error
            }
            group.cancelAll()
            try? await group.waitForAll()
            await output.showBar(nil)
        }
    }
}

/// The line that shows how far a transfer is.
struct ProgressBar {
    private let progress: TransferProgress
    private let start: ContinuousClock.Instant
    private var last: (at: ContinuousClock.Instant, bytes: UInt64)
    private var bytesPerSecond = 0.0

    init(_ progress: TransferProgress, now: ContinuousClock.Instant = .now) {
        self.progress = progress
        start = now
        last = (now, progress.bytesDone)
    }

    /// The line as of now, in at most `columns` columns.
    mutating func text(columns: Int, now: ContinuousClock.Instant = .now) -> String {
        let done = progress.bytesDone
        let elapsed = (now - last.at) / .seconds(1)
        if elapsed > 0 {
            let current = Double(done - min(done, last.bytes)) / elapsed
            // Half of what is new each second: steady enough to read, quick enough to believe.
            let share = min(1, elapsed / 2)
            bytesPerSecond =
                last.at == start ? current : bytesPerSecond * (1 - share) + current * share
            last = (now, done)
        }
        let expected = max(progress.bytesExpected, done)
        var tail = " \(Self.size(done))"
        if progress.bytesExpected > 0 { tail += "/\(Self.size(expected))" }
        if progress.itemsExpected > 0 {
            tail += " \(progress.itemsDone)/\(max(progress.itemsExpected, progress.itemsDone))"
        } else {
            tail += " \(progress.itemsDone)"
        }
        tail += " \(Self.size(UInt64(max(0, bytesPerSecond))))/s"
        if progress.bytesExpected > done, bytesPerSecond >= 1 {
            tail += " " + Self.time(Double(progress.bytesExpected - done) / bytesPerSecond)
        }
        let room = columns - tail.count - 3
        guard progress.bytesExpected > 0, room >= 10 else {
            return String(tail.dropFirst().prefix(max(0, columns - 1)))
        }
        let width = min(room, 40)
        let filled = Int(Double(width) * Double(done) / Double(max(1, expected)))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "]" + tail
    }

    private static func size(_ bytes: UInt64) -> String {
        String(ByteCountFormat.text(bytes, human: true).drop { $0 == " " })
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 359_999))
        let parts = [whole / 3600, whole / 60 % 60, whole % 60].map {
            String($0).count < 2 ? "0\($0)" : String($0)
        }
        return parts.joined(separator: ":")
    }
}
