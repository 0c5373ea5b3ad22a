// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Synchronization

/// Which bucket had which id when it was last looked at. Bounded, and only a hint: buckets are
/// deleted and made anew.
final class BucketNames: Sendable {
    private static let limit = 10_000

    private let names = Mutex<[String: ContainerAddress]>([:])

    subscript(id: String) -> ContainerAddress? {
        get { names.withLock { $0[id] } }
        set {
            names.withLock { names in
                if names.count >= Self.limit, names[id] == nil { names.removeAll() }
                names[id] = newValue
            }
        }
    }
}
