// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd profile`
struct LXDProfileCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "profile", path: ["profiles"],
        columns: [("NAME", "name"), ("DESCRIPTION", "description"), ("USED BY", "#used_by")])
    static let declaration = declared(
        "profile", summary: "Works with profiles: configuration and devices that instances share.",
        more: ["add", "remove", "device-add", "device-remove"],
        description: [
            "add INSTANCE PROFILE... and remove INSTANCE PROFILE... change what an instance has. "
                + "device-add PROFILE DEVICE TYPE KEY=VALUE... gives a profile a device."
        ])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        let editor = ResourceEditor(context: context, kind: Self.kind)
        if try await editor.runDevices(action, names) { return true }
        guard ["add", "remove"].contains(action), names.count >= 2 else { return false }
        let instances = ResourceEditor(context: context, kind: LXDConfigCommand.kind)
        let changed = names.dropFirst().map { JSONValue.string($0) }
        try await instances.update(RemoteName(names[0])) { document in
            var profiles = (document["profiles"]?.elements ?? []).filter { !changed.contains($0) }
            if action == "add" { profiles += changed }
            document["profiles"] = .array(profiles)
        }
        return true
    }
}

/// `apus lxd config`
struct LXDConfigCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "instance", path: ["instances"],
        columns: [("NAME", "name"), ("STATUS", "status"), ("PROFILES", "profiles")])
    static let declaration = declared(
        "config", summary: "Looks at and changes the configuration and devices of instances.",
        more: ["device-add", "device-remove"], without: ["create", "delete", "rename"],
        description: ["device-add INSTANCE DEVICE TYPE KEY=VALUE... gives an instance a device."])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        try await ResourceEditor(context: context, kind: Self.kind).runDevices(action, names)
    }
}

extension ResourceEditor {
    /// Gives and takes devices of instances and profiles.
    func runDevices(_ action: String, _ names: [String]) async throws -> Bool {
        guard names.count >= 2 else { return false }
        switch action {
        case "device-add":
            var items = Array(names.dropFirst(2))
            // As `lxc` has it: the type alone, first.
            if let type = items.first, !type.contains("=") { items[0] = "type=\(type)" }
            let settings = try Self.settings(items)
            guard settings["type"] != nil else { throw Refusal("A device has a type: type=disk") }
            try await update(RemoteName(names[0])) { document in
                var devices = document["devices"]?.members ?? [:]
                guard devices[names[1]] == nil else {
                    throw Refusal("There is a device \(names[1]) already")
                }
                devices[names[1]] = .object(settings)
                document["devices"] = .object(devices)
            }
        case "device-remove":
            try await update(RemoteName(names[0])) { document in
                var devices = document["devices"]?.members ?? [:]
                for name in names.dropFirst() where devices.removeValue(forKey: name) == nil {
                    throw Refusal("There is no device \(name); it may be a profile's")
                }
                document["devices"] = .object(devices)
            }
        default: return false
        }
        return true
    }
}

/// `apus lxd network`
struct LXDNetworkCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "network", path: ["networks"],
        columns: [
            ("NAME", "name"), ("TYPE", "type"), ("MANAGED", "managed"),
            ("IPV4", "config.ipv4.address"), ("DESCRIPTION", "description"),
            ("USED BY", "#used_by"),
        ], creationKeys: ["type"])
    static let declaration = declared(
        "network", summary: "Works with networks.", more: ["info", "leases", "acl"],
        description: [
            "info shows the state of a network, leases the addresses it gave away. acl has list, "
                + "show, create, edit and delete for lists of rules."
        ], options: LXDResourceOptions.type.declarations)
    private static let rules = ResourceKind(
        noun: "list of rules", path: ["network-acls"],
        columns: [("NAME", "name"), ("DESCRIPTION", "description"), ("USED BY", "#used_by")])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        switch (action, names.count) {
        case ("info", 1):
            let place = RemoteName(names[0])
            let lxd = try await context.lxd(place.remote)
            try await context.print(
                try await lxd.raw.get(lxd.url.networks[place.name].state).document())
        case ("leases", 1):
            let place = RemoteName(names[0])
            let lxd = try await context.lxd(place.remote)
            let leases = try await lxd.raw.get(lxd.url.networks[place.name].leases).document()
            try await ResourceEditor(context: context, kind: Self.kind).print(
                leases.elements ?? [],
                [
                    ("HOSTNAME", "hostname"), ("MAC", "hwaddr"), ("ADDRESS", "address"),
                    ("TYPE", "type"),
                ])
        case ("acl", 1...):
            return try await ResourceEditor(context: context, kind: Self.rules)
                .run(names[0], Array(names.dropFirst()))
        default: return false
        }
        return true
    }
}

/// `apus lxd project`
struct LXDProjectCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "project", path: ["projects"],
        columns: [
            ("NAME", "name"), ("IMAGES", "config.features.images"),
            ("PROFILES", "config.features.profiles"), ("DESCRIPTION", "description"),
            ("USED BY", "#used_by"),
        ])
    static let declaration = declared(
        "project", summary: "Works with projects.", more: ["info"],
        description: ["info shows what a project uses of what it may."])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        guard action == "info", names.count == 1 else { return false }
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        let state = try await lxd.raw.get(lxd.url.projects[place.name].state).document()
        try await context.print(state)
        return true
    }
}

/// `apus lxd storage`
struct LXDStorageCommand: LXDResourceCommand {
    static let driver = Option.text(
        "--driver", placeholder: "DRIVER",
        help: "With create: dir, zfs, btrfs, lvm, ceph and so on.")
    static let kind = ResourceKind(
        noun: "storage pool", path: ["storage-pools"],
        columns: [
            ("NAME", "name"), ("DRIVER", "driver"), ("STATUS", "status"),
            ("DESCRIPTION", "description"), ("USED BY", "#used_by"),
        ], creationKeys: ["driver"])
    static let declaration = declared(
        "storage", summary: "Works with storage pools and their volumes.",
        more: ["info", "volume"], without: ["rename"],
        description: [
            "info shows the room in a pool. volume ACTION POOL [VOLUME]: list, show, create, set, "
                + "unset, edit, rename, delete, snapshot POOL VOLUME [NAME], restore POOL VOLUME "
                + "SNAPSHOT, attach POOL VOLUME INSTANCE PATH."
        ], options: driver.declarations + LXDResourceOptions.type.declarations)

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        switch (action, names.count) {
        case ("info", 1):
            let place = RemoteName(names[0])
            let lxd = try await context.lxd(place.remote)
            try await context.print(
                try await lxd.raw.get(lxd.url.storagePools[place.name].resources).document())
            return true
        case ("volume", 2...): return try await runVolume(names[0], Array(names.dropFirst()))
        default: return false
        }
    }

    private func runVolume(_ action: String, _ names: [String]) async throws -> Bool {
        let pool = RemoteName(names[0])
        let type = context.arguments[LXDResourceOptions.type] ?? "custom"
        let prefix = pool.remote.map { "\($0):" } ?? ""
        let all = ResourceEditor(
            context: context,
            kind: ResourceKind(
                noun: "volume", path: ["storage-pools", pool.name, "volumes"],
                columns: [
                    ("TYPE", "type"), ("NAME", "name"), ("CONTENT", "content_type"),
                    ("DESCRIPTION", "description"), ("USED BY", "#used_by"),
                ]))
        if action == "list", names.count == 1 { return try await all.run("list", [prefix]) }
        guard names.count >= 2 else { return false }
        let one = ResourceEditor(
            context: context,
            kind: ResourceKind(
                noun: "volume", path: all.kind.path + [type], columns: all.kind.columns))
        let lxd = try await context.lxd(pool.remote)
        switch (action, names.count) {
        case ("snapshot", 2), ("snapshot", 3):
            let document: JSONValue = names.count == 3 ? ["name": .string(names[2])] : [:]
            try await context.perform(
                lxd, .post, one.url(names[1]).appending("snapshots"), document, label: names[1])
            try await context.done(names[1])
        case ("restore", 3):
            try await context.perform(
                lxd, .put, one.url(names[1]), ["restore": .string(names[2])], label: names[1])
            try await context.done(names[1])
        case ("attach", 4):
            let instances = ResourceEditor(context: context, kind: LXDConfigCommand.kind)
            return try await instances.runDevices(
                "device-add",
                [
                    prefix + names[2], names[1], "type=disk", "pool=\(pool.name)",
                    "source=\(names[1])", "path=\(names[3])",
                ])
        default:
            return try await one.run(action, [prefix + names[1]] + names.dropFirst(2))
        }
        return true
    }
}

/// `apus lxd cluster`
struct LXDClusterCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "member", path: ["cluster", "members"],
        columns: [
            ("NAME", "server_name"), ("URL", "url"), ("ROLES", "roles"), ("STATUS", "status"),
            ("MESSAGE", "message"),
        ])
    static let declaration = declared(
        "cluster", summary: "Works with the members of a cluster.",
        more: ["token", "evacuate", "restore", "enable", "group"], without: ["create"],
        description: [
            "token NAME prints what a server needs to join under that name. evacuate takes "
                + "instances off a member, restore brings them back, delete removes it (--force: "
                + "also when it cannot be reached). enable NAME makes a cluster of one server. "
                + "group has the actions for groups of members."
        ], options: LXDResourceOptions.force.declarations)
    private static let groups = ResourceKind(
        noun: "group", path: ["cluster", "groups"],
        columns: [("NAME", "name"), ("DESCRIPTION", "description"), ("MEMBERS", "#members")])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        if action == "group", let inner = names.first {
            return try await ResourceEditor(context: context, kind: Self.groups)
                .run(inner, Array(names.dropFirst()))
        }
        guard names.count == 1 else { return false }
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        let members = lxd.url.cluster.members
        switch action {
        case "token":
            let token = try await lxd.cluster.joinToken(for: place.name).text
            if context.writesJSON {
                try await context.done(place.name, ["token": .string(token)])
            } else {
                try await context.output.print(token)
            }
        case "evacuate", "restore":
            try await context.perform(
                lxd, .post, members[place.name].state, ["action": .string(action)],
                label: place.name)
            try await context.done(place.name)
        case "enable":
            try await context.perform(
                lxd, .put, lxd.url.cluster,
                ["enabled": true, "server_name": .string(place.name)], label: place.name)
            try await context.done(place.name)
        case "delete" where context.arguments[LXDResourceOptions.force]:
            try await context.perform(
                lxd, .delete, members[place.name].url.with("force", "1"), label: place.name)
            try await context.done(place.name)
        default: return false
        }
        return true
    }
}

/// `apus lxd operation`
struct LXDOperationCommand: LXDResourceCommand {
    static let kind = ResourceKind(
        noun: "operation", path: ["operations"],
        columns: [
            ("ID", "id"), ("CLASS", "class"), ("DESCRIPTION", "description"),
            ("STATUS", "status"), ("CANCELABLE", "may_cancel"), ("CREATED", "created_at"),
        ])
    static let declaration = Command(
        "operation", synopsis: "list|show|wait|cancel [<remote>:][<id>]",
        summary: "Works with what a server does in the background.",
        positionals: [
            Positional("<action>", "What to do.", choices: ["list", "show", "wait", "cancel"]),
            Positional("[<id>]", "The operation."),
        ])

    let context: LXDContext

    func run(other action: String, _ names: [String]) async throws -> Bool {
        let editor = ResourceEditor(context: context, kind: Self.kind)
        if action == "list", names.count <= 1 {
            let lxd = try await context.lxd(RemoteName(names.first ?? "").remote)
            var url = editor.url().with("recursion", "1")
            if context.arguments[LXDOptions.allProjects] { url = url.with("all-projects", "true") }
            let document = try await lxd.raw.get(url).document()
            let all = (document.members ?? [:]).values.flatMap { $0.elements ?? [] }
            try await editor.print(all, Self.kind.columns)
            return true
        }
        guard names.count == 1 else { return false }
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        switch action {
        case "show": return try await editor.run("show", names)
        case "cancel":
            _ = try await lxd.raw.delete(editor.url(place.name)).document()
            try await context.done(place.name)
        case "wait":
            while true {
                let url = editor.url(place.name).appending("wait").with("timeout", "60")
                let document = try await lxd.raw.get(url).document()
                guard Int(json: document["status_code"] ?? .null) ?? 200 >= 200 else { continue }
                if document["status_code"] != 200 { context.status.set(1) }
                try await context.print(document)
                break
            }
        default: return false
        }
        return true
    }
}
