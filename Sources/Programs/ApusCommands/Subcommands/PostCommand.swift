// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// `apus post`
struct PostCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        var options = PostOptions()
        options.metadata = context.arguments[CommandOptions.metadata]
        options.headers = context.arguments[CommandOptions.headers]
        options.readACL = context.arguments[CommandOptions.Post.readACL]
        options.writeACL = context.arguments[CommandOptions.Post.writeACL]
        options.syncTo = context.arguments[CommandOptions.Post.syncTo]
        options.syncKey = context.arguments[CommandOptions.Post.syncKey]
        let isForContainer = [
            options.readACL, options.writeACL, options.syncTo, options.syncKey,
        ].contains { $0.nonEmpty != nil }
        if isForContainer, names.isEmpty {
            throw Refusal("-r, -w, -t, and -k options only allowed for containers")
        }
        if let container = names.first, await context.refusesSlash(in: container) { return }
        guard names.count <= 2 else { return await context.usageError() }
        let chosen = options
        try await context.withService { service in
            let result: PostResult
            if names.count == 2 {
                result = try await service.post(
                    container: names[0], object: names[1], options: chosen)
            } else {
                result = try await service.post(container: names.first, options: chosen)
            }
            if try await context.printLine(result) { return }
            let place = names.isEmpty ? "the account" : names.joined(separator: "/")
            _ = try await context.printPlan(result, "change the metadata of \(place)")
        }
    }
}
