// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusStorage
import Synchronization

/// What requests have met that failed its checksum, for the auditor to look at soon.
///
/// Bounded: what finds no room is met again by the next request, or in the auditor's turn.
package final class SuspectList: Sendable {
    /// Something that could not be read.
    package enum Suspect: Hashable, Sendable {
        /// An object, or the index that has it.
        case object(ContainerAddress, ObjectKey)
        /// An index.
        case index(IndexAddress)
    }

    /// The most that wait to be looked at.
    private static let limit = 1000

    private let waiting = Mutex<Set<Suspect>>([])

    /// Notes an object when the error says that something of it is corrupt.
    func note(_ error: StorageError, _ address: @autoclosure () -> ObjectAddress) {
        guard error.reason == .corrupt else { return }
        let address = address()
        note(.object(address.container, ObjectKey(address.object)))
    }

    /// Notes an index when the error says that something of it is corrupt.
    func note(_ error: StorageError, in index: @autoclosure () -> IndexAddress) {
        guard error.reason == .corrupt else { return }
        note(.index(index()))
    }

    private func note(_ suspect: Suspect) {
        waiting.withLock { waiting in
            if waiting.count < Self.limit { waiting.insert(suspect) }
        }
    }

    /// Takes all that there are.
    package func take() -> Set<Suspect> {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
