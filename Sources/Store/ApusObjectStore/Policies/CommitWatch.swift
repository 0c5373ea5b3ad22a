// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusStorage
import Synchronization

/// Who is told of what has changed in containers, whichever interface has changed it.
package final class CommitWatch: Sendable {
    /// Told of a commit that is durable: its changes and the rows that they replaced, in the same
    /// order. Whoever has made it waits meanwhile.
    package typealias Listener =
        @Sendable (ContainerAddress, [ObjectChange], _ replaced: [ObjectRow?]) async -> Void

    private let current = Mutex<Listener?>(nil)

    /// Nil where nobody wants to know.
    package var listener: Listener? {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }
}
