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

/// Walks through a tree of directories, entry by entry, holding one open directory a level.
///
/// Symbolic links to files are files; those to directories are left out, with what is behind
/// them. For one reader.
public final class TreeWalk: Sendable {
    private struct Level {
        let path: String
        let reader: DirectoryReader
        var isEmpty = true
    }

    private struct State {
        var levels: [Level] = []
        var ready: [TreeEntry] = []
        var isStarted = false
    }

    private static let batch = 256
    private let root: String
    private let lane: Lane
    private let state = Mutex(State())

    /// - Parameters:
    ///   - root: a directory; its name stays in front of every path.
    ///   - lane: where the directories are read.
    public init(_ root: String, lane: Lane) {
        var root = root
        while root.utf8.count > 1, root.last == "/" { root.removeLast() }
        self.root = root
        self.lane = lane
    }

    /// The next entry, nil after the last.
    public func next() async throws -> TreeEntry? {
        if let entry = takeReady() { return entry }
        try Task.checkCancellation()
        try await lane.run { [self] in
            state.withLock { Self.fill(&$0, root) }
        }
        return takeReady()
    }

    /// Entries that are known already, at most `limit` of them.
    func takeReady(_ limit: Int) -> [TreeEntry] {
        state.withLock { state in
            let count = min(limit, state.ready.count)
            defer { state.ready.removeLast(count) }
            return state.ready.suffix(count).reversed()
        }
    }

    private func takeReady() -> TreeEntry? {
        state.withLock { $0.ready.popLast() }
    }

    private static func fill(_ state: inout State, _ root: String) {
        if !state.isStarted {
            state.isStarted = true
            open(root, &state)
        }
        while state.ready.count < batch, !state.levels.isEmpty { step(&state) }
        state.ready.reverse()
    }

    private static func open(_ path: String, _ state: inout State) {
        do {
            state.levels.append(Level(path: path, reader: try DirectoryReader(path)))
        } catch {
            state.ready.append(.unreadable(error.at(path)))
        }
    }

    private static func step(_ state: inout State) {
        let top = state.levels.count - 1
        let level = state.levels[top]
        let next: Bytes?
        do {
            next = try level.reader.next()
        } catch {
            state.ready.append(
                .unreadable(error.at(level.path)))
            state.levels.removeLast()
            return
        }
        guard let name = next else {
            state.levels.removeLast()
            if level.isEmpty { state.ready.append(.emptyDirectory(path: level.path)) }
            return
        }
        state.levels[top].isEmpty = false
        let path = level.path + (level.path.last == "/" ? "" : "/") + name.text
        guard name.validText != nil else {
            return state.ready.append(.unreadable(.notUTF8(path: path)))
        }
        let itself = try? FileCalls.status(path, followsLinks: false)
        if itself?.kind == .directory { return open(path, &state) }
        if itself?.kind == .symbolicLink, (try? FileCalls.status(path))?.kind == .directory {
            return
        }
        state.ready.append(.file(path: path))
    }
}

extension SystemError {
    /// The error about a path that its caller knows.
    func at(_ path: String) -> LocalFileError {
        let reason = description.split(separator: ": ").last.map(String.init) ?? ""
        return .failed(path: path, code: code, reason: reason)
    }
}
