// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Memory to receive into and to send from: filled at its end, emptied at its start.
///
/// Sound because the memory lives as long as the buffer, the bounds are kept within it, and the
/// spans and pointers lent out do not outlive their closures. Used by one task at a time, on the
/// thread of one loop.
@safe package final class RawBuffer {
    /// The capacity of the buffers that loops keep.
    package static let usualCapacity = 64 * 1024

    private var memory: UnsafeMutableRawPointer
    package private(set) var capacity: Int
    private var start = 0
    private var end = 0

    package init(capacity: Int) {
        self.capacity = capacity
        unsafe memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// How many bytes are in it.
    package var count: Int { end - start }
    package var isEmpty: Bool { start == end }
    /// How many bytes can be added.
    package var room: Int { capacity - end }

    package func clear() {
        start = 0
        end = 0
    }

    /// The bytes in it, lent to `body`.
    package func withSpan<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(memory + start), byteCount: count)
        return try body(span)
    }

    /// Removes bytes from the start.
    package func consume(_ count: Int) {
        precondition(count >= 0 && count <= self.count, "more consumed than there is")
        start += count
        if start == end { clear() }
    }

    /// Moves the bytes to the start of the memory, so that all other room is behind them.
    package func compact() {
        guard start > 0 else { return }
        unsafe memory.copyMemory(from: memory + start, byteCount: count)
        end -= start
        start = 0
    }

    /// A buffer twice as large with the same bytes in it.
    package func grown() -> RawBuffer {
        let larger = RawBuffer(capacity: 2 * capacity)
        withSpan { span in _ = larger.append(span) }
        return larger
    }

    /// Copies the first `count` bytes out and removes them.
    package func take(_ count: Int) -> [UInt8] {
        precondition(count >= 0 && count <= self.count, "more taken than there is")
        let bytes = unsafe [UInt8](
            UnsafeRawBufferPointer(start: memory + start, count: count))
        consume(count)
        return bytes
    }

    /// Adds bytes, as many as there is room for; answers how many.
    @discardableResult
    package func append(_ bytes: RawSpan) -> Int {
        let count = min(room, bytes.byteCount)
        unsafe bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress, count > 0 else { return }
            unsafe (memory + end).copyMemory(from: base, byteCount: count)
        }
        end += count
        return count
    }

    /// Lets `body` fill the room, and says how many bytes it added.
    @unsafe
    func fill<E: Error>(
        _ body: (UnsafeMutableRawPointer, Int) throws(E) -> Int
    ) throws(E) -> Int {
        let added = try unsafe body(memory + end, room)
        precondition(added >= 0 && added <= room, "filled beyond the room")
        end += added
        return added
    }
}
