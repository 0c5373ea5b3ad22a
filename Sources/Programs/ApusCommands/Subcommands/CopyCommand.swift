// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus copy`
struct CopyCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        guard let container = names.first else { return await context.usageError() }
        if await context.refusesSlash(in: container) { return }
        guard names.count >= 2 else { return await context.usageError() }
        var options = CopyOptions()
        options.destination = context.arguments[CommandOptions.Copy.destination]
        options.freshMetadata = context.arguments[CommandOptions.Copy.freshMetadata]
        options.metadata = context.arguments[CommandOptions.metadata]
        options.headers = context.arguments[CommandOptions.headers]
        let chosen = options
        try await context.withService { service in
            let results = service.copy(
                Array(names.dropFirst()), from: container, options: chosen)
            for try await result in results { try await print(result) }
        }
    }

    private func print(_ result: CopyResult) async throws {
        if try await context.printLine(result.value) { return }
        let isQuiet = context.verbosity == 0
        switch result {
        case .container(let creation):
            if try await context.printPlan(creation, "create container \(creation.container)") {
                return
            }
            if context.arguments[CommandOptions.dryRun], creation.isSuccess { return }
            if let failure = creation.failure {
                await context.output.warning(
                    "Warning: failed to create container '\(creation.container)': "
                        + failure.line)
            } else if !isQuiet {
                try await context.output.print("created container \(creation.container)")
            }
        case .object(let copy):
            let names = "\(copy.container)/\(copy.object) to \(copy.destination ?? "<self>")"
            if try await context.printPlan(copy, "copy \(names)") { return }
            if let failure = copy.failure {
                await context.output.error(failure.line)
            } else if !isQuiet {
                try await context.output.print(
                    "\(copy.container)/\(copy.object) copied to \(copy.destination ?? "<self>")")
            }
        }
    }
}
