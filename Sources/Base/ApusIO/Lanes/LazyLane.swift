// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A lane whose threads are started when it is first asked for: many a program never does.
package final class LazyLane: Sendable {
    private let name: String
    private let threads: Int
    private let started = Mutex<Lane?>(nil)

    package init(name: String, threads: Int) {
        self.name = name
        self.threads = threads
    }

    package var lane: Lane {
        started.withLock { started in
            if let started { return started }
            let lane = Lane(name: name, threads: threads)
            started = lane
            return lane
        }
    }
}
