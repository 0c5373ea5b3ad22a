// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusIO
import ApusLXDAPI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written under a hidden name beside its own, which it takes when it is whole.
///
/// Whoever makes one ends it: by `finish()`, or by `discard()` on every other way out.
final class PartialFile: Sendable {
    private let path: String
    private let temporary: String
    private let file: OpenFile
    private let lane: Lane

    private init(path: String, temporary: String, file: OpenFile, lane: Lane) {
        self.path = path
        self.temporary = temporary
        self.file = file
        self.lane = lane
    }

    /// A hidden name beside a file's own.
    static func hiddenPath(beside path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let hidden = ".apus-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        return (parts.dropLast().map(String.init) + [hidden]).joined(separator: "/")
    }

    /// Makes an empty file.
    ///
    /// - Throws: `LXDError` with `.local`.
    static func make(
        _ path: String, mode: UInt32 = 0o666, lane: Lane
    ) async throws -> PartialFile {
        let temporary = hiddenPath(beside: path)
        // A program that is interrupted removes what it has begun.
        PartialFiles.add(temporary)
        do {
            let file = try await local {
                try await lane.run {
                    OpenFile(
                        takingOver: try FileCalls.open(
                            temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode),
                        lane: lane)
                }
            }
            return PartialFile(path: path, temporary: temporary, file: file, lane: lane)
        } catch {
            PartialFiles.forget(temporary)
            throw error
        }
    }

    /// Adds bytes.
    func write(_ bytes: Bytes) async throws {
        try await Self.local { [file] in
            try await self.lane.run { try FileCalls.writeAll(file.descriptor, bytes) }
        }
    }

    /// Gives it its name.
    ///
    /// - Parameters:
    ///   - mode: its permissions; nil for those it was made with.
    ///   - modified: when it was last changed; nil for now.
    ///   - isDurable: whether it survives a loss of power from then on.
    func finish(
        mode: UInt32? = nil, modified: FileTime? = nil, isDurable: Bool = true
    ) async throws {
        try Task.checkCancellation()
        try await Self.local { [file, temporary, path] in
            try await self.lane.run {
                if let mode { try FileCalls.setMode(file.descriptor, mode) }
                if let modified { try FileCalls.setTimes(file.descriptor, modified) }
                if isDurable { try FileCalls.syncData(file.descriptor) }
                try FileCalls.move(temporary, to: path)
                PartialFiles.forget(temporary)
                if isDurable { try Self.syncDirectory(of: path) }
            }
        }
    }

    private static func syncDirectory(of path: String) throws(SystemError) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { path[...$0] } ?? "."
        do throws(SystemError) {
            try FileCalls.syncDirectory(String(directory))
        } catch {
            // One may write to directories that one may not look at.
            guard error.code == EACCES else { throw error }
        }
    }

    /// Removes it.
    func discard() async {
        _ = try? await lane.run { [temporary] in
            defer { PartialFiles.forget(temporary) }
            try FileCalls.remove(temporary)
        }
    }

    /// Writes a whole body into a file.
    ///
    /// - Throws: `LXDError`, or what the body throws; then there is no file of that name, or the
    ///   one that was there.
    static func write(_ body: BodyReader, to path: String, lane: Lane) async throws {
        let file = try await make(path, lane: lane)
        do {
            while let bytes = try await body.next() { try await file.write(bytes) }
            try await file.finish()
        } catch {
            await file.discard()
            throw error
        }
    }

    private static func local<T: Sendable>(
        _ work: () async throws -> T
    ) async throws -> T {
        do {
            return try await work()
        } catch let error as SystemError {
            throw LXDError(.local, error.description, cause: error)
        }
    }
}
