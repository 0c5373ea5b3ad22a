// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
import ApusLXDAPI
import Synchronization

/// The files of an image as they come from a server: one, or metadata and then a file system.
///
/// Each is read before the next one is asked for; what is left of it is read over.
public final class ImageFiles: Sendable {
    /// One file.
    public struct File: Sendable {
        /// What is in a file.
        public enum Kind: Hashable, Sendable {
            /// Everything.
            case unified
            /// Metadata and templates, without the file system.
            case metadata
            /// The file system of a container, or the disk of a virtual machine.
            case root
        }

        public let kind: Kind
        /// What the server calls it; not to be used as a path as it is.
        public let name: String?
        /// Its bytes.
        public let body: BodyReader
    }

    private enum Source {
        case unified(File)
        case parts(MultipartReader)
    }

    /// How many bytes come together; nil when the server does not say.
    public let lengthBytes: UInt64?
    private let url: ResourceURL
    private let source: Source
    private let isTaken = Mutex(false)

    init(_ response: Response, url: ResourceURL, progress: TransferProgress?) throws {
        self.url = url
        let body = LXD.telling(progress, of: LXD.received(response, from: url))
        lengthBytes = body.lengthBytes
        let type = response.headers["Content-Type"].flatMap { MediaType($0) }
        if type?.type == "multipart" {
            guard let boundary = type?["boundary"] else {
                throw LXDError(.badAnswer, "The answer has no boundary", url: url)
            }
            do {
                source = .parts(try MultipartReader(body, boundary: boundary))
            } catch {
                throw Self.malformed(error, url)
            }
        } else {
            let name = response.headers["Content-Disposition"].flatMap {
                ContentDisposition($0)?["filename"]
            }
            source = .unified(File(kind: .unified, name: name, body: body))
        }
    }

    /// The next file; nil after the last.
    ///
    /// - Throws: `LXDError`.
    public func next() async throws -> File? {
        switch source {
        case .unified(let file):
            let isFirst = isTaken.withLock { isTaken in
                defer { isTaken = true }
                return !isTaken
            }
            return isFirst ? file : nil
        case .parts(let parts):
            do {
                guard let headers = try await parts.nextPart() else { return nil }
                return try file(headers, of: parts)
            } catch let error as HTTPRefusal {
                throw Self.malformed(error, url)
            }
        }
    }

    private func file(_ headers: Headers, of parts: MultipartReader) throws -> File {
        let disposition = headers["Content-Disposition"].flatMap { ContentDisposition($0) }
        let kind: File.Kind
        switch disposition?["name"] {
        case "metadata"?: kind = .metadata
        case let name? where name == "rootfs" || name.hasPrefix("rootfs."): kind = .root
        default: throw LXDError(.badAnswer, "A part is no file of an image", url: url)
        }
        let body = BodyReader(lengthBytes: nil) { [url] in
            do {
                return try await parts.nextBytes().map(BodyPiece.bytes)
            } catch let error as HTTPRefusal {
                throw Self.malformed(error, url)
            }
        }
        return File(kind: kind, name: disposition?["filename"], body: body)
    }

    private static func malformed(_ error: HTTPRefusal, _ url: ResourceURL) -> LXDError {
        LXDError(.badAnswer, "The files cannot be told apart", url: url, cause: error)
    }
}
