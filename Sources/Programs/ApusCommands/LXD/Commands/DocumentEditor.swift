// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets a person change a document in the editor of their choice.
struct DocumentEditor: Sendable {
    let environment: [String: String]

    private static let limitBytes = 64 * 1024 * 1024

    /// A JSON document from standard input.
    static func read() async throws -> JSONValue {
        let input = UploadCommand.standardInput(Lane(name: "apus-input", threads: 1))
        return try parsed(try await input.collect(limitBytes: limitBytes))
    }

    private static func parsed(_ bytes: Bytes) throws(Refusal) -> JSONValue {
        guard let document = try? JSONValue(parsing: bytes), document.members != nil else {
            throw Refusal("What was read is no JSON object")
        }
        return document
    }

    /// Opens a document in `$VISUAL`, `$EDITOR` or vi, and gives what was made of it to `save`.
    ///
    /// What was written is kept, and said where, unless it was saved.
    ///
    /// - Returns: whether anything was changed, and so saved.
    func edit(
        _ document: JSONValue, save: (JSONValue) async throws -> Void
    ) async throws -> Bool {
        // An editor blocks for as long as a person likes.
        let lane = Lane(name: "apus-editor", threads: 1)
        let command = environment["VISUAL"].nonEmpty ?? environment["EDITOR"].nonEmpty ?? "vi"
        let directory = environment["TMPDIR"].nonEmpty ?? "/tmp"
        let path = "\(directory)/apus-edit-\(UInt64.random(in: 0...UInt64.max)).json"
        let before = Bytes(document.indented + "\n")
        let bytes: Bytes
        do {
            bytes = try await lane.run {
                // Configuration may hold secrets.
                let file = try FileCalls.open(
                    path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
                defer { FileCalls.close(file) }
                try FileCalls.writeAll(file, before)
                let status = try ForegroundCommand.run("\(command) \"$1\"", [path])
                guard status == 0 else {
                    throw Refusal("'\(command)' ended with \(status): nothing was changed")
                }
                return try Self.content(of: path)
            }
        } catch {
            try? await lane.run { try FileCalls.remove(path) }
            throw error
        }
        if bytes != before {
            do {
                try await save(try Self.parsed(bytes))
            } catch {
                throw Refusal("\(LXDContext.text(of: error))\nWhat you wrote is kept in \(path)")
            }
        }
        try? await lane.run { try FileCalls.remove(path) }
        return bytes != before
    }

    /// Editors may have put another file in its place.
    private static func content(of path: String) throws -> Bytes {
        let file = try FileCalls.open(path, flags: O_RDONLY)
        defer { FileCalls.close(file) }
        var bytes: [UInt8] = []
        while true {
            let more = try FileCalls.readSome(file, limitBytes: 256 * 1024)
            if more.isEmpty { return Bytes(bytes) }
            bytes += more.array
            guard bytes.count <= limitBytes else { throw Refusal("\(path) is too large") }
        }
    }
}
