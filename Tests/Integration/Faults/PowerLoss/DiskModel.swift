// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// A file or directory: how it is, how it is on the disk for certain, and what may have reached
/// the disk in between.
final class DiskNode {
    struct Version<Value> {
        /// When it came to be: the number of the call.
        let time: Int
        let value: Value
        /// Whether it came with a change of the size, and so is lost when that is.
        var comesWithSize = false
    }

    let isDirectory: Bool

    // Of a file.
    var sizeBytes = 0
    var pages: [Int: Bytes] = [:]
    fileprivate(set) var safeSizeBytes = 0
    fileprivate(set) var safePages: [Int: Bytes] = [:]
    fileprivate(set) var sizes: [Version<Int>] = []
    fileprivate(set) var versions: [Int: [Version<Bytes>]] = [:]
    /// Written through memory, where nobody has seen it: its bytes are unknown.
    var isMapped = false

    // Of a directory.
    var names: [String: DiskNode] = [:]
    fileprivate(set) var safeNames: [String: DiskNode] = [:]

    init(isDirectory: Bool) {
        self.isDirectory = isDirectory
    }

    fileprivate func write(_ bytes: Bytes, at offset: Int, time: Int) {
        var position = 0
        while position < bytes.count {
            let number = (offset + position) / Page.sizeBytes
            let start = (offset + position) % Page.sizeBytes
            let count = min(bytes.count - position, Page.sizeBytes - start)
            let page = Page.replacing(
                pages[number] ?? Page.empty, at: start, with: bytes[position..<position + count])
            pages[number] = page
            versions[number, default: []].append(Version(time: time, value: page))
            position += count
        }
        if offset + bytes.count > sizeBytes { resize(to: offset + bytes.count, time: time) }
    }

    fileprivate func resize(to size: Int, time: Int) {
        if size < sizeBytes {
            for (number, page) in pages where (number + 1) * Page.sizeBytes > size {
                let kept = max(0, size - number * Page.sizeBytes)
                let rest = Page.replacing(
                    page, at: kept, with: Page.empty[0..<Page.sizeBytes - kept])
                pages[number] = kept == 0 ? nil : rest
                versions[number, default: []].append(
                    Version(time: time, value: rest, comesWithSize: true))
            }
        }
        sizeBytes = size
        sizes.append(Version(time: time, value: size))
    }

    /// What was written before a moment is on the disk.
    fileprivate func makeSafe(before time: Int) {
        for number in versions.keys {
            guard let last = versions[number]?.last(where: { $0.time < time }) else { continue }
            safePages[number] = last.value
            versions[number]?.removeAll { $0.time < time }
            if versions[number]?.isEmpty == true { versions[number] = nil }
        }
        if let last = sizes.last(where: { $0.time < time }) {
            safeSizeBytes = last.value
            sizes.removeAll { $0.time < time }
        }
    }
}

/// A disk on which a log of calls is played, and what is on it when the power goes.
///
/// The model is `Docs/Faults.md`, "Power loss".
final class DiskModel {
    /// One change of names, which the file system's journal makes durable as a whole: a rename
    /// takes one away and makes the other.
    private final class NameChange {
        struct Effect {
            let directory: DiskNode
            let name: String
            let node: DiskNode?
        }

        let time: Int
        var effects: [Effect]

        init(time: Int, _ effects: [Effect]) {
            self.time = time
            self.effects = effects
        }
    }

    let root = DiskNode(isDirectory: true)
    /// The number of the next call.
    private var time = 0
    private var handles: [UInt64: (node: DiskNode, path: String)] = [:]
    private var nameChanges: [NameChange] = []
    private var dirtyFiles: [ObjectIdentifier: DiskNode] = [:]
    private var syncs: [UInt64: (time: Int, node: DiskNode?, site: String)] = [:]
    /// Which syncs do nothing.
    private let ignored: String?
    /// The sites of syncs, and the calls with which they have ended.
    private(set) var sites: [String: [Int]] = [:]

    /// - Parameter ignored: the site whose syncs are to do nothing.
    init(ignoring ignored: String? = nil) {
        self.ignored = ignored
    }

    struct Contradiction: Error {
        let call: DiskCall
    }

    // MARK: Playing

    /// Plays the next call.
    func play(_ call: DiskCall) throws {
        defer { time += 1 }
        switch call {
        case .start: handles = [:]
        case .mark: break
        case .open(let handle, let path, let creates, let truncates):
            let (directory, name) = try place(path, call)
            if let node = name.isEmpty ? root : directory.names[name] {
                handles[handle] = (node, path)
                if truncates, node.sizeBytes > 0 {
                    node.resize(to: 0, time: time)
                    dirtyFiles[ObjectIdentifier(node)] = node
                }
            } else {
                guard creates else { throw Contradiction(call: call) }
                let node = DiskNode(isDirectory: false)
                handles[handle] = (node, path)
                change([(directory, name, node)])
            }
        case .write(let handle, let offset, let bytes):
            guard let node = handles[handle]?.node else { throw Contradiction(call: call) }
            node.write(bytes, at: offset, time: time)
            dirtyFiles[ObjectIdentifier(node)] = node
        case .truncate(let handle, let size):
            guard let node = handles[handle]?.node else { throw Contradiction(call: call) }
            node.resize(to: size, time: time)
            dirtyFiles[ObjectIdentifier(node)] = node
        case .mapped(let handle): handles[handle]?.node.isMapped = true
        case .syncBegins(let number, let handle, let kind):
            guard let (node, path) = handles[handle] else { throw Contradiction(call: call) }
            let site = "\(kind) \(Self.pattern(path))\(node.isDirectory ? "/" : "")"
            syncs[number] = (time, kind == .syncfs ? nil : node, kind == .syncfs ? "syncfs" : site)
        case .syncEnds(let number):
            guard let (begin, node, site) = syncs.removeValue(forKey: number) else { break }
            sites[site, default: []].append(time)
            if site != ignored { makeSafe(node, before: begin) }
        case .rename(let path, let target):
            let (from, name) = try place(path, call)
            let (to, newName) = try place(target, call)
            guard let node = from.names[name] else { throw Contradiction(call: call) }
            change([(from, name, nil), (to, newName, node)])
        case .link(let path, let target):
            let (from, name) = try place(path, call)
            let (to, newName) = try place(target, call)
            guard let node = from.names[name] else { throw Contradiction(call: call) }
            change([(to, newName, node)])
        case .unlink(let path), .removeDirectory(let path):
            let (directory, name) = try place(path, call)
            change([(directory, name, nil)])
        case .makeDirectory(let path):
            let (directory, name) = try place(path, call)
            // The data directory itself is there for certain.
            if name.isEmpty { break }
            change([(directory, name, DiskNode(isDirectory: true))])
        }
    }

    /// The directory and the last part of a path; the root's own last part is empty.
    private func place(
        _ path: String, _ call: DiskCall
    ) throws -> (directory: DiskNode, name: String) {
        var directory = root
        let parts = path.split(separator: "/").map(String.init)
        for part in parts.dropLast() {
            guard let next = directory.names[part] else { throw Contradiction(call: call) }
            directory = next
        }
        return (directory, parts.last ?? "")
    }

    private func change(_ effects: [(directory: DiskNode, name: String, node: DiskNode?)]) {
        for effect in effects { effect.directory.names[effect.name] = effect.node }
        nameChanges.append(
            NameChange(
                time: time,
                effects.map { NameChange.Effect(directory: $0, name: $1, node: $2) }))
    }

    /// - Parameter node: nil for everything.
    private func makeSafe(_ node: DiskNode?, before moment: Int) {
        if let node, !node.isDirectory { return node.makeSafe(before: moment) }
        if node == nil {
            for file in dirtyFiles.values { file.makeSafe(before: moment) }
            dirtyFiles = dirtyFiles.filter { !$0.value.versions.isEmpty || !$0.value.sizes.isEmpty }
        }
        var left: [NameChange] = []
        for change in nameChanges {
            let isMeant = change.effects.contains { $0.directory === node }
            guard change.time < moment, node == nil || isMeant else {
                left.append(change)
                continue
            }
            for effect in change.effects {
                effect.directory.safeNames[effect.name] = effect.node
                // What came before at the same name can come to nothing any more.
                for earlier in left {
                    earlier.effects.removeAll {
                        $0.directory === effect.directory && $0.name == effect.name
                    }
                }
            }
        }
        nameChanges = left
    }

    /// Where a sync is called, told by the file that it is called for: its path without what is
    /// different in every run.
    static func pattern(_ path: String) -> String {
        path.split(separator: "/").map { part in
            var part = part
            var prefix = ""
            if let mark = part.firstIndex(of: "~") {
                prefix = "*"
                part = part[mark...]
            }
            var text = prefix
            for character in part {
                if !character.isNumber {
                    text.append(character)
                } else if text.last != "#" {
                    text.append("#")
                }
            }
            return text
        }.joined(separator: "/")
    }

    // MARK: Losing power

    /// What of all that was not synced is lost.
    enum Loss: Hashable, CaseIterable {
        /// Everything.
        case all
        /// Bytes, while names and sizes are kept.
        case bytes
        /// Names, while bytes are kept.
        case names
        /// Any page, size and change of names by itself.
        case any
        /// The same, and pages are torn between sectors.
        case torn
        /// Nothing, as when a process is killed.
        case nothing
    }

    /// Puts what is on the disk into an empty directory.
    func materialise(
        in directory: String, losing loss: Loss, _ random: inout some RandomNumberGenerator
    ) throws {
        var names: [ObjectIdentifier: [String: DiskNode]] = [:]
        for change in nameChanges {
            let isKept: Bool
            switch loss {
            case .all, .names: isKept = false
            case .bytes, .nothing: isKept = true
            case .any, .torn: isKept = Bool.random(using: &random)
            }
            guard isKept else { continue }
            for effect in change.effects {
                let key = ObjectIdentifier(effect.directory)
                names[key, default: effect.directory.safeNames][effect.name] = effect.node
            }
        }
        func write(_ node: DiskNode, to path: String) throws {
            guard node.isDirectory else {
                return try DiskImage.write(content(of: node, loss, &random), to: path)
            }
            if node !== root { try FileCalls.makeDirectory(path, mode: 0o700) }
            let entries = names[ObjectIdentifier(node)] ?? node.safeNames
            for (name, child) in entries.sorted(by: { $0.key < $1.key }) {
                try write(child, to: "\(path)/\(name)")
            }
        }
        try write(root, to: directory)
    }

    /// A file as it is found.
    private func content(
        of node: DiskNode, _ loss: Loss, _ random: inout some RandomNumberGenerator
    ) -> (sizeBytes: Int, pages: [Int: Bytes]) {
        switch loss {
        case .all: return (node.safeSizeBytes, node.safePages)
        case .names, .nothing: return (node.sizeBytes, node.pages)
        case .bytes, .any, .torn: break
        }
        // Sizes are the file's metadata, of which the journal keeps the order.
        let kept =
            loss == .bytes ? node.sizes.count : Int.random(in: 0...node.sizes.count, using: &random)
        let size = kept == 0 ? node.safeSizeBytes : node.sizes[kept - 1].value
        let sizeTime = kept == 0 ? -1 : node.sizes[kept - 1].time
        var pages = node.safePages
        for (number, versions) in node.versions {
            var possible: [Bytes] = [node.safePages[number] ?? Page.empty]
            for version in versions {
                if !version.comesWithSize {
                    if loss != .bytes { possible.append(version.value) }
                } else if version.time <= sizeTime {
                    possible = [version.value]
                }
            }
            func choice() -> Bytes {
                possible.randomElement(using: &random) ?? Page.empty
            }
            var page = choice()
            if loss == .torn, possible.count > 1 {
                for sector in stride(from: 0, to: Page.sizeBytes, by: Page.sectorBytes) {
                    page = Page.replacing(
                        page, at: sector, with: choice()[sector..<sector + Page.sectorBytes])
                }
            }
            pages[number] = page
        }
        return (size, pages)
    }
}
