// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct EntityTests {
    static let url = ServerAddress().instances["web"].url.inProject("p")

    static func instance(_ members: [String: JSONValue]) -> Instance {
        Instance(record: EntityRecord(url: url, members: members))
    }

    @Test func `keeps keys it has no name for and sends them back`() {
        var instance = Self.instance([
            "name": "web", "some_new_key": ["deep": [1, 2]], "config": ["a": "1"],
        ])
        #expect(instance["some_new_key"]?.deep?[1] == 2)
        instance.config["a"] = "2"
        #expect(instance.encoded.some_new_key == ["deep": [1, 2]])
        #expect(instance.encoded.name == nil)
    }

    @Test func `knows what has changed`() {
        var instance = Self.instance(["config": ["a": "1", "b": "2"], "description": "x"])
        #expect(!instance.isModified)
        instance.config["a"] = "3"
        #expect(instance.isModified)
        #expect(instance.changes == ["config": ["a": "3"]])
        instance.rollback()
        #expect(!instance.isModified)
        #expect(instance.config == ["a": "1", "b": "2"])
    }

    @Test func `has no patch for a member taken away`() {
        var instance = Self.instance(["config": ["a": "1", "b": "2"]])
        instance.config["a"] = nil
        #expect(instance.changes == nil)
        #expect(instance.isModified)
    }

    @Test func `keeps members of another shape in a map that is assigned`() {
        var instance = Self.instance(["config": ["a": "1", "odd": 7]])
        #expect(instance.config == ["a": "1"])
        instance.config = ["b": "2"]
        #expect(instance["config"] == ["b": "2", "odd": 7])
    }

    @Test func `names its profiles in its project, by name and position`() throws {
        let instance = Self.instance(["profiles": ["default", "big one"]])
        #expect(instance.profiles[1].url.encoded == "/1.0/profiles/big%20one?project=p")
        #expect(try instance.profiles["default"].name == "default")
        let error = #expect(throws: LXDError.self) { try instance.profiles["other"] }
        #expect(error?.code == .notFound)
    }

    @Test func `sorts users by kind`() {
        let profile = Profile(
            record: EntityRecord(
                url: ServerAddress().profiles["default"],
                members: [
                    "used_by": [
                        "/1.0/instances/a?project=x", "/1.0/profiles/p", "/1.0/new-things/1",
                        "nonsense",
                    ]
                ]))
        #expect(profile.usedBy.all(Instance.self).names == ["a"])
        #expect(profile.usedBy.all(Instance.self)[0].url.project == "x")
        #expect(profile.usedBy.all(Profile.self).names == ["p"])
        #expect(profile.usedBy.urls.count == 3)
    }

    @Test func `is equal to another read of the same state`() {
        let listed = Instance(record: EntityRecord(url: Self.url, members: ["a": 1]))
        let alone = Instance(
            record: EntityRecord(
                url: Self.url.with("recursion", "1"), members: ["a": 1], etag: "x"))
        #expect(listed == alone)
    }

    @Test(arguments: [
        ("2026-11-21T10:00:00Z", 1_795_255_200, 0),
        ("2026-11-21T12:00:00.5+02:00", 1_795_255_200, 500_000_000),
        ("1969-12-31T23:59:59.000000001Z", -1, 1),
    ])
    func `reads times`(text: String, seconds: Int64, nanoseconds: Int) throws {
        let time = try #require(LXDTime(text))
        #expect(time.secondsSince1970 == seconds)
        #expect(time.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        (1_795_255_200, 0, "2026-11-21T10:00:00Z"), (0, 7, "1970-01-01T00:00:00.000000007Z"),
        (Int64.max, 0, "9999-12-31T23:59:59Z"),
    ])
    func `writes times`(seconds: Int64, nanoseconds: Int, text: String) {
        let time = LXDTime(secondsSince1970: seconds, nanoseconds: nanoseconds)
        #expect(time.description == text)
        #expect(time == LXDTime(text))
    }

    @Test(arguments: [
        "0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21", "2026-11-21T10:00:00",
        "2026-11-21T10:00:00.Z", "2026-11-21T10:00:00Zx",
    ])
    func `takes what is no moment for none`(text: String) {
        #expect(LXDTime(text) == nil)
    }
}
