// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusLXDAPI
import ApusLXDClient

/// `apus lxd list`
struct LXDListCommand: LXDSubcommand {
    private enum Options {
        static let fast = Option.flag(
            "--fast", help: "Leave out addresses and snapshots, which take the server longest.")
    }

    static let declaration = Command(
        "list", aliases: ["ls"], synopsis: "[options] [<remote>:] [<filter>...]",
        summary: "Lists instances.",
        description: [
            "A filter is the beginning of names, or KEY=VALUE: status, type, location, "
                + "architecture, or a key of the configuration. All filters must be satisfied."
        ],
        positionals: [Positional("[<remote>:] [<filter>...]", "Where, and which.")],
        options: Options.fast.declarations)

    let context: LXDContext

    func run() async throws {
        var filters = context.names
        var remote: String?
        if let first = filters.first, first.last == ":" {
            remote = RemoteName(first).remote
            filters.removeFirst()
        }
        let lxd = try await context.lxd(remote)
        var collection = lxd.instances
        if !context.arguments[Options.fast] { collection = collection.full }
        let inAll = context.arguments[LXDOptions.allProjects]
        if inAll { collection = collection.inAllProjects }
        let instances = try await collection.all().filter { instance in
            filters.allSatisfy { Self.matches(instance, $0) }
        }
        if context.writesJSON {
            for instance in instances { try await context.printLine(instance.json) }
            return
        }
        let isClustered = instances.contains { ($0.location ?? "none") != "none" }
        var titles = ["NAME", "STATE"]
        if !context.arguments[Options.fast] { titles += ["IPV4", "IPV6"] }
        titles.append("TYPE")
        if !context.arguments[Options.fast] { titles.append("SNAPSHOTS") }
        if inAll { titles.insert("PROJECT", at: 0) }
        if isClustered { titles.append("LOCATION") }
        var table = Table(titles)
        for instance in instances {
            var cells = [instance.name, (instance.status ?? "").uppercased()]
            if !context.arguments[Options.fast] {
                cells.append(Self.addresses(instance, "inet"))
                cells.append(Self.addresses(instance, "inet6"))
            }
            cells.append(instance.type?.rawValue ?? "")
            if !context.arguments[Options.fast] { cells.append("\(instance.snapshots.count)") }
            if inAll { cells.insert(instance.projectName ?? "default", at: 0) }
            if isClustered { cells.append(instance.location ?? "") }
            table.add(cells)
        }
        try await context.print(table)
    }

    static func matches(_ instance: Instance, _ filter: String) -> Bool {
        guard let equals = filter.firstIndex(of: "=") else {
            return instance.name.hasPrefix(filter)
        }
        let key = String(filter[..<equals])
        let value = String(filter[filter.index(after: equals)...])
        let found =
            switch key {
            case "status", "state": instance.status
            case "type": instance.type?.rawValue
            case "location": instance.location
            case "architecture": instance.architecture
            case "project": instance.projectName
            default: instance.expandedConfig[key] ?? instance.config[key]
            }
        return found?.lowercased() == value.lowercased()
    }

    /// The addresses that others reach it by.
    static func addresses(_ instance: Instance, _ family: String) -> String {
        (instance.state?.networks ?? [:]).sorted { $0.key < $1.key }.flatMap { name, network in
            network.addresses.filter { $0.family == family && $0.scope == "global" }
                .compactMap(\.address).map { "\($0) (\(name))" }
        }.joined(separator: ", ")
    }
}
