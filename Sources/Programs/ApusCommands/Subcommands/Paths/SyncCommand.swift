// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusSwiftClient

/// `apus sync`
struct SyncCommand: Subcommand {
    private enum Options {
        static let checksum = Option.flag(
            "-c", "--checksum", help: "Compare contents by their MD5, not by the time of change.")
        static let delete = Option.flag(
            "--delete", help: "Remove at the destination what the source does not have.")
        static let include = Option.list(
            "--include", placeholder: "GLOB",
            help: "Only names that match; may be repeated. * stays within a directory, ** does "
                + "not; without a slash, the last part of the name counts.")
        static let exclude = Option.list(
            "--exclude", placeholder: "GLOB",
            help: "Not the names that match, even if included, neither to transfer nor to remove; "
                + "may be repeated.")
    }

    static let declaration = Command(
        "sync", synopsis: "[options] <source> <destination>",
        summary: "Makes a container or directory like another one.",
        description: [
            "One way: what is missing or different goes from the source to the destination. A "
                + "file and an object are the same when size and time of change are, or with "
                + "--checksum the contents; two objects when their checksums are.",
            "Directories as such are left alone; a link to a file counts as the file.",
            PlaceHelp.rule,
        ],
        positionals: [
            Positional("<source>", "A directory, or CONTAINER[/PREFIX]."),
            Positional("<destination>", "The same; one of both is a container."),
        ],
        options: [
            Options.checksum.declarations, Options.delete.declarations,
            Options.include.declarations, Options.exclude.declarations,
            PathOptions.segmentSize.declarations, CommandOptions.metadata.declarations,
            CommandOptions.headers.declarations, CommandOptions.resume.declarations,
            CommandOptions.dryRun.declarations, CommandOptions.objectThreads.declarations,
        ].flatMap(\.self))

    let context: CommandContext

    func run() async throws {
        guard context.names.count == 2 else { return await context.usageError() }
        let arguments = context.arguments
        if await context.refuses(CommandOptions.objectThreads, "object-threads") { return }
        var options = SyncOptions()
        options.comparesChecksums = arguments[Options.checksum]
        options.deletes = arguments[Options.delete]
        options.include = arguments[Options.include].map { Glob($0) }
        options.exclude = arguments[Options.exclude].map { Glob($0) }
        options.upload.segmentSizeBytes = try PathOptions.segmentSize(
            arguments[PathOptions.segmentSize])
        options.upload.metadata = arguments[CommandOptions.metadata]
        options.upload.headers = arguments[CommandOptions.headers]
        options.upload.resumes = arguments[CommandOptions.resume]
        options.download.headers = arguments[CommandOptions.headers]
        options.download.resumes = arguments[CommandOptions.resume]
        let source = try Place(context.names[0])
        let destination = try Place(context.names[1])
        try await context.sync(source, destination, options)
    }
}

extension CommandContext {
    /// Runs a synchronisation and prints what becomes of each name, and a summary.
    func sync(_ source: Place, _ destination: Place, _ options: SyncOptions) async throws {
        if source == .local("-") || destination == .local("-") {
            throw Refusal("- is no directory")
        }
        let threads = arguments[CommandOptions.objectThreads] ?? 10
        try await withService { service in
            service.objectUploadThreads = threads
            service.objectDownloadThreads = threads
        } _: { service in
            try await withProgress(of: service) {
            } during: {
                var summary = SyncSummary()
                do {
                    let results = service.sync(
                        from: source.end, to: destination.end, options: options)
                    for try await result in results {
                        summary.count(result)
                        try await print(result)
                    }
                } catch let error as ServiceError
                    where (error.cause as? ClientError)?.reason == .status(404)
                {
                    throw Refusal(
                        error.message + " (a path of this machine begins with / or ./)")
                }
                try await print(summary)
            }
        }
    }

    private func print(_ result: SyncResult) async throws {
        if try await printLine(result) { return }
        if let failure = result.failure {
            return await output.error("\(result.name): \(failure.line)")
        }
        let verb =
            switch result.work {
            case .upload: "upload"
            case .download: "download"
            case .copy: "copy"
            case .deleteObject, .deleteFile: "delete"
            case .keep, .read: "keep"
            }
        guard verbosity > (result.work == .keep ? 1 : 0) else { return }
        let reason = result.reason == .unconditional ? "" : " (\(result.reason.rawValue))"
        try await output.print("\(result.isPlanned ? "would " : "")\(verb) \(result.name)\(reason)")
    }

    private func print(_ summary: SyncSummary) async throws {
        let members: [String: JSONValue] = [
            "transferred": .integer(Int64(clamping: summary.transferred)),
            "bytes": .integer(Int64(clamping: summary.bytes)),
            "deleted": .integer(Int64(clamping: summary.deleted)),
            "same": .integer(Int64(clamping: summary.same)),
            "failed": .integer(Int64(clamping: summary.failed)),
        ]
        if try await printLine(members) { return }
        guard verbosity > 0 else { return }
        let size = ByteCountFormat.text(summary.bytes, human: true).drop { $0 == " " }
        let transferred = arguments[CommandOptions.dryRun] ? "to transfer" : "transferred"
        let deleted = arguments[CommandOptions.dryRun] ? "to delete" : "deleted"
        try await output.print(
            "\(summary.transferred) \(transferred) (\(size)), \(summary.deleted) \(deleted), "
                + "\(summary.same) the same, \(summary.failed) failed")
    }
}

private struct SyncSummary {
    var transferred: UInt64 = 0
    var bytes: UInt64 = 0
    var deleted: UInt64 = 0
    var same: UInt64 = 0
    var failed: UInt64 = 0

    mutating func count(_ result: SyncResult) {
        guard result.isSuccess else {
            failed += 1
            return
        }
        switch result.work {
        case .upload, .download, .copy:
            transferred += 1
            bytes = bytes.adding(result.sizeBytes)
        case .deleteFile, .deleteObject: deleted += 1
        case .keep, .read: same += 1
        }
    }
}
