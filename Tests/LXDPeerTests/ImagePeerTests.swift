// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct ImagePeerTests {
    /// A file as a body, of known length or not.
    private func body(_ path: String, isLengthKnown: Bool) throws -> BodyReader {
        let bytes = try bytes(path)
        guard !isLengthKnown else { return BodyReader(bytes) }
        let rest = BodyReader(bytes)
        return BodyReader(lengthBytes: nil) { try await rest.nextPiece() }
    }

    private func bytes(_ path: String) throws -> Bytes {
        let file = try FileCalls.open(path, flags: 0)
        defer { FileCalls.close(file) }
        let size = try FileCalls.status(of: file).sizeBytes
        return try FileCalls.read(file, at: 0, count: Int(size))
    }

    @Test func `sends an image in one file and reads it back`() async throws {
        let peer = try #require(Peer.first)
        try await peer.inProjectOfItsOwn("image-one") { lxd in
            let told = Mutex<[UInt64]>([])
            let image = try await lxd.images.upload(
                file: peer.imageArchive,
                as: NewImage(
                    aliases: [.init(name: "one/a", description: "first"), .init(name: "one b")],
                    isPublic: true, properties: ["serial": "a & b = ü"]),
                progress: { done, _ in told.withLock { $0.append(done) } })
            let size = UInt64(try bytes(peer.imageArchive).count)
            #expect(told.withLock { $0.last } == size)
            #expect(image.sizeBytes == Int(size))
            #expect(image.isPublic == true)
            #expect(image.properties["serial"] == "a & b = ü")
            #expect(image.properties["os"] == "busybox")
            #expect(image.filename == "tiny.tar.gz")
            #expect(image.aliases.compactMap(\.name).sorted() == ["one b", "one/a"])
            #expect(try await lxd.images.aliased("one/a").fingerprint == image.fingerprint)

            let short = String(image.fingerprint.prefix(12))
            #expect(try await lxd.images[short].url == image.url)
            #expect(try await lxd.images.contains(short))
            #expect(try await lxd.images.contains("0123456789ab") == false)

            let directory = try TemporaryDirectory()
            let path = directory.path + "/image"
            #expect(try await lxd.image(short).export(toFile: path) == [path])
            #expect(try bytes(path) == bytes(peer.imageArchive))
            #expect(try directory.files() == ["image"])

            #expect(try await !lxd.image(image).secret().isEmpty)
            try await lxd.images.delete(short)
            #expect(try await lxd.images.count() == 0)
        }
    }

    @Test(arguments: [true, false])
    func `sends an image in two files, of whatever length`(isLengthKnown: Bool) async throws {
        let peer = try #require(Peer.first)
        try await peer.inProjectOfItsOwn("image-two-\(isLengthKnown)") { lxd in
            let image = try await lxd.images.upload(
                metadata: try body(peer.imageMetadata, isLengthKnown: isLengthKnown),
                root: try body(peer.imageRootfs, isLengthKnown: isLengthKnown),
                as: NewImage(aliases: [.init(name: "two")]))
            let files = try await lxd.image(image).export()
            let metadata = try #require(try await files.next())
            #expect(metadata.kind == .metadata)
            #expect(
                try await metadata.body.collect(limitBytes: 1 << 20) == bytes(peer.imageMetadata))
            let root = try #require(try await files.next())
            #expect(root.kind == .root)
            #expect(try await root.body.collect(limitBytes: 1 << 26) == bytes(peer.imageRootfs))
            #expect(try await files.next() == nil)

            let directory = try TemporaryDirectory()
            try await lxd.image(image).export(toFile: directory.path + "/two")
            #expect(try directory.files().sorted() == ["two", "two.root"])
            #expect(try bytes(directory.path + "/two.root") == bytes(peer.imageRootfs))
            try await lxd.images.delete(image)
        }
    }

    @Test func `makes nothing of a half image`() async throws {
        let peer = try #require(Peer.first)
        try await peer.inProjectOfItsOwn("image-half") { lxd in
            let image = try await lxd.images.upload(
                file: peer.imageArchive, as: NewImage(aliases: [.init(name: "taken")]))
            // An alias that is taken: nothing is sent.
            let sent = Mutex(false)
            let taken = await #expect(throws: LXDError.self) {
                try await lxd.images.upload(
                    BodyReader(lengthBytes: nil) {
                        sent.withLock { $0 = true }
                        return nil
                    }, as: NewImage(aliases: [.init(name: "taken")]))
            }
            #expect(taken?.code == .conflict)
            #expect(!sent.withLock { $0 })
            try await lxd.images.delete(image)

            let other = String(repeating: "0", count: 64)
            await #expect(throws: LXDError.self) {
                try await lxd.images.upload(file: peer.imageArchive, fingerprint: other)
            }
            await #expect(throws: BodyError.self) {
                try await lxd.images.upload(
                    BodyReader(lengthBytes: 1000) { throw BodyError.truncated })
            }
            await #expect(throws: LXDError.self) {
                try await lxd.images.upload(BodyReader(Bytes("no image")))
            }
            #expect(try await lxd.images.count() == 0)
            #expect(try await lxd.images.aliases.count() == 0)

            // A file that cannot be written: no file is left.
            let whole = try await lxd.images.upload(file: peer.imageArchive)
            let directory = try TemporaryDirectory()
            let local = await #expect(throws: LXDError.self) {
                try await lxd.image(whole).export(toFile: directory.path + "/none/image")
            }
            #expect(local?.code == .local)
            await #expect(throws: LXDError.self) {
                try await lxd.images.upload(file: directory.path + "/none")
            }
            #expect(try directory.files() == [])
            try await lxd.images.delete(whole)
        }
    }

    @Test func `keeps names of images`() async throws {
        let peer = try #require(Peer.first)
        try await peer.inProjectOfItsOwn("image-names") { lxd in
            let image = try await lxd.images.upload(file: peer.imageArchive)
            let aliases = lxd.images.aliases
            var alias = try await aliases.create(
                NewImageAlias(name: "os/release", target: image.fingerprint))
            alias.description = "described"
            try await lxd.save(&alias)
            #expect(try await aliases["os/release"].description == "described")
            #expect(try await lxd.imageAlias("os/release").get().target == image.fingerprint)
            // Renaming one is not tried: it holds up all of LXD 5.0 for ten seconds.
            #expect(try await aliases.names() == ["os/release"])
            var changed = try await lxd.images[image.fingerprint]
            #expect(changed.aliasEntries.names == ["os/release"])
            changed.properties["new"] = "value"
            changed.isPublic = true
            try await lxd.save(&changed)
            #expect(try await lxd.images[image.fingerprint].properties["new"] == "value")
            try await aliases.delete("os/release")
            #expect(try await aliases.contains("os/release") == false)
            // It was uploaded: there is nowhere to look for a newer one.
            await #expect(throws: LXDError.self) { try await lxd.image(image).refresh() }
            try await lxd.images.delete(image)
        }
    }

    @Test(.enabled(if: Peer.second != nil), arguments: [ImageCopyMode.pull, .push, .relay])
    func `copies between servers`(mode: ImageCopyMode) async throws {
        let first = try #require(Peer.first)
        let second = try #require(Peer.second)
        try await first.inProjectOfItsOwn("copy-from-\(mode)") { source in
            let image = try await source.images.upload(
                metadata: try body(first.imageMetadata, isLengthKnown: true),
                root: try body(first.imageRootfs, isLengthKnown: true),
                as: NewImage(aliases: [.init(name: "kept")], properties: ["along": "yes"]))
            try await second.inProjectOfItsOwn("copy-to-\(mode)") { target in
                let copy = try await source.image(image).copy(
                    to: target, mode: mode, keepsAliases: true, aliases: [.init(name: "more")])
                #expect(copy.fingerprint == image.fingerprint)
                #expect(copy.projectName == target.project)
                #expect(copy.properties["along"] == "yes")
                #expect(copy.aliases.compactMap(\.name).sorted() == ["kept", "more"])
                #expect(copy.isPublic == false)
                try await target.images.delete(copy)
            }
            try await source.images.delete(image)
        }
    }
}

extension Peer {
    /// Lends a project that has images and profiles of its own, and takes it away, with what is
    /// left in it.
    func inProjectOfItsOwn(
        _ name: String, _ body: (LXD) async throws -> Void
    ) async throws {
        let lxd = try client()
        try await lxd.projects.create(NewProject(name: name))
        let inside = lxd.inProject(name)
        do {
            try await body(inside)
        } catch {
            Issue.record(error)
        }
        for try await image in inside.images { try await inside.delete(image) }
        try await lxd.projects.delete(name)
        lxd.close()
    }
}
