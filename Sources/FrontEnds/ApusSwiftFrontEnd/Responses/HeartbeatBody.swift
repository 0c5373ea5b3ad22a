// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// The body of a response that begins before its outcome is known: a blank at once (unless it is
/// to be quiet for the first interval), one more in every interval for as long as the work takes,
/// and in the end the report on it.
///
/// The work goes on between two pieces, when no task asks for one, so it has a task that belongs
/// to this object rather than to a scope: it is cancelled when the body is let go of, which is
/// when the client no longer takes what it is sent.
final class HeartbeatBody: Sendable {
    private enum Progress {
        case fresh
        case beating
        case ended
    }

    private let interval: Duration
    private let separator: String
    private let hasBeaten = Atomic(false)
    private let work: Task<Bytes, any Error>
    private let isDone = Latch()
    private let progress: Mutex<Progress>

    /// Begins the work.
    ///
    /// - Parameters:
    ///   - beatsAtOnce: whether there is a sign of life whatever the work takes.
    ///   - separator: what stands between the signs of life, if there were any, and the report.
    ///   - work: answers the report. What it throws cuts the body short.
    init(
        every interval: Duration, beatsAtOnce: Bool = true, separator: String = "",
        _ work: @escaping @Sendable () async throws -> Bytes
    ) {
        self.interval = interval
        self.separator = separator
        progress = Mutex(beatsAtOnce ? .fresh : .beating)
        self.work = Task { [isDone] in
            defer { isDone.open() }
            return try await work()
        }
    }

    deinit {
        work.cancel()
    }

    /// The body, which has no length that could be told.
    var reader: BodyReader {
        BodyReader(lengthBytes: nil) { try await self.next() }
    }

    private func next() async throws -> BodyPiece? {
        let before = progress.withLock { progress in
            defer { if progress == .fresh { progress = .beating } }
            return progress
        }
        switch before {
        case .fresh: return beat()
        case .ended: return nil
        case .beating: break
        }
        do {
            guard try await endsInTime() else { return beat() }
        } catch {
            // Whoever stops the reader wants nothing to go on behind its back.
            work.cancel()
            _ = await work.result
            throw error
        }
        progress.withLock { $0 = .ended }
        let report = try await work.value
        guard hasBeaten.load(ordering: .relaxed) else { return .bytes(report) }
        var text = ByteWriter(capacity: report.count + separator.utf8.count)
        text.append(separator)
        text.append(report)
        return .bytes(text.finish())
    }

    private func beat() -> BodyPiece {
        hasBeaten.store(true, ordering: .relaxed)
        return .bytes(Bytes(" "))
    }

    private func endsInTime() async throws -> Bool {
        if isDone.isOpen { return true }
        return try await withThrowingTaskGroup(of: Bool.self) { [isDone, interval] group in
            group.addTask {
                try await isDone.wait()
                return true
            }
            group.addTask {
                try await Task.sleep(for: interval)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
