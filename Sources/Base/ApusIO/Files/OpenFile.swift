// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A file opened for reading, closed when the last reference goes.
public final class OpenFile: Sendable {
    /// The descriptor, for `sendfile` and the like; valid while this value lives.
    public let descriptor: Int32
    /// Where reads that may block on the disk are done.
    public let lane: Lane

    /// Takes over an open descriptor.
    public init(takingOver descriptor: Int32, lane: Lane) {
        self.descriptor = descriptor
        self.lane = lane
    }

    deinit {
        FileCalls.close(descriptor)
    }

    /// Reads `range` on the lane; fewer bytes only at the end of the file.
    ///
    /// - Throws: `SystemError`, or `Lane.Refusal`.
    public func read(_ range: Range<UInt64>) async throws -> Bytes {
        try await lane.run { [self] in try readNow(range) }
    }

    /// Reads `range` on the calling thread, which may block.
    public func readNow(_ range: Range<UInt64>) throws(SystemError) -> Bytes {
        try FileCalls.read(descriptor, at: range.lowerBound, count: range.count)
    }
}
