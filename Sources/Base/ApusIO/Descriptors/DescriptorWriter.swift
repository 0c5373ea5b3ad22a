// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes to a terminal, a pipe or whatever else standard output may be, without holding up
/// anybody: a thread of its own waits while nobody takes the bytes.
public final class DescriptorWriter: Sendable {
    /// What a pipe that is ready takes without waiting (`PIPE_BUF`).
    private static let pieceBytes = 4096

    private let descriptor: Int32
    private let waker: Waker
    private let lane: Lane

    /// - Parameter descriptor: stays the caller's, and open as long as this value.
    /// - Throws: `SystemError` when there are too many descriptors.
    public init(_ descriptor: Int32) throws(SystemError) {
        self.descriptor = descriptor
        waker = try Waker()
        lane = Lane(name: "descriptor-out", threads: 1)
    }

    /// Writes all of it, in order; returns once it is written. What several tasks write comes one
    /// after the other.
    ///
    /// - Throws: `SystemError` (with `EPIPE` when the reader is gone), `CancellationError`, after
    ///   which some of it may have been written.
    public func write(_ bytes: Bytes) async throws {
        try Task.checkCancellation()
        guard !bytes.isEmpty else { return }
        let cancelled = Latch()
        let isWhole = try await withTaskCancellationHandler {
            try await lane.run { [descriptor, waker] in
                var rest = bytes
                while !rest.isEmpty {
                    // What wakes this may have been meant for another task's write.
                    if cancelled.isOpen { return false }
                    guard try waker.wait(for: descriptor, toWrite: true) else { continue }
                    let piece = rest[0..<min(rest.count, Self.pieceBytes)]
                    do throws(SystemError) {
                        let count = try FileCalls.writeSome(descriptor, piece)
                        rest = rest[count..<rest.count]
                    } catch {
                        if error.code != EAGAIN { throw error }
                    }
                }
                return true
            }
        } onCancel: { [waker] in
            cancelled.open()
            waker.wake()
        }
        guard isWhole else { throw CancellationError() }
    }
}
