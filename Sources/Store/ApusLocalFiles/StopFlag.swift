// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO
package import ApusStorage
import Synchronization

/// What long work on a lane looks at, again and again, to end when its task is cancelled.
///
/// A lane does not interrupt what has started. Work that changes nothing, or can be begun anew,
/// need not be waited for: a server that is told to stop shall not first read a million rows.
package final class StopFlag: Sendable {
    private let isRaised = Atomic(false)

    package init() {}

    /// Asks the work to end.
    package func raise() {
        isRaised.store(true, ordering: .relaxed)
    }

    /// Whether the work shall end. Costs as much as reading a variable.
    package var isUp: Bool { isRaised.load(ordering: .relaxed) }

    /// Ends the work when it shall.
    ///
    /// - Throws: `.cancelled`.
    package func check() throws(StorageError) {
        if isUp { throw StorageError(.cancelled, "told to stop half-way") }
    }

    /// Does work with a flag that the cancellation of the calling task raises.
    package static func raisedByCancellation<T: Sendable>(
        _ work: (StopFlag) async throws(StorageError) -> T
    ) async throws(StorageError) -> T {
        let flag = StopFlag()
        let result: Result<T, StorageError> = await withTaskCancellationHandler {
            do throws(StorageError) {
                return .success(try await work(flag))
            } catch {
                return .failure(error)
            }
        } onCancel: {
            flag.raise()
        }
        return try result.get()
    }
}

extension Lane {
    /// Runs blocking work that looks at a flag, which the cancellation of the calling task raises.
    package func workingUntilCancelled<T: Sendable>(
        _ body: @escaping @Sendable (StopFlag) throws(StorageError) -> T
    ) async throws(StorageError) -> T {
        try await StopFlag.raisedByCancellation { flag async throws(StorageError) in
            try await working { () throws(StorageError) in try body(flag) }
        }
    }
}
