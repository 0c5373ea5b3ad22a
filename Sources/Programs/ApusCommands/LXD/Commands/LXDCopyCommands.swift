// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusLXDAPI
import ApusLXDClient

/// What instances that are made anew, or copied, are given.
enum LXDInstanceOptions {
    static let profiles = Option.list(
        "-p", "--profile", placeholder: "NAME",
        help: "A profile. May be repeated; - is none at all. Default: default, or the original's.")
    static let config = Option.list(
        "-c", "--config", placeholder: "KEY=VALUE", help: "Configuration. May be repeated.")
    static let devices = Option.list(
        "-d", "--device", placeholder: "NAME,KEY=VALUE,...",
        help: "A device, or what is different in one of a profile. May be repeated.")
    static let pool = Option.text(
        "-s", "--storage", placeholder: "POOL", help: "The storage pool of the root disk.")
    static let instanceOnly = Option.flag("--instance-only", help: "Leave snapshots out.")

    static func profileNames(_ arguments: ParsedArguments) -> [String]? {
        let names = arguments[profiles]
        return names.isEmpty ? nil : names.filter { $0 != "-" }
    }

    static func settings(_ arguments: ParsedArguments) throws(Refusal) -> [String: String] {
        try ResourceEditor.texts(arguments[config])
    }

    static func deviceSettings(
        _ arguments: ParsedArguments
    ) throws(Refusal) -> [String: [String: String]] {
        var settings: [String: [String: String]] = [:]
        for text in arguments[devices] {
            let parts = text.split(separator: ",").map(String.init)
            guard let name = parts.first, !name.contains("=") else {
                throw Refusal("'\(text)' is not NAME,KEY=VALUE,...")
            }
            let more = try ResourceEditor.texts(Array(parts.dropFirst()))
            settings[name, default: [:]].merge(more) { $1 }
        }
        return settings
    }
}

/// `apus lxd launch`
struct LXDLaunchCommand: LXDSubcommand {
    private enum Options {
        static let virtualMachine = Option.flag("--vm", help: "A virtual machine.")
        static let ephemeral = Option.flag(
            "-e", "--ephemeral", help: "Delete it when it stops.")
        static let noStart = Option.flag("--no-start", help: "Make it, and do not start it.")
        static let empty = Option.flag("--empty", help: "Of no image; <image> is left out.")
        static let type = Option.text(
            "-t", "--type", placeholder: "TYPE", help: "Of a size as clouds have them: c2-m4.")
    }

    static let declaration = Command(
        "launch", synopsis: "[options] [<remote>:]<image> [[<remote>:]<name>]",
        summary: "Makes an instance of an image, and starts it.",
        description: [
            "The image is an alias or the beginning of a fingerprint; one of another remote is "
                + "fetched from there."
        ],
        positionals: [
            Positional("<image>", "What it is made of."),
            Positional("[<name>]", "Where, and its name. Default: one that the server thinks of."),
        ],
        options: [
            LXDInstanceOptions.profiles.declarations, LXDInstanceOptions.config.declarations,
            LXDInstanceOptions.devices.declarations, LXDInstanceOptions.pool.declarations,
            Options.virtualMachine.declarations, Options.ephemeral.declarations,
            Options.noStart.declarations, Options.empty.declarations, Options.type.declarations,
        ].flatMap(\.self))

    let context: LXDContext

    func run() async throws {
        var names = try context.names(0...2)
        let isEmpty = context.arguments[Options.empty]
        guard isEmpty ? names.count <= 1 : !names.isEmpty else { throw context.usage("") }
        let image = isEmpty ? nil : RemoteName(names.removeFirst())
        let place = RemoteName(names.first ?? "")
        let lxd = try await context.lxd(place.remote)
        var creation = NewInstance(name: place.name.isEmpty ? nil : place.name)
        if context.arguments[Options.virtualMachine] { creation.type = .virtualMachine }
        creation.isEphemeral = context.arguments[Options.ephemeral]
        creation.instanceType = context.arguments[Options.type].nonEmpty
        creation.config = try LXDInstanceOptions.settings(context.arguments)
        creation.devices = try LXDInstanceOptions.deviceSettings(context.arguments)
        if let profiles = LXDInstanceOptions.profileNames(context.arguments) {
            creation.profiles = profiles
        }
        if let pool = context.arguments[LXDInstanceOptions.pool].nonEmpty {
            creation.devices["root", default: ["type": "disk", "path": "/"]]["pool"] = pool
        }
        if let image {
            creation.source = try await context.imageSource(image, for: lxd, at: place.remote)
        }
        let starts = !context.arguments[Options.noStart]
        creation.isStarted =
            starts ? try await lxd.hasExtension("instance_create_start") : false
        let running = try await lxd.instances.begin(creation)
        let label = place.name.isEmpty ? "new instance" : place.name
        let ended = try await context.finish(running, label)
        let made = ended.resources["instances"] ?? ended.resources["containers"]
        guard let name = creation.name ?? made?.first?.segments.last else {
            throw LXDError(.badAnswer, "The answer does not say what was made", url: ended.url)
        }
        if starts, !creation.isStarted {
            try await context.finish(try await lxd.instance(name).begin(.start()), name)
        }
        try await context.done(name, [:], name)
    }
}

/// `apus lxd copy`
struct LXDCopyCommand: LXDSubcommand {
    enum Options {
        static let mode = Option.value(
            "--mode", placeholder: "MODE",
            help: "Between servers: pull (the target fetches it, the default), push, or relay "
                + "(through this program: neither server need reach the other)."
        ) { text throws(OptionValueError) -> TransferMode in
            switch text {
            case "pull": return .pull
            case "push": return .push
            case "relay": return .relay
            default:
                throw OptionValueError(
                    "invalid choice: '\(text)' (choose from pull, push, relay)")
            }
        }
        static let targetProject = Option.text(
            "--target-project", placeholder: "NAME", help: "The project it shall be in.")
        static let inconsistent = Option.flag(
            "--allow-inconsistent", help: "Copy one that runs though its files may change.")
    }

    static let options = [
        LXDInstanceOptions.config.declarations, LXDInstanceOptions.devices.declarations,
        LXDInstanceOptions.profiles.declarations, LXDInstanceOptions.pool.declarations,
        LXDInstanceOptions.instanceOnly.declarations, Options.mode.declarations,
        Options.targetProject.declarations, Options.inconsistent.declarations,
    ].flatMap(\.self)

    static let declaration = Command(
        "copy", aliases: ["cp"],
        synopsis: "[options] [<remote>:]<instance>[/<snapshot>] [<remote>:][<name>]",
        summary: "Copies an instance or a snapshot, also to another server.",
        positionals: [
            Positional("<instance>[/<snapshot>]", "The original."),
            Positional("[<remote>:][<name>]", "Where to, and the copy's name."),
        ], options: options)

    let context: LXDContext

    func run() async throws {
        let names = try context.names(2...2)
        let (from, to) = (RemoteName(names[0]), RemoteName(names[1]))
        // --target is where the copy shall be, not who is asked for the original.
        let source = try await context.lxd(from.remote).onMember(nil)
        if let (instance, snapshot) = from.parts {
            return try await copySnapshot(instance, snapshot, source, from, to)
        }
        let original = source.instance(from.name)
        let target = try await context.target(of: to)
        let name = to.name.isEmpty ? from.name : to.name
        let options = try context.copyOptions()
        let label = "\(from.name) to \(names[1])"
        await context.showBar(label, "copying")
        let progress = context.barProgress(label, "copying")
        let copy: Instance
        do {
            if from.remote == to.remote {
                copy = try await original.copy(as: name, in: target, options, progress: progress)
            } else {
                copy = try await original.copy(to: target, as: name, options, progress: progress)
            }
        } catch {
            await context.showBar(label, nil)
            throw error
        }
        await context.showBar(label, nil)
        try await context.done(copy.name)
    }

    private func copySnapshot(
        _ instance: String, _ snapshot: String, _ source: LXD, _ from: RemoteName,
        _ to: RemoteName
    ) async throws {
        guard from.remote == to.remote, !to.name.isEmpty else {
            throw Refusal("A snapshot is copied on its server, under another name")
        }
        let original = try await source.instance(instance).get()
        let options = try context.copyOptions()
        let creation = NewInstance(
            name: to.name, type: original.type,
            source: .copy(
                of: instance, snapshot: snapshot, project: original.projectName,
                isInstanceOnly: true),
            profiles: options.profileNames ?? original.profileNames,
            config: original.config.filter { !$0.key.hasPrefix("volatile.") }
                .merging(options.config) { $1 },
            devices: original.devices.merging(options.devices) { $1 })
        let target = try await context.target(of: to)
        try await context.finish(try await target.instances.begin(creation), to.name)
        try await context.done(to.name)
    }
}

/// `apus lxd move`
struct LXDMoveCommand: LXDSubcommand {
    static let declaration = Command(
        "move", aliases: ["mv"], synopsis: "[options] [<remote>:]<instance> [<remote>:][<name>]",
        summary: "Renames an instance, or moves it to another pool, project, member or server.",
        positionals: [
            Positional("<instance>", "The instance; it must not run for most of it."),
            Positional("[<remote>:][<name>]", "Where to, and its new name."),
        ], options: LXDCopyCommand.options)

    let context: LXDContext

    func run() async throws {
        let names = try context.names(1...2)
        let from = RemoteName(names[0])
        let to = names.count == 2 ? RemoteName(names[1]) : from
        let source = try await context.lxd(from.remote)
        let name = to.name.isEmpty ? from.name : to.name
        if from.remote != to.remote {
            let target = try await context.target(of: to)
            await context.showBar(from.name, "moving")
            do {
                _ = try await source.onMember(nil).instance(from.name)
                    .move(
                        to: target, as: name, try context.copyOptions(),
                        progress: context.barProgress(from.name, "moving"))
            } catch {
                await context.showBar(from.name, nil)
                throw error
            }
            await context.showBar(from.name, nil)
            return try await context.done(name)
        }
        let pool = context.arguments[LXDInstanceOptions.pool].nonEmpty
        let project = context.arguments[LXDCopyCommand.Options.targetProject].nonEmpty
        let isMigration =
            pool != nil || project != nil || context.arguments[LXDOptions.target].nonEmpty != nil
        guard isMigration || name != from.name else {
            throw context.usage("It is to be moved, but not where to")
        }
        var move = InstanceMove.move(
            name: name, pool: pool, project: project,
            isInstanceOnly: context.arguments[LXDInstanceOptions.instanceOnly])
        move.isMigration = isMigration
        try await context.perform(
            source, .post, source.url.instances[from.name], move.json, label: from.name)
        try await context.done(name)
    }
}

extension LXDContext {
    /// Where a copy shall be.
    func target(of place: RemoteName) async throws -> LXD {
        let lxd = try await lxd(place.remote)
        return arguments[LXDCopyCommand.Options.targetProject].nonEmpty.map {
            lxd.inProject($0)
        } ?? lxd
    }

    func copyOptions() throws -> InstanceCopyOptions {
        var options = InstanceCopyOptions()
        options.isInstanceOnly = arguments[LXDInstanceOptions.instanceOnly]
        options.allowsInconsistency = arguments[LXDCopyCommand.Options.inconsistent]
        options.profileNames = LXDInstanceOptions.profileNames(arguments)
        options.config = try LXDInstanceOptions.settings(arguments)
        options.devices = try LXDInstanceOptions.deviceSettings(arguments)
        options.pool = arguments[LXDInstanceOptions.pool].nonEmpty
        options.mode = arguments[LXDCopyCommand.Options.mode] ?? .pull
        return options
    }
}
