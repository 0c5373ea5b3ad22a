// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far bytes are on their way: how many have gone or come, and of how many, where that is
/// known.
public typealias TransferProgress = @Sendable (_ doneBytes: UInt64, _ totalBytes: UInt64?) -> Void

// Files of this machine, as bodies to send and as what is received.
extension LXD {
    /// The bytes of a file, read as they are sent.
    ///
    /// - Throws: `LXDError` with `.local` for what is no file that can be read.
    func body(ofFile path: String) async throws -> BodyReader {
        let lane = transport.files
        do {
            let (file, sizeBytes) = try await lane.run {
                // A pipe that nobody writes to must not hold up the lane.
                let file = OpenFile(
                    takingOver: try FileCalls.open(path, flags: O_RDONLY | O_NONBLOCK), lane: lane)
                let status = try FileCalls.status(of: file.descriptor)
                guard status.kind == .regular else { throw SystemError(EINVAL, "read \(path)") }
                return (file, status.sizeBytes)
            }
            let rest = OneRegion(FileRegion(file, 0..<sizeBytes))
            return BodyReader(lengthBytes: sizeBytes) { rest.take().map(BodyPiece.region) }
        } catch let error as SystemError {
            throw LXDError(.local, error.description, cause: error)
        }
    }

    /// The same body, that tells how far it is.
    static func telling(_ progress: TransferProgress?, of body: BodyReader) -> BodyReader {
        guard let progress else { return body }
        let done = ByteCount()
        return BodyReader(lengthBytes: body.lengthBytes) {
            guard let bytes = try await body.next() else { return nil }
            progress(done.add(bytes.count), body.lengthBytes)
            return .bytes(bytes)
        }
    }

    /// The body of an answer, whose failures are this library's.
    static func received(_ response: Response, from url: ResourceURL) -> BodyReader {
        let body = response.reader
        return BodyReader(lengthBytes: body.lengthBytes) {
            do {
                return try await body.nextPiece()
            } catch let error as TransportError {
                throw LXDError(error, asking: url)
            } catch let error as BodyError {
                throw LXDError(
                    .connectionLost, "The connection ended before the answer did", url: url,
                    cause: error)
            }
        }
    }
}
