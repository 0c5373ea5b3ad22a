// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus mv`
struct MvCommand: Subcommand {
    static let declaration = Command(
        "mv", synopsis: "[options] <source>... <destination>",
        summary: "Moves objects within the server: a copy there, and then a deletion.",
        description: [
            "Object stores cannot rename. Each object is copied by the server, the copy is "
                + "compared with it, and only then it is deleted; whoever reads meanwhile finds "
                + "both. The segments of a large object stay where they are, its manifest moves.",
            "With several sources, or when it ends in / or is a container, the destination is "
                + "where they go to under the last part of their names. With -r, what is below "
                + "the source goes to below the destination.",
        ],
        positionals: [
            Positional("<source>...", "CONTAINER/OBJECT."),
            Positional("<destination>", "CONTAINER[/OBJECT]."),
        ],
        options: [PathOptions.recursive.declarations, CommandOptions.dryRun.declarations]
            .flatMap(\.self))

    let context: CommandContext

    func run() async throws {
        guard context.names.count >= 2 else { return await context.usageError() }
        var places: [(container: String, name: String)] = []
        for text in context.names {
            guard case .remote(let container, let name) = try Place(text) else {
                throw Refusal("'\(text)': mv works within the server; for files, use cp, then rm")
            }
            places.append((container, name))
        }
        let target = places.removeLast()
        let sources = places
        let isRecursive = context.arguments[PathOptions.recursive]
        let isBelow = sources.count > 1 || target.name.isEmpty || target.name.last == "/"
        if !isRecursive,
            let place = sources.first(where: { $0.name.isEmpty || $0.name.last == "/" })
        {
            throw Refusal("'\(place.container)/\(place.name)' is no object (use -r)")
        }
        if isRecursive, sources.count > 1 { throw Refusal("-r takes one source") }
        try await context.withService { service in
            if isRecursive, let source = sources.first {
                func end(_ name: String) -> String {
                    name.isEmpty || name.last == "/" ? name : name + "/"
                }
                let results = service.moveAll(
                    source.container, below: end(source.name), to: target.container,
                    below: end(target.name))
                for try await result in results { try await print(result) }
                return
            }
            if !context.arguments[CommandOptions.dryRun] {
                try await context.makeContainer(target.container, service)
            }
            for source in sources {
                var name = target.name
                if isBelow {
                    if !name.isEmpty, name.last != "/" { name += "/" }
                    name += source.name.split(separator: "/").last.map(String.init) ?? ""
                }
                try await print(
                    try await service.moved(
                        source.container, source.name, to: target.container, name))
            }
        }
    }

    private func print(_ move: ObjectMove) async throws {
        if try await context.printLine(move) { return }
        let place = "\(move.container)/\(move.object)"
        let target = move.destination.dropFirst()
        if try await context.printPlan(move, "copy \(place) to \(target) and delete it") { return }
        if let failure = move.failure {
            return await context.output.error("\(place): not moved: \(failure.line)")
        }
        if context.verbosity > 0 {
            try await context.output.print("copied \(place) to \(target) and deleted it")
        }
    }
}

extension CommandContext {
    /// Makes a container that is about to be written to; one that is there stays as it is.
    func makeContainer(_ name: String, _ service: SwiftService) async throws {
        do {
            _ = try await service.connection.headContainer(name)
        } catch let error as ClientError where error.reason == .status(404) {
            _ = try await service.connection.putContainer(name)
        }
    }
}
