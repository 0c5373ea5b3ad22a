// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus stat`
struct StatCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        let version = context.arguments[CommandOptions.versionID]
        if version != nil, names.count < 2 {
            throw Refusal("--version-id option only allowed for object stats")
        }
        if let container = names.first, await context.refusesSlash(in: container) { return }
        guard names.count <= 2 else { return await context.usageError() }
        var options = StatOptions()
        options.headers = context.arguments[CommandOptions.headers]
        options.versionID = version
        let chosen = options
        try await context.withService { service in
            let result: StatResult
            if names.count == 2 {
                result = try await service.stat(
                    container: names[0], object: names[1], options: chosen)
            } else {
                result = try await service.stat(container: names.first, options: chosen)
            }
            if try await context.printLine(result) { return }
            try await context.output.printItems(
                result.items(
                    human: context.arguments[CommandOptions.human],
                    showsCredentials: context.verbosity > 1))
        }
    }
}
