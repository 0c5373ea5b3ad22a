// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A value of one loop: anybody may hold it, only code on the loop's thread may use it.
///
/// Sound because every use checks the thread. The value may be let go of elsewhere, so its
/// `deinit` must not rely on the loop.
@safe package final class LoopBound<Value: AnyObject>: @unchecked Sendable {
    package let loop: EventLoop
    private let held: Value

    package init(_ value: Value, loop: EventLoop) {
        self.loop = loop
        held = value
    }

    /// The value; the caller must be on the loop.
    package var value: Value {
        loop.preconditionIsCurrent()
        return held
    }
}
