// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd info`
struct LXDInfoCommand: LXDSubcommand {
    static let declaration = Command(
        "info", aliases: ["show"], synopsis: "[<remote>:][<instance>]",
        summary: "Shows what is known of an instance, or of the server.",
        positionals: [Positional("[<instance>]", "The instance; the server when it is left out.")])

    let context: LXDContext

    func run() async throws {
        let place = RemoteName(try context.names(0...1).first ?? "")
        let lxd = try await context.lxd(place.remote)
        guard !place.name.isEmpty else {
            return try await context.print(try await lxd.server().json)
        }
        let instance = try await lxd.instances.full[place.name]
        if context.writesJSON { return try await context.printLine(instance.json) }
        var lines: [(String, String)] = [
            ("Name", instance.name), ("Project", instance.projectName ?? "default"),
            ("Status", instance.status ?? ""), ("Type", instance.type?.rawValue ?? ""),
            ("Architecture", instance.architecture ?? ""),
            ("Created", Self.time(instance.createdAt)),
            ("Last used", Self.time(instance.lastUsedAt)),
            ("Profiles", instance.profileNames.joined(separator: ", ")),
        ]
        if let location = instance.location, location != "none" {
            lines.append(("Location", location))
        }
        if let description = instance.description, !description.isEmpty {
            lines.append(("Description", description))
        }
        if let state = instance.state, let process = state.processID, process > 0 {
            lines.append(("Process", "\(process), \(state.processCount ?? 0) in all"))
            if let bytes = state.memory?.usageBytes {
                lines.append(("Memory", ByteCountFormat.text(UInt64(max(0, bytes)), human: true)))
            }
            for family in [("IPv4", "inet"), ("IPv6", "inet6")] {
                lines.append((family.0, LXDListCommand.addresses(instance, family.1)))
            }
        }
        lines += instance.snapshots.map { ("Snapshot", "\($0.name), \(Self.time($0.createdAt))") }
        lines += instance.backups.map { ("Backup", "\($0.key), \(Self.time($0.createdAt))") }
        let width = lines.map(\.0.count).max() ?? 0
        for (name, value) in lines where !value.isEmpty {
            try await context.output.print(
                "\(name):".rightPadded(to: width + 2) + Table.printable(value))
        }
    }

    /// To the second, in UTC as servers write it.
    static func time(_ time: LXDTime?) -> String {
        guard let time, time.secondsSince1970 > 0 else { return "" }
        let text = time.description
        let whole = text.prefix { $0 != "." }
        return String(whole.prefix(19)).replacing("T", with: " ")
    }
}
