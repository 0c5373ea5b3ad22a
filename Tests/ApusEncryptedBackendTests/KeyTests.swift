// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusEncryptedBackend
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

/// Which keys read what: rotation, other secrets, none, and what was stored before.
@Suite struct KeyTests {
    private let text = Bytes("the text")

    private func expectUnavailable(
        _ place: Place, _ name: String, mentioning words: String
    ) async throws {
        for ask in [
            { @Sendable () async throws -> Void in _ = try await place.container.row(key(name)) },
            { @Sendable () async throws -> Void in _ = try await place.container.open(key(name)) },
            { @Sendable () async throws -> Void in
                let row = place.row(Bytes("the text"), ["x-object-meta-a": "new"])
                _ = try await place.container.commit([ObjectChange(key(name), .amend(row))])
            },
        ] {
            let error = await #expect(throws: StorageError.self) { try await ask() }
            #expect(error?.reason == .unavailable)
            #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
        }
    }

    @Test(arguments: Engine.allCases)
    func `reads with old secrets and writes with the active one`(_ engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let old = try await Place(
            try await engine.open(directory.path), try .of([(nil, 1)]))
        for name in ["first", "amended"] { try await old.put(name, text, ["x-object-meta-a": "1"]) }

        let both = try await old.with(try .of([(nil, 1), ("2026", 2)], active: "2026"))
        try await both.put("second", text)
        try await both.amend("amended", ["x-object-meta-a": "2"])
        let names = ["first", "second", "amended"]
        for name in names { #expect(try await both.read(name) == text) }
        #expect(Set(try await both.listedETags().values).count == 1)

        // An amended row, and with it the keys of its body, is sealed anew.
        let new = try await old.with(try .of([("2026", 2)], active: "2026"))
        for name in ["second", "amended"] { #expect(try await new.read(name) == text) }
        try await expectUnavailable(new, "first", mentioning: "root secret without a name")
        #expect(try await new.listedETags()["first"] == "<unknown>")
        try await expectUnavailable(old, "second", mentioning: "root secret 2026, which is not")
        await both.backend.shutdown()
    }

    @Test(arguments: Engine.allCases)
    func `refuses what it has no key for`(_ engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let place = try await Place(
            try await engine.open(directory.path), try .of([("a", 1)], active: "a"))
        try await place.put("o", text)
        let words = "the root secret a, which is not configured"
        try await expectUnavailable(try await place.with(Keyring()), "o", mentioning: words)
        let other = try await place.with(try .of([("a", 2)], active: "a"))
        try await expectUnavailable(other, "o", mentioning: "another secret than the root secret a")
        #expect(try await other.listedETags() == ["o": "<unknown>"])
        // Whoever has lost a key can clear up.
        let removed = try await other.container.commit([
            ObjectChange(key("o"), .remove(at: moment(9)))
        ])
        #expect(removed.count == 1 && removed[0] != nil)
        #expect(removed[0]?.metadata.isEmpty == true && removed[0]?.system.isEmpty == true)
        await place.backend.shutdown()
    }

    @Test(arguments: Engine.allCases)
    func `reads what was stored before, and seals it when it is amended`(
        _ engine: Engine
    ) async throws {
        let directory = try TemporaryDirectory()
        let before = try await Place(try await engine.open(directory.path), Keyring())
        let row = try await before.put("o", text, ["x-object-meta-a": "1"])
        let after = try await before.with(try .of([(nil, 1)]))
        #expect(try await after.container.row(key("o")) == row)
        #expect(try await after.read("o") == text)
        #expect(try await after.listedETags()["o"] == row.etag)
        try await after.amend("o", ["x-object-meta-a": "2"])
        #expect(try await after.stored.row(key("o")).metadata.isEmpty)
        #expect(try await after.container.row(key("o")).metadata == ["x-object-meta-a": "2"])
        #expect(try await after.read("o") == text)
        #expect(try await after.listedETags()["o"] == row.etag)
        await after.backend.shutdown()
    }

    @Test(arguments: Engine.allCases)
    func `reads what is encrypted after encryption was disabled`(_ engine: Engine) async throws {
        let directory = try TemporaryDirectory()
        let on = try await Place(try await engine.open(directory.path), try .of([(nil, 1)]))
        let row = try await on.put("old", text, ["x-object-meta-a": "1"])
        let off = try await on.with(try .of([(nil, 1)], encrypts: false))
        #expect(try await off.container.row(key("old")) == row)
        #expect(try await off.read("old") == text)
        try await off.amend("old", ["x-object-meta-a": "2"])
        #expect(try await off.container.row(key("old")).metadata == ["x-object-meta-a": "2"])
        #expect(try await off.read("old") == text)
        #expect(try await off.stored.row(key("old")).metadata.isEmpty, "it stays sealed")
        let new = try await off.put("new", text, ["x-object-meta-a": "3"])
        #expect(try await off.stored.row(key("new")) == new)
        await off.backend.shutdown()
    }

    @Test func `assembles what was stored before and after`() async throws {
        let place = try await Place(
            try await Engine.memory.open(""), try .of([(nil, 1)]))
        let before = try await place.with(Keyring())
        try await before.put("1", Bytes("plain "))
        try await place.put("2", Bytes("encrypted "))
        try await before.put("3", Bytes("plain again"))
        let whole = Bytes("plain encrypted plain again")
        let row = place.row(whole)
        _ = try await place.container.commit([
            ObjectChange(key("all"), .assemble(row, from: ["1", "2", "3"].map(key)))
        ])
        #expect(try await place.read("all") == whole)
        #expect(try await place.container.row(key("all")) == row)
        for start in 0..<UInt64(whole.count) {
            for end in start...UInt64(whole.count) {
                #expect(
                    try await place.read("all", start..<end) == whole[Int(start)..<Int(end)])
            }
        }
    }

    @Test func `finds a row that was changed`() async throws {
        let place = try await Place(try await Engine.memory.open(""), try .of([(nil, 1)]))
        try await place.put("o", text)
        let stored = try await place.stored.row(key("o"))
        let sealed = try #require(stored.system["encryption"]).utf8.map { $0 }
        for position in stride(from: 8, to: sealed.count, by: 7) {
            var changed = sealed
            changed[position] = changed[position] == 65 ? 66 : 65
            var row = stored
            row.system = ["encryption": String(decoding: changed, as: UTF8.self)]
            _ = try await place.stored.commit([ObjectChange(key("o"), .amend(row))])
            let error = await #expect(throws: StorageError.self) {
                try await place.container.row(key("o"))
            }
            #expect(error?.reason == .corrupt, "at \(position): \(error?.detail ?? "")")
        }
    }

    @Test func `takes no keyring that is ambiguous or has no active secret`() throws {
        #expect(throws: Keyring.Problem.doubled(id: "a")) {
            try Keyring.of([("a", 1), ("a", 2)], active: "a")
        }
        #expect(throws: Keyring.Problem.doubled(id: "b")) {
            try Keyring.of([("a", 1), ("b", 1)], active: "a")
        }
        #expect(throws: Keyring.Problem.noActive(id: nil)) { try Keyring.of([("a", 1)]) }
        #expect(RootSecret(id: nil, Bytes([UInt8](repeating: 1, count: 31))) == nil)
    }
}
