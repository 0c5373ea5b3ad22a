// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why a wait on a loop ended without what it waited for. (A cancelled task gets
/// `CancellationError`.)
public enum WaitError: Error, Hashable {
    /// Its deadline passed.
    case timedOut
    /// The descriptor was closed, or the loop shut down, while somebody waited.
    case closed
}

/// How a wait on a loop ended.
enum WaitOutcome: Sendable {
    case ready, timedOut, cancelled, closed

    func get() throws {
        switch self {
        case .ready: return
        case .timedOut: throw WaitError.timedOut
        case .cancelled: throw CancellationError()
        case .closed: throw WaitError.closed
        }
    }
}
