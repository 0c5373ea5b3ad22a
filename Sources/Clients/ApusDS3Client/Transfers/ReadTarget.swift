// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

/// The file that an object, or a range of one, becomes.
///
/// It is open while parts of it are on their way, and has its name when all are there.
final class ReadTarget: Sendable {
    /// Files from this size on are kept, with a journal, when the transfer ends early.
    static let resumableBytes = 1024 * 1024

    private struct State {
        /// The wanted bytes, by their positions in the object; known with the plan.
        var wanted: Range<Int>?
        /// What is there, by its positions in the file.
        var there: [Range<Int>] = []
        var file: PartialDownload?
        /// How many parts are on their way.
        var users = 0
        var attributes: FileAttributes?
        var isFinished = false
        var hasFailed = false
        /// How often each part was asked for in vain, by its place; whichever job it is of.
        var tries: [Int: Int] = [:]
        /// Whether what is there must outlive the moment in which nothing is on its way.
        var isKept = false
    }

    let item: ReadItem
    /// Where the file will be.
    let path: String
    /// Whether it is a directory instead.
    let isFolder: Bool
    private let directories: TargetDirectory
    /// For a few words at a time: tasks ask it off the lane.
    private let state = Mutex(State())
    /// Held while the file is opened or given up, on the lane.
    private let opening = Mutex(())

    init(_ item: ReadItem, path: String, isFolder: Bool, directories: TargetDirectory) {
        self.item = item
        self.path = path
        self.isFolder = isFolder
        self.directories = directories
    }

    /// Says what bytes the server's plan has of it: the blobs that overlap what is wanted.
    ///
    /// A further plan has what is missing alone, with gaps.
    ///
    /// - Throws: `DS3Error` when blobs do not follow each other, or do not reach.
    func expect(_ blobs: [DS3.JobPlan.Blob]) throws {
        let isFirst = wanted == nil
        var end: Int?
        var first = 0
        for blob in blobs.sorted(by: { $0.offset < $1.offset }) {
            if end == nil { first = blob.offset }
            guard end.map({ isFirst ? $0 == blob.offset : $0 <= blob.offset }) ?? true else {
                throw DS3Error(.badAnswer, "The blobs of the plan do not follow each other")
            }
            end = blob.offset + blob.length
        }
        guard isFirst else { return }
        let wanted = item.range ?? 0..<(end ?? 0)
        guard first <= wanted.lowerBound, wanted.upperBound <= end ?? 0 else {
            throw DS3Error(.invalidRange, "The object does not have all of these bytes")
        }
        state.withLock { state in
            state.wanted = wanted
            state.isKept = blobs.count > 1 || wanted.count >= Self.resumableBytes
        }
    }

    /// The wanted bytes, by their positions in the object, once a plan was seen.
    var wanted: Range<Int>? { state.withLock { $0.wanted } }

    /// What of a blob is wanted and not there, by its positions in the object; nil for nothing.
    func part(of blob: DS3.JobPlan.Blob) -> Range<Int>? {
        state.withLock { state in
            guard let wanted = state.wanted, !state.isFinished else { return nil }
            let part = (blob.offset..<blob.offset + blob.length).clamped(to: wanted)
            // A blob of no bytes is asked for too: the job waits for it.
            guard !part.isEmpty || blob.length == 0 else { return nil }
            let place = part.lowerBound - wanted.lowerBound..<part.upperBound - wanted.lowerBound
            guard part.isEmpty || !Self.covers(state.there, place) else { return nil }
            return part
        }
    }

    /// What is not there, by its positions in the object; nil when nothing is known of it yet.
    var missing: [Range<Int>]? {
        state.withLock { state in
            guard let wanted = state.wanted else { return nil }
            var missing: [Range<Int>] = []
            var position = 0
            for range in state.there.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if range.lowerBound > position { missing.append(position..<range.lowerBound) }
                position = max(position, range.upperBound)
            }
            if position < wanted.count { missing.append(position..<wanted.count) }
            return missing.map {
                $0.lowerBound + wanted.lowerBound..<$0.upperBound + wanted.lowerBound
            }
        }
    }

    private static func covers(_ ranges: [Range<Int>], _ wanted: Range<Int>) -> Bool {
        var position = wanted.lowerBound
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound <= position else { break }
            position = max(position, range.upperBound)
        }
        return position >= wanted.upperBound
    }

    var isFinished: Bool { state.withLock { $0.isFinished } }

    /// Whether it will never be whole.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// - Returns: whether it had not failed before.
    func fail() -> Bool {
        state.withLock { state in
            defer { state.hasFailed = true }
            return !state.hasFailed
        }
    }

    /// Counts a try in vain.
    func countTry(at offset: Int) -> Int {
        state.withLock { state in
            state.tries[offset, default: 0] += 1
            return state.tries[offset, default: 0]
        }
    }

    var hasAttributes: Bool { state.withLock { $0.attributes != nil } }

    func note(_ attributes: FileAttributes) {
        state.withLock { $0.attributes = attributes }
    }

    // MARK: On the lane

    /// Opens the file for a part that will come, or counts one more on its way.
    func open(_ identity: PartialDownload.Identity) throws {
        try opening.withLock { _ in
            let (isWanted, isKept) = state.withLock { state in
                state.users += 1
                return (state.file == nil && !state.isFinished, state.isKept)
            }
            guard isWanted, !isFolder else { return }
            do {
                try directories.makeParent(of: path)
                let file = try PartialDownload.open(
                    path, identity, resumes: isKept, takesOver: true)
                state.withLock { state in
                    state.file = file
                    state.there = file.found.map { Int($0.lowerBound)..<Int($0.upperBound) }
                }
            } catch {
                state.withLock { $0.users -= 1 }
                throw error
            }
        }
    }

    /// Writes a piece at its place in the object.
    func write(_ bytes: Bytes, at position: Int) throws {
        let (file, start) = state.withLock { ($0.file, $0.wanted?.lowerBound ?? 0) }
        try file?.write(bytes, at: UInt64(position - start))
    }

    /// Remembers that a part is there, on disk before it is said so.
    func mark(_ part: Range<Int>, isDurable: Bool) throws {
        let (file, start) = state.withLock { ($0.file, $0.wanted?.lowerBound ?? 0) }
        let place = part.lowerBound - start..<part.upperBound - start
        if !place.isEmpty {
            try file?.mark(
                UInt64(place.lowerBound)..<UInt64(place.upperBound), isDurable: isDurable)
        }
        state.withLock { $0.there.append(place) }
    }

    /// One part less is on its way.
    ///
    /// - Returns: whether the file is whole and nobody else will finish it.
    func release() -> Bool {
        opening.withLock { _ in
            let (isWhole, left) = state.withLock { state -> (Bool, PartialDownload?) in
                state.users -= 1
                let isWhole =
                    !state.isFinished && state.wanted != nil
                    && Self.covers(state.there, 0..<(state.wanted?.count ?? 0))
                    && !state.there.isEmpty
                if isWhole { state.isFinished = true }
                guard state.users == 0, !state.isFinished else { return (isWhole, nil) }
                defer { state.file = nil }
                return (false, state.file)
            }
            // A file without a journal vanishes here. Closed before anybody can open it again: it
            // is locked until then.
            left?.giveUp()
            return isWhole
        }
    }

    /// The number of the file on its device; nil for a directory.
    var inode: UInt64? {
        get throws { try state.withLock { $0.file }?.inode }
    }

    /// Gives the file its name.
    func finish(isDurable: Bool) throws {
        let (file, attributes) = state.withLock { state in
            defer { state.file = nil }
            return (state.file, state.attributes)
        }
        if isFolder { return try directories.make(path) }
        try file?.finish(
            modified: attributes?.modified, mode: attributes?.mode, isDurable: isDurable)
    }

}

/// The directory that objects are read into: nothing is written outside of it.
final class TargetDirectory: Sendable {
    let path: String
    private let known = KnownDirectories()

    init(_ path: String) {
        self.path = path
    }

    /// Where a name of the server's leads.
    ///
    /// - Throws: `DS3Error` for one that leads out of the directory, or nowhere.
    func resolve(_ name: String) throws(DS3Error) -> String {
        do {
            return try DownloadPath.resolve(name, in: path, allowsUnsafe: false)
        } catch {
            throw DS3Error(.badName, "The name '\(name)' leads out of the target directory")
        }
    }

    func make(_ directory: String) throws {
        do {
            try known.make(directory) {
                try DownloadPath.makeDirectories(directory, below: path, allowsUnsafe: false)
            }
        } catch let error as LocalFileError {
            throw DS3Error(error)
        }
    }

    func makeParent(of file: String) throws {
        try make(DownloadPath.parent(of: file))
    }
}
