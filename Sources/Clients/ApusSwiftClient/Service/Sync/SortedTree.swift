// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusIO
import Synchronization

/// Walks through a tree of directories in the order in which a container lists the same names: by
/// the bytes of whole paths. For one reader.
///
/// `a-b` comes before `a/b`, so directories are sorted with the `/` that will follow them. Of a
/// large directory only so many names are in memory at a time: it is read again for the next ones.
/// Symbolic links to files are files; those to directories are left out, as are the hidden files
/// that downloads leave.
final class SortedTree: Sendable {
    private struct Item {
        /// The bytes of the name, a directory's with `/`.
        let key: [UInt8]
        let isDirectory: Bool
    }

    private struct Level {
        /// Relative to the root, with its final `/`; empty for the root.
        let prefix: String
        /// What comes next, last one first.
        var items: [Item] = []
        /// The last name that was read; nil before the first.
        var last: [UInt8]?
        var isComplete = false
    }

    private struct State {
        var levels: [Level] = []
        var ready: [SyncFinding] = []
        var isStarted = false
    }

    private static let batch = 256
    private let root: String
    private let namesAtOnce: Int
    private let lane: Lane
    private let state = Mutex(State())

    /// - Parameters:
    ///   - namesAtOnce: how many names of one directory are in memory.
    ///   - lane: where directories are read.
    init(_ root: String, namesAtOnce: Int = 20_000, lane: Lane) {
        self.root = root
        self.namesAtOnce = max(1, namesAtOnce)
        self.lane = lane
    }

    func next() async throws -> SyncFinding? {
        if let finding = takeReady() { return finding }
        try Task.checkCancellation()
        try await lane.run { [self] in state.withLock { fill(&$0) } }
        return takeReady()
    }

    private func takeReady() -> SyncFinding? {
        state.withLock { $0.ready.popLast() }
    }

    private func fill(_ state: inout State) {
        if !state.isStarted {
            state.isStarted = true
            state.levels.append(Level(prefix: ""))
        }
        while state.ready.count < Self.batch, !state.levels.isEmpty { step(&state) }
        state.ready.reverse()
    }

    private func step(_ state: inout State) {
        let top = state.levels.count - 1
        if state.levels[top].items.isEmpty {
            guard !state.levels[top].isComplete else {
                state.levels.removeLast()
                return
            }
            do {
                try load(&state.levels[top])
            } catch {
                state.ready.append(.unreadable(error.at(path(state.levels[top].prefix))))
                state.levels[top].isComplete = true
            }
            return
        }
        guard let item = state.levels[top].items.popLast() else { return }
        let bytes = Bytes(item.key)
        guard let text = bytes.validText else {
            let path = path(state.levels[top].prefix) + "/" + bytes.text
            return state.ready.append(.unreadable(.notUTF8(path: path)))
        }
        let name = state.levels[top].prefix + text
        if item.isDirectory { return state.levels.append(Level(prefix: name)) }
        do {
            let status = try FileCalls.status(path(name))
            switch status.kind {
            case .regular:
                state.ready.append(
                    .entry(
                        SyncEntry(
                            name: name, sizeBytes: status.sizeBytes, modified: status.modified)))
            case .directory: break
            default: state.ready.append(.unreadable(.notRegular(path: path(name))))
            }
        } catch {
            state.ready.append(.unreadable(error.at(path(name))))
        }
    }

    private func path(_ name: String) -> String {
        name.isEmpty ? root : DownloadPath.join(root, name)
    }

    /// Reads a directory for the names that come next.
    private func load(_ level: inout Level) throws(SystemError) {
        let directory = path(level.prefix)
        let reader = try DirectoryReader(directory)
        var items: [Item] = []
        var isCut = false
        while let (name, kind) = try reader.nextEntry() {
            if Self.isOurs(name) { continue }
            var key = name.array
            var known = kind
            if known == nil {
                known =
                    (try? FileCalls.status(
                        DownloadPath.join(directory, name.text), followsLinks: false))?.kind
            }
            let isDirectory = known == .directory
            if isDirectory { key.append(UInt8(ascii: "/")) }
            if let last = level.last, !last.lexicographicallyPrecedes(key) { continue }
            items.append(Item(key: key, isDirectory: isDirectory))
            if items.count >= namesAtOnce * 2 {
                isCut = true
                Self.cut(&items, to: namesAtOnce)
            }
        }
        items.sort { $1.key.lexicographicallyPrecedes($0.key) }
        if items.count > namesAtOnce {
            isCut = true
            items.removeFirst(items.count - namesAtOnce)
        }
        level.last = items.first?.key
        level.items = items
        level.isComplete = !isCut
    }

    private static func cut(_ items: inout [Item], to count: Int) {
        items.sort { $0.key.lexicographicallyPrecedes($1.key) }
        items.removeLast(items.count - count)
    }

    /// Whether a name is that of a download on its way.
    private static func isOurs(_ name: Bytes) -> Bool {
        guard name.count > 0, name[0] == UInt8(ascii: ".") else { return false }
        let text = name.text
        return text.hasPrefix(".apus-") || text.hasSuffix(".apus-part")
            || text.hasSuffix(".apus-journal")
    }
}
