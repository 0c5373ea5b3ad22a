// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus delete`
struct DeleteCommand {
    let context: CommandContext

    private var isWholeAccount: Bool { context.arguments[CommandOptions.all] }

    func run() async throws {
        let names = context.names
        guard names.isEmpty == isWholeAccount else { return await context.usageError() }
        var options = DeleteOptions()
        options.versions = isWholeAccount || context.arguments[CommandOptions.versions]
        options.versionID = context.arguments[CommandOptions.versionID]
        options.prefix = context.arguments[CommandOptions.prefix]
        options.headers = context.arguments[CommandOptions.headers]
        options.leavesSegments = context.arguments[CommandOptions.leaveSegments]
        options.looksAtEachObject = context.arguments[CommandOptions.Delete.checkManifests]
        if options.versions, names.count >= 2 {
            throw Refusal("--versions option not allowed for object deletes")
        }
        if options.versionID != nil, names.count < 2 {
            throw Refusal("--version-id option only allowed for object deletes")
        }
        _ = try HeaderItems.headers(options.headers)
        if isWholeAccount, options.prefix.nonEmpty != nil {
            throw ServiceError("Prefix specified without container")
        }
        if await context.refuses(CommandOptions.objectThreads, "object-threads") { return }
        if await context.refuses(CommandOptions.containerThreads, "container-threads") { return }
        if let container = names.first, await context.refusesSlash(in: container) { return }
        let chosen = options
        try await context.withService { service in
            service.objectDownloadThreads = context.arguments[CommandOptions.objectThreads] ?? 10
            service.containerThreads = context.arguments[CommandOptions.containerThreads] ?? 10
        } _: { service in
            let results =
                if let container = names.first {
                    names.count > 1
                        ? service.delete(
                            Array(names.dropFirst()), in: container, options: chosen)
                        : service.delete(container: container, options: chosen)
                } else {
                    service.deleteEverything(options: chosen)
                }
            for try await result in results { try await print(result) }
        }
    }

    private func print(_ result: DeleteResult) async throws {
        if try await context.printLine(result.value) { return }
        switch result {
        case .one(let deletion): try await print(deletion)
        case .bulk(let bulk): try await print(bulk)
        }
    }

    private func print(_ deletion: ObjectDeletion) async throws {
        let path = deletion.object.map { "\(deletion.container)/\($0)" } ?? deletion.container
        if try await context.printPlan(deletion, "delete \(path)") { return }
        if let failure = deletion.failure {
            return await context.output.error("Error Deleting: \(path): \(failure.line)")
        }
        guard context.verbosity > 0 else { return }
        let isShort = deletion.kind == .object && !isWholeAccount
        let name = isShort ? deletion.object ?? path : path
        try await context.output.print(name + Self.attempts(deletion.attempts))
    }

    private func print(_ bulk: BulkDeletion) async throws {
        if let failure = bulk.failure {
            for object in bulk.objects {
                await context.output.error(
                    "Error Deleting: \(bulk.container)/\(object): \(failure.line)")
            }
            return
        }
        var remaining: Set<String> = []
        for error in bulk.errors {
            await context.output.error("Error Deleting: \(error.path): \(error.status)")
            remaining.insert(error.path)
        }
        guard context.verbosity > 0 else { return }
        for object in bulk.objects {
            let path = "\(bulk.container)/\(object)"
            guard !remaining.contains(path) else { continue }
            try await context.output.print(
                (isWholeAccount ? path : object) + Self.attempts(bulk.attempts))
        }
    }

    private static func attempts(_ count: Int) -> String {
        count > 1 ? " [after \(count) attempts]" : ""
    }
}
