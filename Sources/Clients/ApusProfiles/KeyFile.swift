// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file whose first line is a password or key.
///
/// One that others may read or write is refused, as a `ProfileFile` is. A pipe is read as it is:
/// who may open it is its maker's business (`--key-file <(pass show work)`).
public struct KeyFile: Sendable {
    /// The longest line that is read.
    private static let limitBytes = 64 * 1024

    private let path: String
    private let lane: Lane

    /// - Parameter lane: where the file is read.
    public init(_ path: String, lane: Lane) {
        self.path = path
        self.lane = lane
    }

    /// The first line, without its end.
    ///
    /// - Throws: `ProfileError` for a file that others may read or write, and for one without a
    ///   line; `SystemError`.
    public func read() async throws -> String {
        try await lane.run { try readNow() }
    }

    private func readNow() throws -> String {
        let file = try FileCalls.open(path, flags: O_RDONLY)
        defer { FileCalls.close(file) }
        let status = try FileCalls.status(of: file)
        guard status.kind != .directory else { throw ProfileError("\(path) is a directory") }
        guard status.kind != .regular || status.permissions & 0o077 == 0 else {
            throw ProfileError(
                "\(path) may be read by others, so the key may be known: change it, then "
                    + "chmod 600 the file")
        }
        var line: [UInt8] = []
        reading: while line.count <= Self.limitBytes {
            let bytes = try FileCalls.readSome(file, limitBytes: 4096).array
            guard !bytes.isEmpty else { break }
            for byte in bytes {
                if byte == UInt8(ascii: "\n") { break reading }
                line.append(byte)
            }
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty, line.count <= Self.limitBytes, !line.contains(0) else {
            throw ProfileError("\(path) does not begin with a line that is a key")
        }
        return String(decoding: line, as: UTF8.self)
    }
}
