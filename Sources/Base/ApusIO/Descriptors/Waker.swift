// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// Ends the wait of another thread for a descriptor.
final class Waker: Sendable {
    private let reading: Int32
    private let writing: Int32

    init() throws(SystemError) {
        var ends: (Int32, Int32) = (-1, -1)
        _ = try SystemError.check(unsafe apus_pipe(&ends.0, &ends.1), "pipe")
        (reading, writing) = ends
    }

    deinit {
        FileCalls.close(reading)
        FileCalls.close(writing)
    }

    func wake() {
        apus_wake(writing)
    }

    /// Waits until a descriptor is ready; false when it was woken. Blocks.
    func wait(for descriptor: Int32, toWrite: Bool) throws(SystemError) -> Bool {
        let answer = try SystemError.check(
            apus_wait_ready(descriptor, toWrite ? 1 : 0, reading), "poll")
        return Int(answer) == apus_wait_is_ready
    }
}
