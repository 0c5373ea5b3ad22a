// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Work that is done beside requests, again and again: expiring, auditing, reclaiming.
///
/// One pass goes over everything there is to do now. It may be ended at any time, by cancelling
/// its task or the process: what it does it does in steps, each of which leaves the store whole.
package protocol BackgroundWork: Sendable {
    /// What it is called in metrics, logs and configurations.
    var name: String { get }

    /// Goes over everything once.
    ///
    /// - Throws: what keeps it from going on; the next pass tries again. What concerns one item
    ///   alone is told to `progress`, and the pass goes on with the next.
    func pass(_ progress: WorkProgress) async throws
}
