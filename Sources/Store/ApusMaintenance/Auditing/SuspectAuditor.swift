// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
package import ApusObjectStore
import ApusStorage

/// Looks at once at what a request has met that failed its checksum: an object that was cut short
/// answers 404 from then on, instead of being cut short again.
package struct SuspectAuditor: BackgroundWork {
    package let name = "suspect-auditor"

    private let store: ObjectStore

    package init(_ store: ObjectStore) {
        self.store = store
    }

    package func pass(_ progress: WorkProgress) async throws {
        for suspect in store.suspects.take() {
            try Task.checkCancellation()
            for case let backend as any Auditable in store.policies.backends {
                await look(at: suspect, in: backend, progress)
            }
        }
    }

    private func look(
        at suspect: SuspectList.Suspect, in backend: any Auditable, _ progress: WorkProgress
    ) async {
        switch suspect {
        case .index(let index): await IndexAuditor.look(at: index, in: backend, progress)
        case .object(let container, let key):
            let row: ObjectRow
            do {
                row = try await backend.container(container).row(key)
            } catch {
                guard error.reason == .corrupt else { return }
                await IndexAuditor.look(at: .container(container), in: backend, progress)
                return
            }
            let location = ObjectLocation(row, at: key, in: container)
            do {
                let audit = ObjectAudit(backend: backend, bytePace: nil)
                progress.count(try await audit.perform(location, progress))
            } catch {
                guard !Task.isCancelled else { return }
                progress.fail("\(location)", error)
            }
        }
    }
}
