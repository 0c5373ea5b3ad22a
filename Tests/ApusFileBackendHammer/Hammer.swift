// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFileBackend
import ApusFileBackendHammerWords
import ApusIO
import ApusModel
import ApusStorage

/// Commits to a file back-end as fast as it can, and says on standard output what it is going to
/// do (`B`) and what has been acknowledged (`E`), until it is killed. Half of the crash test.
///
/// `O` comes first, before the store is opened. Usage: `ApusFileBackendHammer DIRECTORY SEED`. A line is `B` or `E`, the number of the commit,
/// and for `B` the container, the key and the state after the commit: `-` for nothing, else
/// `seed:size:note`, from which the test can make the body again.
@main struct Hammer {
    let backend: FileBackend
    let account: AccountName

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let seed = UInt64(arguments[2]) else {
            print("usage: ApusFileBackendHammer DIRECTORY SEED")
            return
        }
        try await say("O")
        let backend = try await FileBackend.open(arguments[1])
        let hammer = Hammer(backend: backend, account: try AccountName("AUTH_crash"))
        _ = try await backend.account(hammer.account).create(at: now(), metadata: [:])
        try await withThrowingTaskGroup { group in
            for worker in 0..<12 {
                group.addTask { try await hammer.work(worker, seed: seed &+ UInt64(worker)) }
            }
            group.addTask { try await hammer.makeAndDelete() }
            try await group.waitForAll()
        }
    }

    /// Puts, overwrites, amends and removes the worker's own objects.
    private func work(_ worker: Int, seed: UInt64) async throws {
        var random = Words(seed: seed)
        let name = "c\(worker % 3)"
        let container = backend.container(ContainerAddress(account, try ContainerName(name)))
        _ = try await container.create(ContainerRecord(createdAt: Self.now()))
        for number in 0... {
            let commit = "\(seed)-\(number)"
            let first = "w\(worker)/\(random.next() % 5)"
            switch random.next() % 10 {
            case 0, 1:
                try await Self.say("B", commit, name, first, "-")
                _ = try await container.commit([
                    ObjectChange(ObjectKey(try ObjectName(first)), .remove(at: Self.now()))
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

    /// Stages a body of a random size.
    private func change(
        _ container: any ContainerBroker, _ name: String, _ random: inout Words
    ) async throws -> (change: ObjectChange, state: String) {
        let size =
            switch random.next() % 20 {
            case 0: random.next() % 2_000_000
            case 1...4: random.next() % 300_000
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
    private func makeAndDelete() async throws {
        for number in 0... {
            let name = try ContainerName("short-lived-\(number % 7)")
            let container = backend.container(ContainerAddress(account, name))
            _ = try await container.create(ContainerRecord(createdAt: Self.now()))
            let writer = try await container.stage(sizeBytes: 5)
            try await writer.write(Bytes("12345"))
            let key = ObjectKey(try ObjectName("object"))
            let row = ObjectRow(
                createdAt: Self.now(), sizeBytes: 5,
                etag: Hexadecimal.encode(Digest.of(Bytes("12345"), .md5)), contentType: "a/b")
            _ = try await container.commit([ObjectChange(key, .put(row, try await writer.seal()))])
            _ = try await container.commit([ObjectChange(key, .remove(at: Self.now()))])
            try await container.delete(at: Self.now())
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
