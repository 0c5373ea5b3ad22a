// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// The body of a response that begins before its outcome is known: a blank at once, one more in
/// every interval for as long as the work takes, and in the end the report on it.
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
    private let work: Task<Bytes, any Error>
    private let isDone = Latch()
    private let progress = Mutex(Progress.fresh)

    /// Begins the work.
    ///
    /// - Parameter work: answers the report. What it throws cuts the body short.
    init(every interval: Duration, _ work: @escaping @Sendable () async throws -> Bytes) {
        self.interval = interval
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
        case .fresh: return Self.beat
        case .ended: return nil
        case .beating: break
        }
        do {
            guard try await endsInTime() else { return Self.beat }
        } catch {
            // Whoever stops the reader wants nothing to go on behind its back.
            work.cancel()
            _ = await work.result
            throw error
        }
        progress.withLock { $0 = .ended }
        return .bytes(try await work.value)
    }

    private static let beat = BodyPiece.bytes(Bytes(" "))

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
