// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: Peer.first != nil))
struct EventsPeerTests {
    private let peer: Peer

    init() throws {
        peer = try #require(Peer.first)
    }

    /// Listens, does something once it is listened, and answers the first event that is meant.
    private func event(
        of events: Events, after change: @escaping @Sendable () async throws -> Void,
        where isMeant: @escaping @Sendable (Event) -> Bool
    ) async throws -> Event {
        try await withThrowingTaskGroup(of: Event?.self) { group in
            group.addTask {
                for try await element in events {
                    if let event = element.event, isMeant(event) { return event }
                }
                return nil
            }
            // Whether anybody listens yet cannot be seen: what makes events is done until one has
            // come.
            group.addTask {
                while !Task.isCancelled { try await change() }
                return nil
            }
            defer { group.cancelAll() }
            while let event = try await group.next() {
                if let event { return event }
            }
            throw CancellationError()
        }
    }

    /// Its creation may be told after it is answered.
    private static func isUpdate(_ event: Event, of profile: Profile) -> Bool {
        guard case .lifecycle(let lifecycle) = event.body else { return false }
        return lifecycle.action == "profile-updated"
            && event.source?.identity == profile.url.identity
    }

    @Test func `tells what is done, with its place, by socket and by TLS`() async throws {
        for (lxd, name) in [(try peer.client(), "ev-a"), (try peer.secureClient(), "ev-b")] {
            let profile = try await lxd.profiles.create(NewProfile(name: name))
            let event = try await event(of: lxd.events([.lifecycle])) {
                _ = try await lxd.raw.patch(profile.url, ["description": "changed"])
            } where: {
                Self.isUpdate($0, of: profile)
            }
            #expect(event.type == .lifecycle)
            #expect(event.timestamp != nil)
            guard case .lifecycle(let lifecycle) = event.body else {
                Issue.record("no lifecycle: \(event)")
                return
            }
            #expect(lifecycle.action == "profile-updated")
            try await lxd.delete(profile)
        }
    }

    @Test func `tells of one project, or of all`() async throws {
        let lxd = try peer.client()
        _ = try await lxd.raw.post(lxd.url.projects, ["name": "evp"])
        let inside = lxd.inProject("evp")
        let profile = try await inside.profiles.create(NewProfile(name: "ev-c"))
        for events in [inside.events([.lifecycle]), lxd.events([.lifecycle], allProjects: true)] {
            let event = try await event(of: events) {
                _ = try await inside.raw.patch(profile.url, ["description": "x"])
            } where: {
                $0.source?.segments.last == "ev-c"
            }
            #expect(event.projectName == "evp")
            #expect(event.source?.identity == profile.url.identity)
        }
        try await inside.delete(profile)
        _ = try await lxd.raw.delete(lxd.url.projects["evp"])
    }

    @Test func `tells of operations, and of the server's log`() async throws {
        let lxd = try peer.client()
        for type in [EventType.operation, .logging] {
            // The first event ends what makes them, wherever that is: it may leave its instance.
            let name = "ev-\(type)"
            let event = try await event(of: lxd.events([type])) {
                try await lxd.instances.create(
                    NewInstance(name: name, source: .none, profiles: ["default"]))
                try await lxd.instances.delete(name)
            } where: { _ in
                true
            }
            #expect(event.type == type)
            if type == .operation {
                guard case .operation(let operation) = event.body else {
                    Issue.record("no operation: \(event)")
                    return
                }
                #expect(operation.url.segments.dropLast() == ["1.0", "operations"])
            }
        }
    }

    @Test func `brings handles up to date when another client changes something`() async throws {
        let (mine, theirs) = (try peer.client(), try peer.client())
        let profile = try await theirs.profiles.create(NewProfile(name: "ev-e"))
        let handle: Handle<Profile> = try mine.handle(profile)
        _ = try await event(of: mine.events([.lifecycle])) {
            _ = try await theirs.raw.patch(profile.url, ["description": "theirs"])
        } where: { event in
            guard case .lifecycle(let lifecycle) = event.body else { return false }
            // Its creation may be told late.
            return lifecycle.action == "profile-updated" && event.source == profile.url
        }
        #expect(handle.value?.description == "theirs")
        try await theirs.delete(profile)
    }
}
