// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// A form of several files, sent as they are read: nothing is held.
///
/// Source: RFC 7578.
enum MultipartForm {
    struct Part {
        let name: String
        let fileName: String
        let body: BodyReader
    }

    /// - Returns: the body, whose length is known when that of all parts is, and its media type.
    static func make(_ parts: [Part]) -> (body: BodyReader, contentType: String) {
        let boundary =
            "apus-" + String(UInt64.random(in: 0 ... .max), radix: 36)
            + String(UInt64.random(in: 0 ... .max), radix: 36)
        var steps: [Step] = []
        var lengthBytes: UInt64? = 0
        func add(_ text: String) {
            lengthBytes? += UInt64(text.utf8.count)
            steps.append(.bytes(Bytes(text)))
        }
        for (position, part) in parts.enumerated() {
            add(
                (position == 0 ? "" : "\r\n") + "--\(boundary)\r\n"
                    + "Content-Disposition: form-data; name=\"\(part.name)\"; "
                    + "filename=\"\(part.fileName)\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n")
            if let length = part.body.lengthBytes {
                lengthBytes? += length
            } else {
                lengthBytes = nil
            }
            steps.append(.body(part.body))
        }
        add("\r\n--\(boundary)--\r\n")
        let sequence = Sequence(steps)
        return (
            BodyReader(lengthBytes: lengthBytes) { try await sequence.next() },
            "multipart/form-data; boundary=\(boundary)"
        )
    }

    private enum Step {
        case bytes(Bytes)
        case body(BodyReader)
    }

    /// What is sent one after the other; for one task at a time.
    private final class Sequence: Sendable {
        private let rest: Mutex<ArraySlice<Step>>

        init(_ steps: [Step]) {
            rest = Mutex(steps[...])
        }

        func next() async throws -> BodyPiece? {
            while let step = rest.withLock({ $0.first }) {
                switch step {
                case .bytes(let bytes):
                    rest.withLock { _ = $0.popFirst() }
                    return .bytes(bytes)
                case .body(let body):
                    if let piece = try await body.nextPiece() { return piece }
                    rest.withLock { _ = $0.popFirst() }
                }
            }
            return nil
        }
    }
}
