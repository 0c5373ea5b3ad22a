// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A descriptor of one's own for a file that somebody else has opened.
final class HeldDescriptor: Sendable {
    /// -1 when there was no such file.
    let descriptor: Int32
    /// Where the file stood; 0 for what has no places.
    let position: UInt64

    init(copying descriptor: Int32) {
        self.descriptor = dup(descriptor)
        position = UInt64(max(0, lseek(descriptor, 0, SEEK_CUR)))
    }

    deinit {
        if descriptor >= 0 { FileCalls.close(descriptor) }
    }

    /// The rest of a regular file, to be read at places of its own; nil for all others.
    func localFile(lane: Lane) throws -> LocalFile? {
        guard descriptor >= 0 else { throw SystemError(EBADF, "upload of an open file") }
        guard try FileCalls.status(of: descriptor).kind == .regular else { return nil }
        // Another copy, since what reads a file also closes it.
        let file = OpenFile(takingOver: dup(descriptor), lane: lane)
        return try LocalFile(open: file, from: position)
    }

    /// What comes out of a pipe or terminal, which may be long in coming: a read that waits takes no
    /// thread of others, and ends when its task is cancelled.
    func stream() throws -> BodyReader {
        let reader = try DescriptorReader(descriptor, pieceBytes: 256 * 1024)
        return BodyReader(lengthBytes: nil) { [self] in
            defer { withExtendedLifetime(self) {} }
            return try await reader.next().map(BodyPiece.bytes)
        }
    }
}
