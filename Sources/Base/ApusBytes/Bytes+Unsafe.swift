// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sound because the pointers never outlive the closure they are lent to, and because a filled
// array is cut to the count its closure reports.
//
// What lends is compiled where it is used: not specialised, it asks the runtime for its types at
// every call, which was a twelfth of a PUT.

extension Bytes {
    /// Makes bytes by letting `body` fill uninitialised memory of `capacity` bytes.
    ///
    /// - Parameter body: fills the buffer from its start and returns how many bytes it wrote.
    public init<E: Error>(
        capacity: Int, fill body: (UnsafeMutableRawBufferPointer) throws(E) -> Int
    ) throws(E) {
        var failure: E?
        let array = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            do throws(E) {
                count = try unsafe body(UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        self.init(array)
    }

    /// Lends the bytes as a span for the length of `body`.
    @inlinable
    public func withSpan<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        try body(unsafe storage.span.bytes.extracting(bounds))
    }

    /// Lends the bytes to a C function for the length of `body`.
    @unsafe @inlinable
    public func withUnsafeBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try unsafe storage.span.bytes.extracting(bounds).withUnsafeBytes(body)
    }
}

extension Bytes {
    func combine(into hasher: inout Hasher) {
        hasher.combine(count)
        unsafe withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

extension ByteWriter {
    /// Adds the UTF-8 bytes of a text.
    public mutating func append(_ text: String) {
        // Copied at once: the generic way of arrays costs a short text several times as much.
        let bytes = text.utf8.span
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    /// Lends what has been written for the length of `body`.
    @inlinable
    public func withSpan<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        try body(unsafe buffer.span.bytes)
    }
}
