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

/// The lines that show how far transfers are: those of large objects each, and all together below.
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

    /// So many objects are shown each for itself.
    private static let transferLimit = 4
    /// Smaller ones are over before their line is read.
    private static let shownBytes: UInt64 = 8 * 1024 * 1024

    /// The lines as of now, each in less than `columns` columns.
    mutating func text(columns: Int, now: ContinuousClock.Instant = .now) -> String {
        var lines = progress.transfers.filter { $0.bytesExpected >= Self.shownBytes }
            .prefix(Self.transferLimit).map { Self.line(of: $0, columns: columns) }
        lines.append(total(columns: columns, now: now))
        return lines.joined(separator: "\n")
    }

    /// One object: how much of it, and its name, whose end tells most.
    private static func line(of transfer: TransferProgress, columns: Int) -> String {
        let expected = max(transfer.bytesExpected, 1)
        // What is sent a second time counts twice.
        let done = min(transfer.bytesDone, expected)
        let percent = String(UInt64(Double(done) / Double(expected) * 100)).leftPadded(to: 3)
        let start = "\(percent)% \(size(expected).leftPadded(to: 5)) "
        return start + shortened(transfer.name, to: max(0, columns - 1 - start.count))
    }

    /// The end of a name, in so many columns, with nothing in it that moves a terminal.
    static func shortened(_ name: String, to columns: Int) -> String {
        var room = columns
        var kept: [Unicode.Scalar] = []
        for scalar in name.unicodeScalars.reversed() {
            let isPlain = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            // Scripts from the East are two columns wide; what is counted wide and is not only
            // leaves room.
            room -= scalar.value >= 0x1100 ? 2 : 1
            guard room >= 0 else {
                if !kept.isEmpty { kept[kept.count - 1] = "~" }
                break
            }
            kept.append(isPlain ? scalar : "?")
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: kept.reversed())
        return String(text)
    }

    /// All together.
    private mutating func total(columns: Int, now: ContinuousClock.Instant) -> String {
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
