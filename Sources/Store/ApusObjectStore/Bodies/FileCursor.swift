// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusStorage
import Synchronization

/// Reads a range of one stored body, piece by piece. Used by one task at a time.
final class FileCursor: Sendable {
    private let file: any ObjectFile
    /// Told of what the engine throws.
    private let onError: @Sendable (StorageError) -> Void
    private let state: Mutex<State>

    private struct State {
        var rest: Range<UInt64>
        /// Pieces the engine gave at once, to be handed out one by one, last first.
        var waiting: [BodyPiece] = []
    }

    init(
        _ file: any ObjectFile, _ range: Range<UInt64>,
        onError: @escaping @Sendable (StorageError) -> Void
    ) {
        self.file = file
        self.onError = onError
        state = Mutex(State(rest: range))
    }

    /// Reads the first piece ahead, so that damage there is answered with a status, and not with
    /// a body that is cut short.
    func begin() async throws {
        guard let first = try await next() else { return }
        state.withLock { $0.waiting.append(first) }
    }

    /// The next piece; nil after the last.
    func next() async throws -> BodyPiece? {
        if let piece = state.withLock({ $0.waiting.popLast() }) { return piece }
        let rest = state.withLock { $0.rest }
        guard !rest.isEmpty else { return nil }
        let pieces: [BodyPiece]
        do {
            pieces = try await file.read(rest)
        } catch {
            onError(error)
            throw error
        }
        let count = pieces.reduce(0) { $0 + $1.count }
        guard count > 0, count <= UInt64(rest.count) else { throw BodyError.truncated }
        return state.withLock { state in
            state.rest = rest.lowerBound + count..<rest.upperBound
            state.waiting = pieces.reversed()
            return state.waiting.popLast()
        }
    }
}
