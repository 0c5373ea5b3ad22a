// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient
import Synchronization

/// What a subcommand of `apus lxd` works with.
struct LXDContext: NestedContext {
    let program: Program
    let command: Command
    let arguments: ParsedArguments
    let environment: [String: String]
    let output: OutputManager
    let clients: LXDClients
    /// Carries the requests to an object store in the place of a client of ours; for tests.
    let store: (any HTTPExchange)?
    let status = ChosenStatus()
    let bars = ProgressLines()

    init(
        program: Program, command: Command, arguments: ParsedArguments, world: NestedWorld
    ) {
        self.program = program
        self.command = command
        self.arguments = arguments
        environment = world.environment
        output = world.output
        store = world.store
        clients = LXDClients(arguments, environment, exchange: world.exchange)
    }

    /// The client of a remote, in the project and on the member that the options say.
    ///
    /// - Parameter remote: nil for the server that the options say.
    func lxd(_ remote: String?) async throws -> LXD {
        let lxd = try await clients.client(of: remote)
        let project = arguments[LXDOptions.project].nonEmpty ?? environment["APUS_LXD_PROJECT"]
        return (project.nonEmpty.map { lxd.inProject($0) } ?? lxd)
            .onMember(arguments[LXDOptions.target].nonEmpty)
    }
}

/// `REMOTE:NAME`, taken apart.
struct RemoteName: Hashable, Sendable {
    /// nil where the options say which.
    let remote: String?
    let name: String

    init(remote: String?, name: String) {
        self.remote = remote
        self.name = name
    }

    /// A colon behind the first `/` belongs to a path.
    init(_ text: String) {
        guard let colon = text.firstIndex(of: ":"),
            !text[..<colon].contains("/"), colon != text.startIndex
        else {
            self.init(remote: nil, name: text)
            return
        }
        self.init(
            remote: String(text[..<colon]), name: String(text[text.index(after: colon)...]))
    }

    /// What stands before and behind the first `/` of the name; nil without one, or where one of
    /// both is nothing.
    var parts: (name: String, rest: String)? {
        guard let slash = name.firstIndex(of: "/"), slash != name.startIndex else { return nil }
        let rest = name[name.index(after: slash)...]
        return rest.isEmpty ? nil : (String(name[..<slash]), String(rest))
    }
}
