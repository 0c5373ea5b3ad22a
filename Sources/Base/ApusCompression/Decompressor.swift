// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Decompresses bytes as they come, a little at a time: whatever the input expands to, at most
/// `pieceBytes` are held. Used by one task at a time.
public struct Decompressor: Sendable {
    /// The most that comes of one step, in bytes.
    public static let pieceBytes = 64 * 1024

    private let format: CompressionFormat
    private var stream: any DecompressionStream
    private var input = Bytes()
    /// Whether some data has begun and not ended.
    private var isInside = false
    private var hasBegun = false

    public init(_ format: CompressionFormat) {
        self.format = format
        stream = Self.stream(format)
    }

    /// Adds input, once `next` has asked for it.
    public mutating func add(_ bytes: Bytes) {
        input = input.isEmpty ? bytes : Bytes(input.array + bytes.array)
    }

    /// The next output; nil when more input is needed.
    ///
    /// Compressed data may be followed by more of its kind, as `cat` makes it, or by zeros.
    ///
    /// - Throws: `CompressionError.malformed`.
    public mutating func next() throws(CompressionError) -> Bytes? {
        while true {
            if !isInside {
                // Tapes are filled up with zeros.
                while hasBegun, !input.isEmpty, input[0] == 0 { input = input[1..<input.count] }
                guard !input.isEmpty else { return nil }
                if hasBegun { stream = Self.stream(format) }
                hasBegun = true
                isInside = true
            }
            let (output, used, isAtEnd) = try stream.decompress(input, capacity: Self.pieceBytes)
            input = input[used..<input.count]
            if isAtEnd { isInside = false }
            if !output.isEmpty { return output }
            if !isAtEnd, used == 0 { return nil }
        }
    }

    /// Notes that no more input comes.
    ///
    /// - Throws: `CompressionError.truncated`, when something is missing.
    public func finish() throws(CompressionError) {
        guard hasBegun, !isInside else { throw .truncated }
    }

    private static func stream(_ format: CompressionFormat) -> any DecompressionStream {
        switch format {
        case .gzip: InflateStream()
        case .bzip2: Bunzip2Stream()
        }
    }
}
