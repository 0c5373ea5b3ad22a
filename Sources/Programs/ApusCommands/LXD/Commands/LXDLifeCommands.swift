// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// What changes the state of several instances at once: start, stop, restart, pause, resume.
protocol LXDStateCommand: LXDSubcommand {
    static var action: InstanceStateChange.Action { get }
    var context: LXDContext { get }
}

enum LXDStateOptions {
    static let all = Option.flag("--all", help: "All instances of the project; instead of names.")
    static let force = Option.flag(
        "-f", "--force", help: "Take the power away; do not ask to shut down.")
    static let timeout = Option<Int?>.integer(
        "--timeout", placeholder: "SECONDS", help: "How long it may take to shut down.")
    static let stateful = Option.flag(
        "--stateful", help: "Keep, or take up, the running state.")
}

extension LXDStateCommand {
    static func declared(
        _ name: String, summary: String, options: [OptionDeclaration] = []
    ) -> Command {
        Command(
            name, synopsis: "[options] [<remote>:]<instance>...", summary: summary,
            positionals: [Positional("<instance>...", "The instances, worked on at once.")],
            options: LXDStateOptions.all.declarations + options)
    }

    func run() async throws {
        var names = context.names
        if context.arguments[LXDStateOptions.all] {
            guard names.allSatisfy({ $0.last == ":" }) else {
                throw context.usage("--all is in the place of names")
            }
            names = try await all(of: names.isEmpty ? [""] : names)
        } else if names.isEmpty {
            throw context.usage("")
        }
        let change = InstanceStateChange(
            action: Self.action, timeoutSeconds: context.arguments[LXDStateOptions.timeout],
            isForced: context.arguments[LXDStateOptions.force],
            isStateful: context.arguments[LXDStateOptions.stateful])
        await context.forEach(names, name: \.self) { text in
            let place = RemoteName(text)
            let lxd = try await context.lxd(place.remote)
            let running = try await lxd.instance(place.name).begin(change)
            try await context.finish(running, place.name)
            try await context.done(place.name)
        }
    }

    /// The names of those that the change is for.
    private func all(of remotes: [String]) async throws -> [String] {
        var names: [String] = []
        for remote in remotes {
            let lxd = try await context.lxd(RemoteName(remote).remote)
            for instance in try await lxd.instances.all() {
                let isRunning = instance.statusCode == .running
                let isMeant =
                    switch Self.action {
                    case .start: instance.statusCode == .stopped
                    case .unfreeze: instance.statusCode == .frozen
                    default: isRunning
                    }
                if isMeant { names.append(remote + instance.name) }
            }
        }
        return names
    }
}

/// `apus lxd start`
struct LXDStartCommand: LXDStateCommand {
    static let action = InstanceStateChange.Action.start
    static let declaration = declared(
        "start", summary: "Starts instances.", options: LXDStateOptions.stateful.declarations)
    let context: LXDContext
}

/// `apus lxd stop`
struct LXDStopCommand: LXDStateCommand {
    static let action = InstanceStateChange.Action.stop
    static let declaration = declared(
        "stop", summary: "Stops instances.",
        options: [
            LXDStateOptions.force.declarations, LXDStateOptions.timeout.declarations,
            LXDStateOptions.stateful.declarations,
        ].flatMap(\.self))
    let context: LXDContext
}

/// `apus lxd restart`
struct LXDRestartCommand: LXDStateCommand {
    static let action = InstanceStateChange.Action.restart
    static let declaration = declared(
        "restart", summary: "Stops and starts instances.",
        options: LXDStateOptions.force.declarations + LXDStateOptions.timeout.declarations)
    let context: LXDContext
}

/// `apus lxd pause`
struct LXDPauseCommand: LXDStateCommand {
    static let action = InstanceStateChange.Action.freeze
    static let declaration = declared(
        "pause", summary: "Lets the processes of instances stand still.")
    let context: LXDContext
}

/// `apus lxd resume`
struct LXDResumeCommand: LXDStateCommand {
    static let action = InstanceStateChange.Action.unfreeze
    static let declaration = declared(
        "resume", summary: "Lets the processes of paused instances go on.")
    let context: LXDContext
}

/// `apus lxd delete`
struct LXDDeleteCommand: LXDSubcommand {
    private enum Options {
        static let force = Option.flag("-f", "--force", help: "Stop what runs first.")
    }

    static let declaration = Command(
        "delete", aliases: ["rm"], synopsis: "[--force] [<remote>:]<instance>[/<snapshot>]...",
        summary: "Deletes instances, or snapshots of them.",
        positionals: [
            Positional("<instance>[/<snapshot>]...", "What to delete, worked on at once.")
        ], options: Options.force.declarations)

    let context: LXDContext

    func run() async throws {
        let isForced = context.arguments[Options.force]
        await context.forEach(try context.names(1...), name: \.self) { text in
            let place = RemoteName(text)
            let lxd = try await context.lxd(place.remote)
            if let (name, snapshot) = place.parts {
                try await context.perform(
                    lxd, .delete, lxd.url.instances[name].snapshots[snapshot], label: place.name)
                return try await context.done(place.name)
            }
            let resource = lxd.instance(place.name)
            if isForced, try await resource.get().statusCode != .stopped {
                do {
                    try await context.finish(
                        try await resource.begin(.stop(isForced: true)), place.name)
                } catch let error as LXDError {
                    // It may have stopped by itself, and an ephemeral one is gone now.
                    switch try await lxd.instances.find(place.name)?.statusCode {
                    case nil: return try await context.done(place.name)
                    case .stopped?: break
                    default: throw error
                    }
                }
                // An ephemeral one goes when it stops.
                guard try await resource.exists() else { return try await context.done(place.name) }
            }
            do {
                try await context.perform(lxd, .delete, resource.url, label: place.name)
            } catch let error as LXDError where !isForced {
                guard let status = try? await resource.get().statusCode, status != .stopped
                else { throw error }
                throw Refusal("\(error.detail): stop it first, or delete it with --force")
            }
            try await context.done(place.name)
        }
    }
}

/// `apus lxd snapshot`
struct LXDSnapshotCommand: LXDSubcommand {
    private enum Options {
        static let stateful = Option.flag("--stateful", help: "Its running state as well.")
        static let expiry = Option.value(
            "--expires-in", placeholder: "TIME", help: "Delete it after this time: 7d, 12h."
        ) { text throws(OptionValueError) -> Double in
            // No more than can be counted from now.
            guard let seconds = DurationText.seconds(text), seconds < 1e12 else {
                throw OptionValueError("invalid time: '\(text)'")
            }
            return seconds
        }
    }

    static let declaration = Command(
        "snapshot", synopsis: "[options] [<remote>:]<instance> [<snapshot>]",
        summary: "Keeps the state of an instance.",
        description: [
            "info lists snapshots, restore INSTANCE SNAPSHOT brings the instance back, "
                + "delete INSTANCE/SNAPSHOT deletes one, copy INSTANCE/SNAPSHOT NAME makes an "
                + "instance of one."
        ],
        positionals: [
            Positional("<instance>", "The instance."),
            Positional("[<snapshot>]", "Its name. Default: the server's next."),
        ], options: Options.stateful.declarations + Options.expiry.declarations)

    let context: LXDContext

    func run() async throws {
        let names = try context.names(1...2)
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        var snapshot = NewInstanceSnapshot(name: names.dropFirst().first)
        snapshot.isStateful = context.arguments[Options.stateful]
        if let seconds = context.arguments[Options.expiry] {
            snapshot.expiresAt = LXDTime(
                secondsSince1970: SystemFacts.secondsSince1970 + Int64(seconds))
        }
        let resource = lxd.instance(place.name)
        let name: String
        if let given = snapshot.name {
            try await context.finish(try await resource.snapshots.begin(snapshot), place.name)
            name = given
        } else {
            name = try await resource.takeSnapshot(snapshot).key
        }
        try await context.done(
            place.name, ["snapshot": .string(name)], "\(place.name)/\(name)")
    }
}

/// `apus lxd publish`
struct LXDPublishCommand: LXDSubcommand {
    private enum Options {
        static let alias = Option.list(
            "--alias", placeholder: "NAME", help: "A name of the image. May be repeated.")
        static let isPublic = Option.flag("--public", help: "For everybody.")
        static let force = Option.flag(
            "-f", "--force", help: "Stop one that runs, and start it again afterwards.")
        static let compression = Option.text(
            "--compression", placeholder: "NAME", help: "gzip, zstd, xz, none and so on.")
    }

    static let declaration = Command(
        "publish",
        synopsis: "[options] [<remote>:]<instance>[/<snapshot>] [<key>=<value>...]",
        summary: "Makes an image of an instance or a snapshot.",
        positionals: [
            Positional("<instance>[/<snapshot>]", "What it is made of."),
            Positional("[<key>=<value>...]", "Properties of the image."),
        ],
        options: [
            Options.alias.declarations, Options.isPublic.declarations, Options.force.declarations,
            Options.compression.declarations,
        ].flatMap(\.self))

    let context: LXDContext

    func run() async throws {
        let names = try context.names(1...)
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        let properties = try ResourceEditor.settings(Array(names.dropFirst()))
        var image: [String: JSONValue] = [
            "properties": .object(properties),
            "public": .boolean(context.arguments[Options.isPublic]),
            "aliases": .array(context.arguments[Options.alias].map { ["name": .string($0)] }),
        ]
        if let name = context.arguments[Options.compression] {
            image["compression_algorithm"] = .string(name)
        }
        let isSnapshot = place.parts != nil
        image["source"] = [
            "type": isSnapshot ? "snapshot" : "instance", "name": .string(place.name),
        ]
        let resource = lxd.instance(place.parts?.name ?? place.name)
        var stops = context.arguments[Options.force] && !isSnapshot
        if stops { stops = try await resource.get().statusCode == .running }
        if stops {
            try await context.finish(
                try await resource.begin(.stop(isForced: true)), place.name)
        }
        do {
            let operation = try await context.perform(
                lxd, .post, lxd.url.images, .object(image), label: place.name)
            let fingerprint = operation?.metadata["fingerprint"]?.text ?? ""
            try await context.done(
                place.name, ["fingerprint": .string(fingerprint)], fingerprint)
        } catch {
            if stops { try? await resource.start() }
            throw error
        }
        if stops { try await context.finish(try await resource.begin(.start()), place.name) }
    }
}
