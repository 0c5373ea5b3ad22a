// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO

/// Reads a body of several parts as it comes, one part after the other.
///
/// Holds one piece of the body. For one task at a time.
public actor MultipartReader {
    private let body: BodyReader
    private var decoder: MultipartDecoder
    private var unread = Bytes()
    private var isInPart = false

    /// - Parameter boundary: as the media type of the body has it.
    /// - Throws: 400 when it is none.
    public init(_ body: BodyReader, boundary: String) throws(HTTPRefusal) {
        self.body = body
        decoder = try MultipartDecoder(boundary: boundary)
    }

    /// The fields of the next part, after what is left of the one before has been read over; nil
    /// after the last one.
    ///
    /// - Throws: `HTTPRefusal` for what is no such body, or what reading the body throws.
    public func nextPart() async throws -> Headers? {
        while isInPart { _ = try await nextBytes() }
        while true {
            switch try await step() {
            case .part(let headers):
                isInPart = true
                return headers
            case .end: return nil
            case .needsMore, .data, .partEnd: continue
            }
        }
    }

    /// The next bytes of the part; nil at its end.
    ///
    /// - Throws: as `nextPart()`; a part that was cut short never looks whole.
    public func nextBytes() async throws -> Bytes? {
        guard isInPart else { return nil }
        while true {
            let before = unread
            switch try await step() {
            case .data(let range): return before[range]
            case .partEnd, .part, .end:
                isInPart = false
                return nil
            case .needsMore: continue
            }
        }
    }

    /// Looks at what is there; when that is too little, reads on instead.
    private func step() async throws -> MultipartDecoder.Event {
        var decoder = decoder
        let step = try unread.withSpan { span throws(HTTPRefusal) in try decoder.next(span) }
        self.decoder = decoder
        unread = unread[step.consumedBytes..<unread.count]
        guard case .needsMore = step.event else { return step.event }
        guard let more = try await body.next() else {
            throw HTTPRefusal(.badRequest, "The last part has no end")
        }
        unread = unread.isEmpty ? more : Bytes(unread.array + more.array)
        return .needsMore
    }
}
