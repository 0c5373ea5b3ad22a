// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The loops of a server: one per core unless told otherwise.
public final class LoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]
    private let turn = Atomic(0)

    /// Starts loops.
    ///
    /// - Parameter count: how many; by default one per core.
    /// - Throws: `SystemError` when the system has no descriptors or threads left.
    public init(count: Int? = nil) throws(SystemError) {
        var started: [EventLoop] = []
        do throws(SystemError) {
            for number in 0..<max(1, count ?? SystemFacts.coreCount) {
                started.append(try EventLoop(name: "loop-\(number)"))
            }
        } catch {
            for loop in started { loop.shutDown() }
            throw error
        }
        loops = started
    }

    deinit {
        shutDown()
    }

    /// One loop after the other.
    public func next() -> EventLoop {
        let (turn, _) = turn.wrappingAdd(1, ordering: .relaxed)
        return loops[turn % loops.count]
    }

    /// Ends the threads; see `EventLoop.shutDown()`. Also done when the last reference goes.
    public func shutDown() {
        for loop in loops { loop.shutDown() }
    }
}
