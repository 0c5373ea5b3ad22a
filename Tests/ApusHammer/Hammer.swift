// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFaultEngines
import ApusIO
import ApusModel
import ApusStorage

/// Commits to an engine as fast as it can, and says on standard output what it is going to do
/// (`B`) and what has been acknowledged (`E`), until it is killed or each worker has done its
/// share. Half of the tests of kills and of power loss.
///
/// Usage: `ApusHammer ENGINE DIRECTORY SEED [COMMITS]`. `O` comes first, before the store is
/// opened. A line is `B` or `E`, the number of the commit, and for `B` the container, the key and
/// the state after the commit: `-` for nothing, else `seed:size:note`, from which the test can
/// make the body again. The key of an older version is followed by `@` and its number. Without a
/// key it is about the container itself, without a container about the account: `-` or `+note`.
@main struct Hammer {
    let backend: any Backend
    let account: AccountName
    /// How many commits each worker makes.
    let share: Int

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 || arguments.count == 5, let seed = UInt64(arguments[3]),
            let engine = Engine.killed.first(where: { $0.name == arguments[1] })
        else {
            print("usage: ApusHammer ENGINE DIRECTORY SEED [COMMITS]")
            return
        }
        try await say("O")
        let backend = try await engine.open(arguments[2])
        let hammer = Hammer(
            backend: backend, account: try AccountName("AUTH_crash"),
            share: arguments.count == 5 ? Int(arguments[4]) ?? 0 : .max)
        try await hammer.begin(seed: seed)
        try await withThrowingTaskGroup { group in
            for worker in 0..<12 {
                group.addTask { try await hammer.work(worker, seed: seed &+ UInt64(worker)) }
            }
            group.addTask { try await hammer.makeAndDelete(seed: seed) }
            try await group.waitForAll()
        }
        await backend.shutdown()
    }

    /// The first changes of a life, one by one, so that each is the first of its kind that is
    /// synced: later ones may be made durable by what others sync.
    private func begin(seed: UInt64) async throws {
        try await Self.say("B", "\(seed)-a", "", "", "+")
        do {
            _ = try await backend.account(account).create(at: Self.now(), metadata: [:])
        } catch {
            guard error.reason == .alreadyExists else { throw error }
        }
        try await Self.say("E", "\(seed)-a")

        let container = backend.container(ContainerAddress(account, try ContainerName("c0")))
        let key = ObjectKey(try ObjectName("alone"))
        if (try? await container.row(key)) != nil {
            try await Self.say("B", "\(seed)-b", "c0", "alone", "-")
            _ = try await container.commit([ObjectChange(key, .remove(at: Self.now()))])
            try await Self.say("E", "\(seed)-b")
        }

        let fresh = "fresh-\(seed)"
        try await Self.say("B", "\(seed)-f", fresh, "", "+")
        _ = try await backend.container(ContainerAddress(account, try ContainerName(fresh)))
            .create(ContainerRecord(createdAt: Self.now()))
        try await Self.say("E", "\(seed)-f")

        try await create("c0", commit: "\(seed)-c")
        var random = Words(seed: seed)
        let (change, state) = try await change(container, "alone", &random)
        try await Self.say("B", "\(seed)-p", "c0", "alone", state)
        _ = try await container.commit([change])
        try await Self.say("E", "\(seed)-p")
    }

    /// Creates a container unless it is there.
    private func create(_ name: String, commit: String) async throws {
        let container = backend.container(ContainerAddress(account, try ContainerName(name)))
        if (try? await container.stat(.current)) != nil { return }
        try await Self.say("B", commit, name, "", "+")
        do {
            _ = try await container.create(ContainerRecord(createdAt: Self.now()))
        } catch {
            guard error.reason == .alreadyExists else { throw error }
        }
        try await Self.say("E", commit)
    }

    /// Puts, overwrites, amends and removes the worker's own objects, and keeps versions of them.
    private func work(_ worker: Int, seed: UInt64) async throws {
        var random = Words(seed: seed)
        let name = "c\(worker % 3)"
        let container = backend.container(ContainerAddress(account, try ContainerName(name)))
        try await create(name, commit: "\(seed)-c")
        for number in 0..<share {
            let commit = "\(seed)-\(number)"
            let first = "w\(worker)/\(random.next() % 5)"
            let slot = random.next() % 3
            let version = ObjectKey(
                try ObjectName(first), in: .versions(Timestamp(ticks: slot + 1)))
            switch random.next() % 12 {
            case 0, 1:
                try await Self.say("B", commit, name, first, "-")
                _ = try await container.commit([
                    ObjectChange(ObjectKey(try ObjectName(first)), .remove(at: Self.now()))
                ])
            case 10:
                // What stands there is kept, in the place of an older version, and replaced.
                let key = ObjectKey(try ObjectName(first))
                guard let row = try? await container.row(key) else { continue }
                let (change, state) = try await change(container, first, &random)
                let note = row.metadata["x-object-meta-note"] ?? ""
                let kept = "\(row.system["state"] ?? ""):\(note)"
                try await Self.say("B", commit, name, first, state)
                try await Self.say("B", commit, name, "\(first)@\(slot + 1)", kept)
                _ = try await container.commit([ObjectChange(version, .move(from: key)), change])
            case 11:
                try await Self.say("B", commit, name, "\(first)@\(slot + 1)", "-")
                _ = try await container.commit([
                    ObjectChange(version, .remove(at: Self.now()))
                ])
            case 2:
                let key = ObjectKey(try ObjectName(first))
                guard var row = try? await container.row(key) else { continue }
                row.modifiedAt = Self.now()
                row.metadata["x-object-meta-note"] = "n\(number)"
                let state = row.system["state"] ?? ""
                try await Self.say("B", commit, name, first, "\(state):n\(number)")
                _ = try await container.commit([ObjectChange(key, .amend(row))])
            case 3:
                // Two objects, both or neither.
                let second = "w\(worker)/pair"
                let changes = [
                    try await change(container, first, &random),
                    try await change(container, second, &random),
                ]
                try await Self.say("B", commit, name, first, changes[0].state)
                try await Self.say("B", commit, name, second, changes[1].state)
                _ = try await container.commit(changes.map(\.change))
            default:
                let (change, state) = try await change(container, first, &random)
                try await Self.say("B", commit, name, first, state)
                _ = try await container.commit([change])
            }
            try await Self.say("E", commit)
        }
    }

    /// Stages a body of a random size, to which small ones are many.
    private func change(
        _ container: any ContainerBroker, _ name: String, _ random: inout Words
    ) async throws -> (change: ObjectChange, state: String) {
        let size =
            switch random.next() % 40 {
            case 0: random.next() % 700_000
            case 1...6: random.next() % 100_000
            default: random.next() % 8_000
            }
        let seed = random.next()
        let bytes = Words.body(seed: seed, sizeBytes: Int(size))
        let writer = try await container.stage(sizeBytes: size)
        var position = 0
        while position < bytes.count {
            let end = min(position + 200_000, bytes.count)
            try await writer.write(bytes[position..<end])
            position = end
        }
        let row = ObjectRow(
            createdAt: Self.now(), sizeBytes: size,
            etag: Hexadecimal.encode(Digest.of(bytes, .md5)), contentType: "text/plain",
            metadata: ["x-object-meta-note": "-"], system: ["state": "\(seed):\(size)"])
        let key = ObjectKey(try ObjectName(name))
        return (
            ObjectChange(key, .put(row, try await writer.seal())), "\(seed):\(size):-"
        )
    }

    /// Creates containers, each with an object, and deletes them again.
    private func makeAndDelete(seed: UInt64) async throws {
        for number in 0..<share {
            let name = "short-lived-\(number % 7)"
            let container = backend.container(ContainerAddress(account, try ContainerName(name)))
            try await create(name, commit: "\(seed)-m\(number)")
            try await Self.say("B", "\(seed)-u\(number)", name, "", "+\(number)")
            try await container.update(
                ["x-container-meta-note": "\(number)"], at: Self.now())
            try await Self.say("E", "\(seed)-u\(number)")
            if number % 7 == 5 { continue }

            var random = Words(seed: seed &+ UInt64(number))
            let (change, state) = try await change(container, "object", &random)
            try await Self.say("B", "\(seed)-p\(number)", name, "object", state)
            _ = try await container.commit([change])
            try await Self.say("E", "\(seed)-p\(number)")
            if number % 7 == 6 { continue }

            try await Self.say("B", "\(seed)-r\(number)", name, "object", "-")
            _ = try await container.commit([ObjectChange(change.key, .remove(at: Self.now()))])
            try await Self.say("E", "\(seed)-r\(number)")
            try await Self.say("B", "\(seed)-d\(number)", name, "", "-")
            try await container.delete(at: Self.now())
            try await Self.say("E", "\(seed)-d\(number)")
        }
    }

    private static func say(_ words: String...) async throws {
        // One write of less than a pipe's page is never mixed with another.
        try FileCalls.writeAll(1, Bytes(words.joined(separator: "\t") + "\n"))
    }

    private static func now() -> Timestamp {
        let time = FileTime.now
        return Timestamp(
            ticks: UInt64(time.seconds) * Timestamp.ticksPerSecond
                + UInt64(time.nanoseconds) / 10_000)
    }
}
