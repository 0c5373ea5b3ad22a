// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
import Synchronization

/// Locks of rows, waited for in order, so that no two commits wait for each other.
package final class RowLocks: Sendable {
    private struct Row: Hashable {
        let container: ContainerAddress
        let key: ObjectKey
    }

    /// Rows that are taken, and who waits for them.
    private let taken = Mutex<[Row: [CheckedContinuation<Void, Never>]]>([:])

    package init() {}

    /// Takes the locks of keys, which are in order and of which none is there twice.
    package func take(_ keys: [ObjectKey], in container: ContainerAddress) async {
        for key in keys {
            let row = Row(container: container, key: key)
            await withCheckedContinuation { continuation in
                let isFree = taken.withLock { taken in
                    guard taken[row] != nil else {
                        taken[row] = []
                        return true
                    }
                    taken[row]?.append(continuation)
                    return false
                }
                if isFree { continuation.resume() }
            }
        }
    }

    /// Gives the locks of keys back.
    package func release(_ keys: [ObjectKey], in container: ContainerAddress) {
        for key in keys {
            let row = Row(container: container, key: key)
            let next = taken.withLock { taken -> CheckedContinuation<Void, Never>? in
                guard let waiting = taken[row], !waiting.isEmpty else {
                    taken[row] = nil
                    return nil
                }
                return taken[row]?.removeFirst()
            }
            next?.resume()
        }
    }
}
