// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// `apus lxd image`
struct LXDImageCommand: LXDResourceCommand {
    enum Options {
        static let aliases = Option.list(
            "--alias", placeholder: "NAME",
            help: "With import and copy: a name of the image. May be repeated.")
        static let isPublic = Option.flag(
            "--public", help: "With import and copy: for everybody.")
        static let autoUpdate = Option.flag(
            "--auto-update", help: "With copy: fetch newer ones as they come.")
    }

    static let kind = ResourceKind(
        noun: "image", path: ["images"],
        columns: [
            ("ALIAS", "aliases"), ("FINGERPRINT", "fingerprint"), ("PUBLIC", "public"),
            ("DESCRIPTION", "properties.description"), ("ARCHITECTURE", "architecture"),
            ("TYPE", "type"), ("BYTES", "size"),
        ])
    private static let aliases = ResourceKind(
        noun: "alias", path: ["images", "aliases"],
        columns: [
            ("ALIAS", "name"), ("FINGERPRINT", "target"), ("TYPE", "type"),
            ("DESCRIPTION", "description"),
        ])
    static let declaration = Command(
        "image",
        synopsis: "list [<remote>:] | show <image> | copy <image> <remote>: | "
            + "import <file> [<root file>] [<remote>:] | export <image> <file> | "
            + "refresh <image>... | edit <image> | delete <image>... | "
            + "alias list|create|rename|delete ...",
        summary: "Works with images.",
        description: [
            "An image is an alias or the beginning of a fingerprint, with REMOTE: in front. "
                + "import takes one archive, or metadata and a root file system; export writes "
                + "the same, the root file system with .root behind. alias create NAME IMAGE "
                + "gives one more name."
        ],
        positionals: [
            Positional(
                "<action>", "What to do.",
                choices: [
                    "list", "show", "copy", "import", "export", "refresh", "edit", "delete",
                    "alias",
                ]),
            Positional("[<image>]", "The image."),
        ],
        options: [
            Options.aliases.declarations, Options.isPublic.declarations,
            Options.autoUpdate.declarations,
        ].flatMap(\.self))

    let context: LXDContext

    private var newAliases: JSONValue {
        .array(context.arguments[Options.aliases].map { ["name": .string($0)] })
    }

    func run(other action: String, _ names: [String]) async throws -> Bool {
        let editor = ResourceEditor(context: context, kind: Self.kind)
        switch (action, names.count) {
        case ("list", 0...1): try await list(RemoteName(names.first ?? ""))
        case ("show", 1), ("info", 1), ("edit", 1):
            let (_, fingerprint, prefix) = try await image(names[0])
            return try await editor.run(action, [prefix + fingerprint])
        case ("delete", 1...):
            await context.forEach(names, name: \.self) { text in
                let (lxd, fingerprint, _) = try await image(text)
                try await context.perform(
                    lxd, .delete, lxd.url.images[fingerprint], label: text)
                try await context.done(text)
            }
        case ("refresh", 1...):
            await context.forEach(names, name: \.self) { text in
                let (lxd, fingerprint, _) = try await image(text)
                let ended = try await context.perform(
                    lxd, .post, lxd.url.images[fingerprint].refresh, label: text)
                let isNew = ended?.metadata["refreshed"] == true
                try await context.done(
                    text, ["refreshed": .boolean(isNew)],
                    "\(text) \(isNew ? "is new" : "was the newest")")
            }
        case ("copy", 2): try await copy(RemoteName(names[0]), RemoteName(names[1]))
        case ("alias", 1...): return try await alias(names[0], Array(names.dropFirst()))
        default: return try await transfer(action, names)
        }
        return true
    }

    /// The server of an image, its whole fingerprint, and what stands in front of it.
    func image(_ text: String) async throws -> (LXD, fingerprint: String, prefix: String) {
        let place = RemoteName(text)
        let lxd = try await context.lxd(place.remote)
        let fingerprint = try await context.fingerprint(place.name, at: lxd)
        return (lxd, fingerprint, place.remote.map { "\($0):" } ?? "")
    }

    private func list(_ place: RemoteName) async throws {
        let lxd = try await context.lxd(place.remote)
        var url = lxd.url.images.url.with("recursion", "1")
        if context.arguments[LXDOptions.allProjects] { url = url.with("all-projects", "true") }
        let all = try await lxd.raw.get(url).document().elements ?? []
        if context.writesJSON {
            for document in all { try await context.printLine(document) }
            return
        }
        let shown = all.map { document in
            var members = document.members ?? [:]
            members["aliases"] = .array(
                (document.aliases?.elements ?? []).compactMap { $0.name })
            members["fingerprint"] = .string(
                String((document.fingerprint?.text ?? "").prefix(12)))
            return JSONValue.object(members)
        }
        try await ResourceEditor(context: context, kind: Self.kind)
            .print(shown, Self.kind.columns)
    }

    private func copy(_ from: RemoteName, _ to: RemoteName) async throws {
        guard to.name.isEmpty, from.remote != to.remote else {
            throw context.usage("An image is copied to another server: REMOTE:")
        }
        let target = try await context.lxd(to.remote)
        let source = try await context.imageSource(
            RemoteName(remote: from.remote ?? Remotes.localName, name: from.name), for: target,
            at: to.remote)
        let ended = try await context.perform(
            target, .post, target.url.images,
            [
                "source": source.json, "aliases": newAliases,
                "public": .boolean(context.arguments[Options.isPublic]),
                "auto_update": .boolean(context.arguments[Options.autoUpdate]),
            ], label: from.name)
        let fingerprint = ended?.metadata["fingerprint"]?.text ?? source.fingerprint ?? from.name
        try await context.done(
            from.name, ["fingerprint": .string(fingerprint)], fingerprint)
    }

    private func alias(_ action: String, _ names: [String]) async throws -> Bool {
        guard action == "create" else {
            return try await ResourceEditor(context: context, kind: Self.aliases)
                .run(action, names)
        }
        guard names.count == 2 else { return false }
        let place = RemoteName(names[0])
        let lxd = try await context.lxd(place.remote)
        let fingerprint = try await context.fingerprint(RemoteName(names[1]).name, at: lxd)
        try await context.perform(
            lxd, .post, lxd.url.images.aliases,
            ["name": .string(place.name), "target": .string(fingerprint)], label: place.name)
        try await context.done(place.name, ["fingerprint": .string(fingerprint)])
        return true
    }

    /// Brings images here and there.
    private func transfer(_ action: String, _ names: [String]) async throws -> Bool {
        switch (action, names.count) {
        case ("export", 2):
            let (lxd, fingerprint, _) = try await image(names[0])
            let paths = try await lxd.image(fingerprint).export(toFile: names[1])
            try await context.done(
                names[0], ["files": .array(paths.map { .string($0) })],
                paths.joined(separator: "\n"))
        case ("import", 1...3):
            var files = names
            var remote: String?
            if let last = files.last, last.last == ":", files.count > 1 {
                remote = RemoteName(last).remote
                files.removeLast()
            }
            guard files.count <= 2 else { return false }
            let lxd = try await context.lxd(remote)
            let description = NewImage(
                aliases: context.arguments[Options.aliases].map { name in
                    var alias = Image.Alias()
                    alias.name = name
                    return alias
                }, isPublic: context.arguments[Options.isPublic])
            let image =
                files.count == 2
                ? try await lxd.images.upload(
                    metadataFile: files[0], rootFile: files[1], as: description)
                : try await lxd.images.upload(file: files[0], as: description)
            try await context.done(
                files[0], ["fingerprint": .string(image.fingerprint)], image.fingerprint)
        default: return false
        }
        return true
    }
}
