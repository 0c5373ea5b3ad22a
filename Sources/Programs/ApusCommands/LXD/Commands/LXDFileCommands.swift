// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient
import Synchronization

/// What `push` and `pull` have in common.
enum LXDFileOptions {
    static let recursive = Option.flag(
        "-r", "--recursive", help: "Directories with all that is in them.")
    static let mode = Option.value(
        "--mode", placeholder: "MODE", help: "Permissions, in octal: 0644. Default: the file's."
    ) { text throws(OptionValueError) -> UInt32 in
        guard let mode = UInt32(text, radix: 8), mode <= 0o7777 else {
            throw OptionValueError("invalid mode: '\(text)'")
        }
        return mode
    }
    static let userID = Option<Int?>.integer(
        "--uid", placeholder: "ID", help: "The owner, in the instance's numbers. Default: root.")
    static let groupID = Option<Int?>.integer(
        "--gid", placeholder: "ID", help: "The group, in the instance's numbers. Default: root.")
    static let parents = Option.flag(
        "-p", "--create-dirs", help: "Make the directories above first.")
    static let append = Option.flag("--append", help: "Write behind what is there.")
}

extension LXDContext {
    /// A file within an instance: `INSTANCE/PATH`.
    func file(_ text: String) async throws -> (files: InstanceFiles, path: String) {
        let place = RemoteName(text)
        guard let slash = place.name.firstIndex(of: "/"), slash != place.name.startIndex else {
            throw usage("'\(text)' is not INSTANCE/PATH")
        }
        let lxd = try await lxd(place.remote)
        let files = lxd.instance(String(place.name[..<slash])).files
        return (files, String(place.name[slash...]))
    }

    /// Counts what is transferred on a line of its own, a few times a second.
    func counting(_ label: String) -> @Sendable (Int) -> Void {
        guard showsProgress else { return { _ in } }
        let count = Mutex((bytes: UInt64(0), shown: ContinuousClock.now))
        return { bytes in
            let text: String? = count.withLock { count in
                count.bytes += UInt64(max(0, bytes))
                guard count.shown.duration(to: .now) > .milliseconds(200) else { return nil }
                count.shown = .now
                return ByteCountFormat.text(count.bytes, human: true)
            }
            if let text { Task { await showBar(label, text) } }
        }
    }

    static func lastPart(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Says what a transfer has done, and what it left out.
    func told(_ name: String, _ report: InstanceTransferReport) async throws {
        for path in report.skippedPaths {
            await output.warning("Left out: \(Table.printable(path)) is no file, directory or link")
        }
        try await done(
            name,
            [
                "files": .integer(Int64(report.fileCount)),
                "directories": .integer(Int64(report.directoryCount)),
                "links": .integer(Int64(report.linkCount)),
                "bytes": .integer(Int64(clamping: report.byteCount)),
            ])
    }
}

/// `apus lxd push`
struct LXDPushCommand: LXDSubcommand {
    static let declaration = Command(
        "push", synopsis: "[options] <file>... [<remote>:]<instance>/<path>",
        summary: "Sends files and directories into an instance.",
        description: [
            "- is standard input. A path that ends in /, or is a directory there, takes what is "
                + "sent under its own name."
        ],
        positionals: [
            Positional("<file>...", "What to send."),
            Positional("<instance>/<path>", "Where to."),
        ],
        options: [
            LXDFileOptions.recursive.declarations, LXDFileOptions.mode.declarations,
            LXDFileOptions.userID.declarations, LXDFileOptions.groupID.declarations,
            LXDFileOptions.parents.declarations, LXDFileOptions.append.declarations,
        ].flatMap(\.self))

    let context: LXDContext
    private let lane = Lane(name: "apus-lxd-files", threads: 1)

    init(context: LXDContext) {
        self.context = context
    }

    func run() async throws {
        let names = try context.names(2...)
        let (files, path) = try await context.file(names[names.count - 1])
        let sources = names.dropLast()
        let attributes = InstanceFileAttributes(
            userID: context.arguments[LXDFileOptions.userID],
            groupID: context.arguments[LXDFileOptions.groupID],
            mode: context.arguments[LXDFileOptions.mode])
        var isDirectory = path.hasSuffix("/")
        if !isDirectory, sources.first != "-" {
            isDirectory = (try? await files.get(path))?.kind == .directory
        }
        guard isDirectory || sources.count == 1 else {
            throw Refusal("Several files go into a directory: \(path)/")
        }
        if context.arguments[LXDFileOptions.parents] {
            try await makeParents(of: isDirectory ? path + "/x" : path, files)
        }
        for source in sources {
            if source == "-" {
                guard !path.hasSuffix("/") else { throw Refusal("- has no name: \(path)") }
                try await files.put(
                    path, UploadCommand.standardInput(lane), attributes: attributes,
                    isAppending: context.arguments[LXDFileOptions.append])
                try await context.done(path)
                continue
            }
            let status = try await lane.run { try FileCalls.status(source) }
            let isTree = status.kind == .directory
            guard !isTree || context.arguments[LXDFileOptions.recursive] else {
                throw Refusal("\(source) is a directory; -r sends it with all that is in it")
            }
            var target = path
            if isDirectory {
                let name = LXDContext.lastPart(source)
                guard !name.isEmpty, name != ".", name != ".." else {
                    throw Refusal("'\(source)' has no name of its own")
                }
                target += (path.hasSuffix("/") ? "" : "/") + name
            }
            let report = try await files.push(
                source, to: target, attributes: attributes, progress: context.counting(source))
            await context.showBar(source, nil)
            try await context.told(source, report)
        }
    }

    private func makeParents(of path: String, _ files: InstanceFiles) async throws {
        var directory = ""
        for part in path.split(separator: "/").dropLast() {
            directory += "/\(part)"
            try await files.makeDirectory(directory)
        }
    }
}

/// `apus lxd pull`
struct LXDPullCommand: LXDSubcommand {
    static let declaration = Command(
        "pull", synopsis: "[options] [<remote>:]<instance>/<path>... <file>",
        summary: "Fetches files and directories out of an instance.",
        description: [
            "- is standard output. A directory that is there takes what comes under its own name. "
                + "Nothing is ever written outside of it, whatever the names and links are."
        ],
        positionals: [
            Positional("<instance>/<path>...", "What to fetch."),
            Positional("<file>", "Where to."),
        ], options: LXDFileOptions.recursive.declarations)

    let context: LXDContext
    private let lane = Lane(name: "apus-lxd-files", threads: 1)

    init(context: LXDContext) {
        self.context = context
    }

    func run() async throws {
        let names = try context.names(2...)
        let local = names[names.count - 1]
        let isDirectory = try await lane.run {
            (try? FileCalls.status(local))?.kind == .directory
        }
        guard isDirectory || local == "-" || names.count == 2 else {
            throw Refusal("Several files go into a directory that is there: \(local)")
        }
        for source in names.dropLast() {
            let (files, path) = try await context.file(source)
            if local == "-" {
                let file = try await files.get(path)
                guard file.kind == .file else { throw Refusal("\(source) is no file") }
                while let bytes = try await file.body.next() {
                    try await context.output.printRaw(bytes)
                }
                continue
            }
            if !context.arguments[LXDFileOptions.recursive],
                try await files.get(path).kind == .directory
            {
                throw Refusal("\(source) is a directory; -r fetches it with all that is in it")
            }
            var target = local
            if isDirectory {
                let name = LXDContext.lastPart(path)
                guard !name.isEmpty, name != ".", name != ".." else {
                    throw Refusal("'\(source)' has no name of its own; say another than \(local)")
                }
                target += "/" + name
            }
            let report = try await files.pull(
                path, to: target, progress: context.counting(source))
            await context.showBar(source, nil)
            try await context.told(source, report)
        }
    }
}
