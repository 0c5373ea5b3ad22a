// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a terminal, a pipe or whatever else standard input may be, without holding up anybody.
///
/// A thread of its own waits for bytes, so neither an event loop nor the cooperative pool does, nor
/// does the end of the program. Nothing is changed about the descriptor, which other programs may
/// share. Bytes that nobody has asked for stay where they are: a cancelled read loses none.
public final class DescriptorReader: Sendable {
    private let descriptor: Int32
    private let pieceBytes: Int
    private let waker: Waker
    private let lane: Lane

    /// - Parameters:
    ///   - descriptor: stays the caller's, and open as long as this value.
    ///   - pieceBytes: how many bytes are read at once at most.
    /// - Throws: `SystemError` when there are too many descriptors.
    public init(_ descriptor: Int32, pieceBytes: Int = 32 * 1024) throws(SystemError) {
        self.descriptor = descriptor
        self.pieceBytes = pieceBytes
        waker = try Waker()
        lane = Lane(name: "descriptor-in", threads: 1)
    }

    /// What comes next, as soon as there is any; nil at the end, and when a terminal hangs up. For
    /// one task at a time.
    ///
    /// - Throws: `SystemError`, `CancellationError`.
    public func next() async throws -> Bytes? {
        while true {
            try Task.checkCancellation()
            let bytes: Bytes? = try await withTaskCancellationHandler {
                try await lane.run { [descriptor, pieceBytes, waker] in
                    guard try waker.wait(for: descriptor, toWrite: false) else { return nil }
                    do throws(SystemError) {
                        return try FileCalls.readSome(descriptor, limitBytes: pieceBytes)
                    } catch {
                        switch error.code {
                        // A terminal whose other end is gone.
                        case EIO: return Bytes()
                        // Another program has been faster, or has made the descriptor so.
                        case EAGAIN: return nil
                        default: throw error
                        }
                    }
                }
            } onCancel: { [waker] in
                waker.wake()
            }
            if let bytes { return bytes.isEmpty ? nil : bytes }
        }
    }

    /// All that comes, as a body.
    public var body: BodyReader {
        BodyReader(lengthBytes: nil) { [self] in try await next().map(BodyPiece.bytes) }
    }
}
