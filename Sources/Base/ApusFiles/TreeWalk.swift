// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusIO
import Synchronization

/// What is found in a tree of directories.
public enum TreeEntry: Hashable, Sendable {
    /// A file, or what a symbolic link that leads to one is called; also a broken link.
    case file(path: String)
    /// A directory with nothing in it.
    case emptyDirectory(path: String)
    /// A directory or name that could not be read.
    case unreadable(LocalFileError)
}

/// What symbolic links in a tree stand for.
public enum LinkPolicy: Hashable, Sendable {
    /// Links to files are those files; links to directories are left out, with what is behind them.
    case files
    /// Links to directories are those directories too, but not where one leads back up.
    case everything
    /// Every link is left out.
    case nothing
}

/// Walks through a tree of directories, entry by entry, holding one open directory a level.
///
/// For one reader.
public final class TreeWalk: Sendable {
    private struct Level {
        let path: String
        let reader: DirectoryReader
        let place: Place?
        var isEmpty = true
    }

    /// A directory, whatever it is called.
    private struct Place: Hashable {
        let device: UInt64
        let inode: UInt64

        init?(_ path: String) {
            guard let status = try? FileCalls.status(path) else { return nil }
            device = status.device
            inode = status.inode
        }
    }

    private struct State {
        var levels: [Level] = []
        var ready: [TreeEntry] = []
        var isStarted = false
    }

    private static let batch = 256
    private let root: String
    private let lane: Lane
    private let links: LinkPolicy
    private let leftOut: (@Sendable (String) -> Void)?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - root: a directory; its name stays in front of every path.
    ///   - lane: where the directories are read.
    ///   - links: what to do with symbolic links; the root itself may be one.
    ///   - leftOut: told of every link that was left out, by its path.
    public init(
        _ root: String, lane: Lane, links: LinkPolicy = .files,
        leftOut: (@Sendable (String) -> Void)? = nil
    ) {
        var root = root
        while root.utf8.count > 1, root.last == "/" { root.removeLast() }
        self.root = root
        self.lane = lane
        self.links = links
        self.leftOut = leftOut
    }

    /// The next entry, nil after the last.
    public func next() async throws -> TreeEntry? {
        if let entry = takeReady() { return entry }
        try Task.checkCancellation()
        try await lane.run { [self] in
            state.withLock { fill(&$0) }
        }
        return takeReady()
    }

    /// Entries that are known already, at most `limit` of them.
    package func takeReady(_ limit: Int) -> [TreeEntry] {
        state.withLock { state in
            let count = min(limit, state.ready.count)
            defer { state.ready.removeLast(count) }
            return state.ready.suffix(count).reversed()
        }
    }

    private func takeReady() -> TreeEntry? {
        state.withLock { $0.ready.popLast() }
    }

    private func fill(_ state: inout State) {
        if !state.isStarted {
            state.isStarted = true
            open(root, nil, &state)
        }
        while state.ready.count < Self.batch, !state.levels.isEmpty { step(&state) }
        state.ready.reverse()
    }

    private func open(_ path: String, _ place: Place? = nil, _ state: inout State) {
        do {
            let place = place ?? (links == .everything ? Place(path) : nil)
            state.levels.append(
                Level(path: path, reader: try DirectoryReader(path), place: place))
        } catch {
            state.ready.append(.unreadable(error.at(path)))
        }
    }

    private func step(_ state: inout State) {
        let top = state.levels.count - 1
        let level = state.levels[top]
        let next: (name: Bytes, kind: FileStatus.Kind?)?
        do {
            next = try level.reader.nextEntry()
        } catch {
            state.ready.append(
                .unreadable(error.at(level.path)))
            state.levels.removeLast()
            return
        }
        guard let (name, told) = next else {
            state.levels.removeLast()
            if level.isEmpty { state.ready.append(.emptyDirectory(path: level.path)) }
            return
        }
        state.levels[top].isEmpty = false
        let path = level.path + (level.path.last == "/" ? "" : "/") + name.text
        guard name.validText != nil else {
            return state.ready.append(.unreadable(.notUTF8(path: path)))
        }
        let kind = told ?? (try? FileCalls.status(path, followsLinks: false))?.kind
        if kind == .directory { return open(path, nil, &state) }
        if kind == .symbolicLink {
            let isDirectory = (try? FileCalls.status(path))?.kind == .directory
            guard links != .nothing, !isDirectory || links == .everything else {
                leftOut?(path)
                return
            }
            if isDirectory {
                let place = Place(path)
                guard !state.levels.contains(where: { $0.place == place }) else {
                    leftOut?(path)
                    return
                }
                return open(path, place, &state)
            }
        }
        state.ready.append(.file(path: path))
    }
}
