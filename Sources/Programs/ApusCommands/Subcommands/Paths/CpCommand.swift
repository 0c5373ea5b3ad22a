// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusIO
import ApusSwiftClient

/// `apus cp`
struct CpCommand: Subcommand {
    static let declaration = Command(
        "cp", synopsis: "[options] <source>... <destination>",
        summary: "Copies files to the server, objects to files, and objects to objects.",
        description: [
            "With several sources, or when it ends in / or is a container or a directory, the "
                + "destination is where they go to under the last part of their names. With -r, "
                + "what is below the source goes to below the destination.",
            "Objects are copied to objects by the server; a large object's copy gets segments of "
                + "its own. - is standard input or output.", PlaceHelp.rule,
        ],
        positionals: [
            Positional("<source>...", "A file, or CONTAINER/OBJECT."),
            Positional("<destination>", "The same; not both are files."),
        ],
        options: [
            PathOptions.recursive.declarations, PathOptions.segmentSize.declarations,
            CommandOptions.metadata.declarations, CommandOptions.headers.declarations,
            CommandOptions.resume.declarations, CommandOptions.dryRun.declarations,
            CommandOptions.objectThreads.declarations,
        ].flatMap(\.self))

    let context: CommandContext
    private let lane = Lane(name: "apus-paths", threads: 1)

    init(context: CommandContext) {
        self.context = context
    }

    func run() async throws {
        guard context.names.count >= 2 else { return await context.usageError() }
        if await context.refuses(CommandOptions.objectThreads, "object-threads") { return }
        var places = try context.names.map { text throws(Refusal) in try Place(text) }
        let target = places.removeLast()
        let sources = places
        if context.arguments[PathOptions.recursive] {
            guard let source = sources.first, sources.count == 1 else {
                throw Refusal("-r takes one source")
            }
            var options = SyncOptions()
            options.overwrites = true
            options.upload = try uploadOptions()
            options.download = downloadOptions()
            return try await context.sync(source, target, options)
        }
        let isDirectory = try await isDirectory(target)
        let isBelow = sources.count > 1 || isDirectory
        let upload = try uploadOptions()
        try await context.withService { service in
            try await context.withProgress(of: service) {
            } during: {
                for source in sources {
                    let place = isBelow ? below(target, source) : target
                    try await copy(source, to: place, service, upload)
                }
            }
        }
    }

    private func isDirectory(_ place: Place) async throws -> Bool {
        switch place {
        case .local("-"): return false
        case .local(let path):
            if path.last == "/" { return true }
            return try await status(path)?.kind == .directory
        case .remote(_, let name): return name.isEmpty || name.last == "/"
        }
    }

    /// What a path is; nil for what is not there, and for standard input.
    private func status(_ path: String) async throws -> FileStatus? {
        guard path != "-" else { return nil }
        return try await lane.run { try? FileCalls.status(path) }
    }

    /// Where a source goes to in a directory or below a prefix.
    private func below(_ target: Place, _ source: Place) -> Place {
        let name = source.lastPart ?? ""
        func join(_ path: String) -> String {
            path.isEmpty || path.last == "/" ? path + name : path + "/" + name
        }
        switch target {
        case .local(let path): return .local(join(path))
        case .remote(let container, let path):
            return .remote(container: container, name: join(path))
        }
    }

    private func uploadOptions() throws -> UploadOptions {
        var options = UploadOptions()
        options.segmentSizeBytes = try PathOptions.segmentSize(
            context.arguments[PathOptions.segmentSize])
        options.metadata = context.arguments[CommandOptions.metadata]
        options.headers = context.arguments[CommandOptions.headers]
        options.resumes = context.arguments[CommandOptions.resume]
        options.skipsContainerPut = true
        return options
    }

    private func downloadOptions() -> DownloadOptions {
        var options = DownloadOptions()
        options.headers = context.arguments[CommandOptions.headers]
        options.resumes = context.arguments[CommandOptions.resume]
        return options
    }

    private func copy(
        _ source: Place, to target: Place, _ service: SwiftService, _ options: UploadOptions
    ) async throws {
        switch (source, target) {
        case (.local, .local): throw Refusal("'\(source.text)' and '\(target.text)' are both here")
        case (.local(let path), .remote(let container, let name)):
            try await upload(path, to: container, name, service, options)
        case (.remote(let container, let name), .local(let path)):
            try await download(container, name, to: path, service)
        case (.remote(let container, let name), .remote(let other, let otherName)):
            guard !name.isEmpty, name.last != "/" else {
                throw Refusal("'\(source.text)' is no object (use -r)")
            }
            try await copy(container, name, to: other, otherName, service)
        }
    }

    private func upload(
        _ path: String, to container: String, _ name: String, _ service: SwiftService,
        _ options: UploadOptions
    ) async throws {
        let status = try await status(path)
        if status?.kind == .directory {
            throw Refusal("'\(path)' is a directory (use -r)")
        }
        guard !name.isEmpty, name.last != "/" else {
            throw Refusal("standard input has no name: give one to the object")
        }
        if !service.options.isDryRun {
            try await context.makeContainer(container, service)
            if status?.sizeBytes ?? .max > options.segmentSizeBytes ?? .max {
                try await context.makeContainer(container + "_segments", service)
            }
        }
        let item = try UploadItem(
            path == "-" ? .stream(UploadCommand.standardInput(lane)) : .path(path),
            objectName: name)
        if let status { service.progress.expect(bytes: status.sizeBytes) }
        for try await result in service.upload([item], to: container, options: options) {
            guard case .object(let upload) = result else {
                if let failure = result.value.failure {
                    await context.output.error("\(path): \(failure.line)")
                }
                continue
            }
            try await print(upload, "\(path) to \(container)/\(name)")
        }
    }

    private func download(
        _ container: String, _ name: String, to path: String, _ service: SwiftService
    ) async throws {
        if path == "-" {
            try context.refuseJSONLines(with: "-")
        }
        guard !name.isEmpty, name.last != "/" else {
            throw Refusal("'\(container)/\(name)' is no object (use -r)")
        }
        var options = downloadOptions()
        options.outputFile = path
        for try await result in service.download([name], from: container, options: options) {
            guard result.isSuccess, let contents = result.contents else {
                try await print(result, "\(container)/\(name) to \(path)")
                continue
            }
            while let bytes = try await contents.next() {
                try await context.output.printRaw(bytes)
            }
        }
    }

    private func copy(
        _ container: String, _ name: String, to target: String, _ other: String,
        _ service: SwiftService
    ) async throws {
        if !service.options.isDryRun { try await context.makeContainer(target, service) }
        let result = try await service.copied(container, name, to: target, other)
        try await print(result, "\(container)/\(name) to \(target)/\(other)")
    }

    private func print(_ result: any ServiceResult, _ words: String) async throws {
        if try await context.printLine(result) { return }
        if try await context.printPlan(result, "copy \(words)") { return }
        if let failure = result.failure {
            return await context.output.error("\(words): \(failure.line)")
        }
        if context.verbosity > 0 { try await context.output.print("copied \(words)") }
    }
}
