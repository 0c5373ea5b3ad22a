// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// A subcommand that OpenStack's tool does not have: declared where it is done.
protocol Subcommand: Sendable {
    static var declaration: Command { get }

    init(context: CommandContext)

    func run() async throws
}

extension ApusProgram {
    /// The subcommands beyond those of OpenStack's tool, in the order of help.
    static let ours: [any Subcommand.Type] = [
        SyncCommand.self, LsCommand.self, CpCommand.self, MvCommand.self, RmCommand.self,
        CatCommand.self, DuCommand.self, ConfigCommand.self,
    ]
}
