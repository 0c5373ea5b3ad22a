// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore

/// The body of a GET: the whole object, a part of it, or several parts.
struct RangedBody {
    /// Which parts are wanted.
    enum Choice: Hashable {
        case whole
        case single(Range<UInt64>)
        case several([Range<UInt64>])
        case unsatisfiable(sizeBytes: UInt64)
    }

    let opened: OpenedObject
    let headers: Headers

    /// Reads the `Range` field. One that cannot be read is ignored, and so is one of several
    /// parts when only one can be had.
    static func choice(
        _ headers: Headers, sizeBytes: UInt64, isSingleOnly: Bool
    ) -> Choice {
        guard let field = headers["Range"], let set = ByteRangeSet(field) else { return .whole }
        if isSingleOnly, set.parts.count > 1 { return .whole }
        // The last bytes of nothing are nothing, and no range can say so: all of it is sent.
        if sizeBytes == 0, case .last(let count) = set.parts[0], count > 0 { return .whole }
        switch set.resolve(sizeBytes: sizeBytes) {
        case .unsatisfiable: return .unsatisfiable(sizeBytes: sizeBytes)
        case .satisfiable(let ranges):
            return ranges.count == 1 ? .single(ranges[0]) : .several(ranges)
        }
    }

    /// `bytes 0-4/10`
    static func contentRange(_ range: Range<UInt64>, of sizeBytes: UInt64) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(sizeBytes)"
    }

    func response(_ choice: Choice) async throws -> Response {
        switch choice {
        case .whole:
            return Response(.ok, headers: headers, body: .stream(try await opened.body()))
        case .single(let range):
            guard !range.isEmpty else {
                return Response(.ok, headers: headers, body: .stream(try await opened.body()))
            }
            var headers = headers
            headers["Content-Range"] = Self.contentRange(range, of: opened.info.sizeBytes ?? 0)
            return Response(
                Status(206), headers: headers, body: .stream(try await opened.body(range)))
        case .several(let ranges):
            return try await multipart(ranges)
        case .unsatisfiable(let sizeBytes):
            var headers = headers
            headers["Content-Range"] = "bytes */\(sizeBytes)"
            return Response(
                Status(416, ErrorPage.titles[416]), headers: headers,
                body: .bytes(Bytes(ErrorPage.html(416))))
        }
    }

    private func multipart(_ ranges: [Range<UInt64>]) async throws -> Response {
        let sizeBytes = opened.info.sizeBytes ?? 0
        let contentType = headers["Content-Type"] ?? "application/octet-stream"
        let boundary = Self.boundary()
        let parts = ranges.map { range in
            MultipartReader.Part(
                head: Bytes(
                    "--\(boundary)\r\nContent-Type: \(contentType)\r\nContent-Range: "
                        + "\(Self.contentRange(range, of: sizeBytes))\r\n\r\n"),
                range: range)
        }
        let end = Bytes("--\(boundary)--")
        let lengthBytes = parts.reduce(UInt64(end.count)) { sum, part in
            sum + UInt64(part.head.count) + UInt64(part.range.count) + 2
        }
        let reader = MultipartReader(opened, parts, end: end)
        try await reader.begin()
        var headers = headers
        headers["Content-Type"] = "multipart/byteranges;boundary=\(boundary)"
        return Response(
            Status(206), headers: headers,
            body: .stream(BodyReader(lengthBytes: lengthBytes) { try await reader.next() }))
    }

    private static func boundary() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.encode(
            (0..<16).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            })
    }
}

/// Hands out the parts of a `multipart/byteranges` body, one after another.
private actor MultipartReader {
    struct Part: Sendable {
        let head: Bytes
        let range: Range<UInt64>
    }

    private let opened: OpenedObject
    private var parts: ArraySlice<Part>
    private let end: Bytes
    private var current: BodyReader?
    private var waiting: [BodyPiece] = []
    private var isFinished = false

    init(_ opened: OpenedObject, _ parts: [Part], end: Bytes) {
        self.opened = opened
        self.parts = parts[...]
        self.end = end
    }

    /// Opens the first part, so that what is wrong with it still shows in the status.
    func begin() async throws {
        try await openNext()
    }

    func next() async throws -> BodyPiece? {
        while true {
            if !waiting.isEmpty { return waiting.removeFirst() }
            if let current {
                if let piece = try await current.nextPiece() { return piece }
                self.current = nil
                waiting.append(.bytes(Bytes("\r\n")))
                try await openNext()
            } else {
                guard !isFinished else { return nil }
                isFinished = true
                return .bytes(end)
            }
        }
    }

    private func openNext() async throws {
        guard let part = parts.popFirst() else { return }
        current = try await opened.body(part.range)
        waiting.append(.bytes(part.head))
    }
}
