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

    /// Lends `body` the bytes of `range`, a piece at a time and in order, while the page cache
    /// has them: never waits for the disk, so that a loop may call it.
    ///
    /// - Parameter pieceBytes: the size of each piece but the last.
    /// - Returns: false when some are not in memory, or where the file system cannot tell.
    public func readCached<E: Error>(
        _ range: Range<UInt64>, pieceBytes: Int, _ body: (RawSpan) throws(E) -> Void
    ) throws(E) -> Bool {
        let buffer = RawBuffer(capacity: min(pieceBytes, range.count))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = min(pieceBytes, Int(range.upperBound - offset))
            buffer.clear()
            let progress = try? SocketCalls.readCached(
                descriptor, at: offset, count: count, into: buffer)
            guard case .bytes(count) = progress else { return false }
            try buffer.withSpan(body)
            offset += UInt64(count)
        }
        return true
    }

    /// The bytes of `range` when the page cache has all of them: never waits for the disk, so that
    /// a loop may call it.
    public func readCached(_ range: Range<UInt64>) -> Bytes? {
        FileCalls.readCached(descriptor, at: range.lowerBound, count: range.count)
    }

    /// Reads `range` on the calling thread, which may block.
    public func readNow(_ range: Range<UInt64>) throws(SystemError) -> Bytes {
        try FileCalls.read(descriptor, at: range.lowerBound, count: range.count)
    }
}
