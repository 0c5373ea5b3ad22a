// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus rm`
struct RmCommand: Subcommand {
    static let declaration = Command(
        "rm", synopsis: "[options] <container>/<object>...",
        summary: "Deletes objects, with the segments of large ones.",
        description: [
            "With -r, c/a deletes everything that begins with c/a/, and c the container with all "
                + "that is in it."
        ],
        positionals: [Positional("<container>/<object>...", "What to delete.")],
        options: [
            PathOptions.recursive.declarations, CommandOptions.leaveSegments.declarations,
            CommandOptions.dryRun.declarations,
        ].flatMap(\.self))

    let context: CommandContext

    func run() async throws {
        guard !context.names.isEmpty else { return await context.usageError() }
        let isRecursive = context.arguments[PathOptions.recursive]
        var objects: [(container: String, names: [String])] = []
        var trees: [(container: String, prefix: String)] = []
        for text in context.names {
            guard case .remote(let container, let name) = try Place(text) else {
                throw Refusal("'\(text)' is a path of this machine")
            }
            if isRecursive {
                trees.append((container, name.isEmpty || name.last == "/" ? name : name + "/"))
            } else if name.isEmpty {
                throw Refusal("'\(text)' is a container (use -r)")
            } else if objects.last?.container == container {
                objects[objects.count - 1].names.append(name)
            } else {
                objects.append((container, [name]))
            }
        }
        let (found, below) = (objects, trees)
        try await context.withService { service in
            for (container, names) in found {
                try await print(service.delete(names, in: container, options: options("")))
            }
            for (container, prefix) in below {
                try await print(service.delete(container: container, options: options(prefix)))
            }
        }
    }

    private func options(_ prefix: String) -> DeleteOptions {
        var options = DeleteOptions()
        options.prefix = prefix.isEmpty ? nil : prefix
        options.leavesSegments = context.arguments[CommandOptions.leaveSegments]
        return options
    }

    private func print(_ results: ServiceResults<DeleteResult>) async throws {
        for try await result in results {
            if try await context.printLine(result.value) { continue }
            switch result {
            case .one(let deletion):
                let path = deletion.object.map { "\(deletion.container)/\($0)" }
                try await print(path ?? deletion.container, deletion)
            case .bulk(let bulk):
                var remaining: Set<String> = []
                for error in bulk.errors {
                    await context.output.error("\(error.path): \(error.status)")
                    remaining.insert(error.path)
                }
                for object in bulk.objects where !remaining.contains("\(bulk.container)/\(object)")
                {
                    try await print("\(bulk.container)/\(object)", bulk)
                }
            }
        }
    }

    private func print(_ path: String, _ result: any ServiceResult) async throws {
        if let failure = result.failure {
            return await context.output.error("\(path): \(failure.line)")
        }
        if try await context.printPlan(result, "delete \(path)") { return }
        if context.verbosity > 0 { try await context.output.print("deleted \(path)") }
    }
}
