// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Takes a tar archive apart as its bytes come: the old format, ustar, GNU's and pax.
///
/// Holds no more of it than an extended header.
public struct TarDecoder: Sendable {
    /// The largest extended header, or long name, that is read, in bytes.
    public static let extendedHeaderLimitBytes = 1024 * 1024

    public enum Event: Hashable, Sendable {
        /// Nothing more can be said before more bytes come.
        case needsMore
        /// A member begins.
        case entry(TarEntry)
        /// Bytes of the member, where they are in the input.
        case data(Range<Int>)
        /// The member's bytes are complete. Comes for every member.
        case entryEnd
        /// The archive ends here, whatever follows.
        case end
    }

    /// What a look at the input led to.
    public struct Step: Hashable, Sendable {
        /// How many bytes of the input are done with.
        public let consumedBytes: Int
        public let event: Event
    }

    private enum State: Hashable, Sendable {
        case header
        case extended(Extended, leftBytes: UInt64, paddingBytes: UInt64)
        case data(leftBytes: UInt64, paddingBytes: UInt64)
        /// Bytes of something that has none to be handed out.
        case skipped(leftBytes: UInt64)
        case padding(leftBytes: UInt64)
        case finished
    }

    private enum Extended: Hashable, Sendable {
        case records(areGlobal: Bool)
        case longName
        case longTarget
    }

    private var state = State.header
    private var hasBegun = false
    /// The extended header that is being read.
    private var gathered = ByteWriter(capacity: 0)
    private var global: [String: Bytes] = [:]
    /// For the next member.
    private var local: [String: Bytes] = [:]
    private var longName: Bytes?
    /// Whether a header for the next member has been read, which must come then.
    private var owesMember = false

    public init() {}

    /// Looks at the input, which begins where the last step ended.
    ///
    /// - Returns: with `.needsMore`, nothing can be said of the rest before more bytes follow it.
    /// - Throws: `TarError.invalidHeader`; nothing follows.
    public mutating func next(_ input: RawSpan) throws(TarError) -> Step {
        var position = 0
        func available(_ left: UInt64) -> Int {
            Int(min(left, UInt64(input.byteCount - position)))
        }
        while true {
            switch state {
            case .finished: return Step(consumedBytes: position, event: .end)
            case .header:
                let end = position + TarHeader.blockBytes
                guard end <= input.byteCount else {
                    return Step(consumedBytes: position, event: .needsMore)
                }
                let entry = try header(input.extracting(position..<end))
                position = end
                if let entry { return Step(consumedBytes: position, event: .entry(entry)) }
            case .extended(let kind, let left, let padding):
                let count = available(left)
                gathered.append(input.bytes(position..<position + count))
                position += count
                guard UInt64(count) == left else {
                    state = .extended(
                        kind, leftBytes: left - UInt64(count), paddingBytes: padding)
                    return Step(consumedBytes: position, event: .needsMore)
                }
                try take(kind, gathered.finish())
                state = .padding(leftBytes: padding)
            case .data(let left, let padding):
                guard left > 0 else {
                    state = .padding(leftBytes: padding)
                    return Step(consumedBytes: position, event: .entryEnd)
                }
                let count = available(left)
                guard count > 0 else {
                    return Step(consumedBytes: position, event: .needsMore)
                }
                state = .data(leftBytes: left - UInt64(count), paddingBytes: padding)
                return Step(
                    consumedBytes: position + count, event: .data(position..<position + count))
            case .skipped(let left), .padding(let left):
                let count = available(left)
                let rest = left - UInt64(count)
                position += count
                if case .padding = state {
                    state = rest == 0 ? .header : .padding(leftBytes: rest)
                    if rest == 0 { continue }
                } else {
                    state = rest == 0 ? .header : .skipped(leftBytes: rest)
                    if rest == 0 { return Step(consumedBytes: position, event: .entryEnd) }
                }
                return Step(consumedBytes: position, event: .needsMore)
            }
        }
    }

    /// Notes that no more bytes come. An archive may end without the blocks of zeros that should
    /// be there, as long as nothing is missing.
    ///
    /// - Parameter unreadBytes: how many have come that no step has consumed.
    /// - Throws: `TarError.empty` and `.truncated`.
    public mutating func finish(unreadBytes: Int) throws(TarError) {
        if state == .finished { return }
        guard hasBegun || unreadBytes > 0 else { throw .empty }
        guard state == .header, unreadBytes == 0, !owesMember else { throw .truncated }
        state = .finished
    }

    /// - Returns: nil when the block begins no member.
    private mutating func header(_ block: RawSpan) throws(TarError) -> TarEntry? {
        guard let header = try TarHeader(block) else {
            guard !owesMember else { throw .invalidHeader }
            hasBegun = true
            state = .finished
            return nil
        }
        hasBegun = true
        switch header.kind {
        case .records(let areGlobal): try begin(.records(areGlobal: areGlobal), header)
        case .longName: try begin(.longName, header)
        case .longTarget: try begin(.longTarget, header)
        case .member(let kind): return try member(kind, header)
        }
        return nil
    }

    private mutating func begin(_ kind: Extended, _ header: TarHeader) throws(TarError) {
        guard header.sizeBytes <= UInt64(Self.extendedHeaderLimitBytes) else {
            throw .invalidHeader
        }
        if kind != .records(areGlobal: true) { owesMember = true }
        state = .extended(
            kind, leftBytes: header.sizeBytes,
            paddingBytes: TarHeader.paddingBytes(after: header.sizeBytes))
    }

    private mutating func take(_ kind: Extended, _ bytes: Bytes) throws(TarError) {
        switch kind {
        case .longTarget: break
        case .longName:
            let end = (0..<bytes.count).first { bytes[$0] == 0 } ?? bytes.count
            longName = bytes[0..<end]
        case .records(let areGlobal):
            for record in try PaxRecords.parse(bytes) {
                // An empty value takes back what was said for all.
                if areGlobal {
                    global[record.keyword] = record.value.isEmpty ? nil : record.value
                } else {
                    local[record.keyword] = record.value
                }
            }
            let known = global.reduce(0) { $0 + $1.key.utf8.count + $1.value.count }
            guard known <= Self.extendedHeaderLimitBytes else { throw .invalidHeader }
        }
    }

    private mutating func member(
        _ kind: TarEntry.Kind, _ header: TarHeader
    ) throws(TarError) -> TarEntry {
        var attributes = global.merging(local) { _, own in own }.filter { !$0.value.isEmpty }
        let path = attributes.removeValue(forKey: "path")
        let size = attributes.removeValue(forKey: "size")
        var entry = TarEntry(
            name: path ?? longName ?? header.name, kind: kind, attributes: attributes)
        local = [:]
        longName = nil
        owesMember = false
        var sizeBytes = header.sizeBytes
        if let size {
            guard let number = UInt64(size.text), number >> 62 == 0 else { throw .invalidHeader }
            sizeBytes = number
        }
        if attributes.keys.contains(where: { $0.startsBytewise(with: "GNU.sparse.") }) {
            entry.kind = .sparseFile
        }
        guard header.hasData else {
            state = .skipped(leftBytes: 0)
            return entry
        }
        let padding = TarHeader.paddingBytes(after: sizeBytes)
        if entry.kind == .file {
            entry.sizeBytes = sizeBytes
            state = .data(leftBytes: sizeBytes, paddingBytes: padding)
        } else {
            state = .skipped(leftBytes: sizeBytes + padding)
        }
        return entry
    }
}
