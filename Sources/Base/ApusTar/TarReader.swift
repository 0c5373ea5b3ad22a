// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusIO

/// Reads a tar archive out of a body, member by member. Used by one task at a time.
public actor TarReader {
    private let body: BodyReader
    private var decoder = TarDecoder()
    private var unread = Bytes()
    private var isInEntry = false

    public init(_ body: BodyReader) {
        self.body = body
    }

    /// The next member, after what is left of the one before has been read over; nil at the end.
    ///
    /// - Throws: `TarError`, or what reading the body throws.
    public func nextEntry() async throws -> TarEntry? {
        while isInEntry { _ = try await nextBytes() }
        while true {
            let (event, _) = try await step()
            switch event {
            case .entry(let entry):
                isInEntry = true
                return entry
            case .end: return nil
            case .needsMore, .data, .entryEnd: continue
            }
        }
    }

    /// The next bytes of the member; nil at its end.
    ///
    /// - Throws: as `nextEntry()`; a member that was cut short never looks whole.
    public func nextBytes() async throws -> Bytes? {
        guard isInEntry else { return nil }
        while true {
            let (event, input) = try await step()
            switch event {
            case .data(let range): return input[range]
            case .entryEnd, .entry, .end:
                isInEntry = false
                return nil
            case .needsMore: continue
            }
        }
    }

    /// Looks at what is there; when that is too little, reads on instead.
    private func step() async throws -> (TarDecoder.Event, input: Bytes) {
        let input = unread
        let step = try input.withSpan { span throws(TarError) in try decoder.next(span) }
        unread = input[step.consumedBytes..<input.count]
        if step.event == .needsMore {
            if let more = try await body.next() {
                unread = unread.isEmpty ? more : Bytes(unread.array + more.array)
            } else {
                try decoder.finish(unreadBytes: unread.count)
            }
        }
        return (step.event, input)
    }
}
