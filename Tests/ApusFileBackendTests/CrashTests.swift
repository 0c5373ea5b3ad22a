// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFileBackend
import ApusFileBackendHammerWords
import ApusIO
import ApusModel
import ApusStorage
import Testing

/// `kill -9` at random moments loses nothing that was acknowledged and shows nothing half-written.
///
/// A child process hammers a data directory and reports each commit before it begins and after it
/// was acknowledged. 20 kills; `APUS_CRASH_ROUNDS` asks for more.
@Suite struct CrashTests {
    /// What the child has said so far.
    private struct Ledger {
        /// The state of each object, as acknowledged: `container\tkey` to `seed:size:note`.
        var known: [String: String] = [:]
        /// What was begun and not acknowledged, by commit.
        var begun: [String: Commit] = [:]
        var acknowledged = 0

        struct Commit {
            /// Its objects and their states afterwards.
            var changes: [(object: String, state: String)] = []
            /// Whether a later commit has changed one of its objects: then they need not agree.
            var isOvertaken = false
        }

        mutating func read(_ line: Substring) {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false)
            if words.count == 5, words[0] == "B" {
                let object = "\(words[2])\t\(words[3])"
                let commit = String(words[1])
                for other in begun.keys where other != commit {
                    if begun[other]?.changes.contains(where: { $0.object == object }) == true {
                        begun[other]?.isOvertaken = true
                    }
                }
                begun[commit, default: Commit()].changes.append((object, String(words[4])))
            } else if words.count == 2, words[0] == "E" {
                for (object, state) in begun.removeValue(forKey: String(words[1]))?.changes ?? [] {
                    known[object] = state
                    for other in begun.keys {
                        begun[other]?.changes.removeAll { $0.object == object }
                    }
                }
                acknowledged += 1
            }
        }

        /// What an object may be.
        func candidates(_ object: String) -> Set<String> {
            var states: Set = [known[object] ?? "-"]
            for change in begun.values.flatMap(\.changes) where change.object == object {
                states.insert(change.state)
            }
            return states
        }
    }

    @Test func `loses nothing acknowledged and shows nothing half-written`() async throws {
        let rounds = ProcessFacts.environment["APUS_CRASH_ROUNDS"].flatMap { Int($0) } ?? 20
        let directory = try TemporaryDirectory()
        let lane = Lane(name: "crash-test", threads: 2)
        var ledger = Ledger()
        var generator = SystemRandomNumberGenerator()
        for round in 0..<rounds {
            // Every fourth is killed while it recovers from the one before.
            let isAtStart = round % 4 == 3
            let child = try Child.start(
                "ApusFileBackendHammer",
                [directory.path, String(UInt32.random(in: 0..<UInt32.max, using: &generator))],
                lane: lane)
            // Moments are counted in what the child has said, so that a slow machine tests as
            // much as a fast one.
            let limit = isAtStart ? 1 : Int.random(in: 1...20_000, using: &generator)
            let spin = Int.random(in: 0...400_000, using: &generator)
            let text = try await lane.run {
                var text: [UInt8] = []
                while text.count < limit {
                    let more = try FileCalls.readSome(child.output.descriptor, limitBytes: 4_096)
                    if more.isEmpty { break }
                    text += more.array
                }
                if isAtStart { _ = Words.body(seed: 1, sizeBytes: spin) }
                child.kill()
                while true {
                    let more = try FileCalls.readSome(child.output.descriptor, limitBytes: 65_536)
                    if more.isEmpty { return Bytes(text) }
                    text += more.array
                }
            }
            let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines.dropLast() { ledger.read(line) }
            if round % 4 != 2 { try await check(&ledger, directory) }
        }
        try await check(&ledger, directory)
        #expect(ledger.acknowledged > rounds)
    }

    /// Opens the store and compares everything.
    private func check(_ ledger: inout Ledger, _ directory: TemporaryDirectory) async throws {
        let backend = try await FileBackend.open(directory.path)
        let name = try AccountName("AUTH_crash")
        let account = backend.account(name)
        var found: [String: String] = [:]
        var bodies = 0
        do {
            var sum = Totals()
            for entry in try await account.list(ListingQuery()).entries {
                guard case .container(let listed) = entry else { continue }
                let address = ContainerAddress(name, try ContainerName(listed.name))
                let totals = try await check(backend.container(address), listed, &found)
                bodies += Int(totals.objectCount)
                sum = sum + totals
            }
            #expect(try await account.stat(.current).totals == sum)
        } catch let error as StorageError where error.reason == .notFound {
            #expect(ledger.known.isEmpty)
        }
        // A commit that was begun has happened or not, but not by half.
        for (commit, begun) in ledger.begun {
            for (object, _) in begun.changes {
                #expect(ledger.candidates(object).contains(found[object] ?? "-"), "\(object)")
            }
            let done = begun.changes.filter { found[$0.object] ?? "-" == $0.state }
            let undone = begun.changes.filter {
                found[$0.object] ?? "-" == ledger.known[$0.object] ?? "-"
            }
            let isWhole = done.count == begun.changes.count || undone.count == begun.changes.count
            #expect(begun.isOvertaken || isWhole, "commit \(commit)")
        }
        for object in ledger.begun.values.flatMap(\.changes).map(\.object) {
            ledger.known[object] = found[object] ?? "-"
        }
        ledger.begun = [:]
        let wanted = ledger.known.filter { $0.value != "-" }
        #expect(found == wanted)
        await backend.shutdown()
        // No body without a row, and nothing else left behind.
        let files = try directory.files(below: "bodies")
        #expect(files.count == bodies, "files of bodies")
        #expect(try directory.files(below: "open-epochs") == [])
    }

    /// Checks a container by itself and collects the states of its objects.
    private func check(
        _ container: any ContainerBroker, _ listed: ContainerListing,
        _ found: inout [String: String]
    ) async throws -> Totals {
        var sum = Totals()
        for entry in try await container.list(ListingQuery()).entries {
            guard case .object(let object) = entry else { continue }
            let file = try await container.open(ObjectKey(try ObjectName(object.name)))
            var digest = Digest(.md5)
            var position: UInt64 = 0
            while position < file.row.sizeBytes {
                for piece in try await file.read(position..<file.row.sizeBytes) {
                    guard case .bytes(let bytes) = piece else { continue }
                    digest.update(bytes)
                    position += piece.count
                }
            }
            #expect(Hexadecimal.encode(digest.finish()) == object.etag, "\(object.name)")
            if let state = file.row.system["state"] {
                let note = file.row.metadata["x-object-meta-note"] ?? ""
                found["\(listed.name)\t\(object.name)"] = "\(state):\(note)"
                let parts = state.split(separator: ":")
                let seed = try #require(UInt64(parts[0]))
                let size = try #require(Int(parts[1]))
                let body = Words.body(seed: seed, sizeBytes: size)
                #expect(Hexadecimal.encode(Digest.of(body, .md5)) == object.etag)
            }
            sum = sum + Totals(objectCount: 1, bytesUsed: object.sizeBytes)
        }
        #expect(try await container.stat(.current).totals == sum, "counters of \(listed.name)")
        #expect(listed.totals == sum, "the account's counters of \(listed.name)")
        return sum
    }
}
