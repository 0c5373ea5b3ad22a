// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

/// A running MD5, several of which can be fed side by side: two in little more than the time of one.
///
/// MD5 protects from accidents only; here it is what the Swift API calls `ETag`.
///
/// Sound because pointers are lent for the length of one call.
///
/// Source: RFC 1321.
public struct MD5: Sendable {
    /// How many are fed at once; more are fed eight by eight.
    public static let sideBySide = 8

    private var state = apus_md5_begin()

    /// A digest of nothing yet.
    public init() {}

    /// Adds bytes.
    public mutating func update(_ bytes: Bytes) {
        unsafe bytes.withUnsafeBytes { buffer in
            var piece = unsafe apus_md5_piece(
                bytes: Self.start(of: buffer), count: buffer.count)
            unsafe apus_md5_add(&state, &piece, 1)
        }
    }

    /// Adds to each digest bytes of its own.
    ///
    /// - Precondition: there are as many pieces as digests.
    public static func update(_ digests: inout [MD5], with pieces: [Bytes]) {
        precondition(digests.count == pieces.count, "each digest has a piece")
        var states = digests.map(\.state)
        for first in stride(from: 0, to: pieces.count, by: sideBySide) {
            let end = min(pieces.count, first + sideBySide)
            unsafe lend(pieces[first..<end], []) { lent in
                unsafe states.withUnsafeMutableBufferPointer { states in
                    guard let start = states.baseAddress else { return }
                    unsafe apus_md5_add(start + first, lent, lent.count)
                }
            }
        }
        for position in digests.indices { digests[position].state = states[position] }
    }

    /// The digest of all bytes added: 16 bytes.
    public consuming func finish() -> [UInt8] {
        var last = state
        return unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            unsafe apus_md5_end(&last, start)
            count = 16
        }
    }

    /// The digests of runs of bytes.
    public static func of(_ pieces: [Bytes]) -> [[UInt8]] {
        var digests = pieces.map { _ in MD5() }
        update(&digests, with: pieces)
        return digests.map { $0.finish() }
    }

    /// Lends all of them at the same time.
    private static func lend(
        _ pieces: ArraySlice<Bytes>, _ lent: [apus_md5_piece], _ body: ([apus_md5_piece]) -> Void
    ) {
        guard let first = pieces.first else { return unsafe body(lent) }
        unsafe first.withUnsafeBytes { buffer in
            let piece = unsafe apus_md5_piece(bytes: start(of: buffer), count: buffer.count)
            unsafe lend(pieces.dropFirst(), lent + [piece], body)
        }
    }

    private static func start(of buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
        unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}
