// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusLXDAPI

/// The resources of one kind: reads like a dictionary and like a sequence, and asks the server
/// each time.
///
/// The order is that of the names, by their UTF-8 bytes; positions count in it from 0.
public struct EntityCollection<Member: Entity>: AsyncSequence, Sendable {
    let lxd: LXD
    /// Where the collection is.
    public let url: ResourceURL
    /// How much of each member a listing has: 1 for its document, 2 for what lies below too.
    private var recursion = 1
    /// What a member must be beyond being listed.
    private var isMember: @Sendable (Member) -> Bool
    /// What the keys of all members begin with, where they are of several parts: the type of
    /// volumes.
    let keyPrefix: [String]

    init(
        _ url: ResourceURL, of lxd: LXD, keyPrefix: [String] = [],
        where isMember: @escaping @Sendable (Member) -> Bool = { _ in true }
    ) {
        self.url = url
        self.lxd = lxd
        self.keyPrefix = keyPrefix
        self.isMember = isMember
    }

    private func changed(
        _ url: ResourceURL? = nil, recursion: Int? = nil,
        where isMember: (@Sendable (Member) -> Bool)? = nil
    ) -> Self {
        var other = EntityCollection(
            url ?? self.url, of: lxd, keyPrefix: keyPrefix, where: isMember ?? self.isMember)
        other.recursion = recursion ?? self.recursion
        return other
    }

    // MARK: Narrowing and widening

    /// Only those the server finds by an expression of its filter language (`status eq Running
    /// and config.image.os eq busybox`).
    public func filtered(by expression: String) -> Self {
        changed(url.with("filter", expression))
    }

    /// Only those that satisfy a condition, which is looked at here.
    public func filtered(_ condition: @escaping @Sendable (Member) -> Bool) -> Self {
        changed(where: { [isMember] in isMember($0) && condition($0) })
    }

    /// Those of all projects. Several may have one name: then a name stands for the first.
    public var inAllProjects: Self {
        changed(url.with("project", nil).with("all-projects", "true"))
    }

    /// With what lies below each member: state, snapshots and backups of instances.
    public var full: Self { changed(recursion: 2) }

    // MARK: As a dictionary

    /// The address of a member, which need not exist.
    public func reference(_ name: String) -> Reference<Member> {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let missing = Member.keyLength - keyPrefix.count
        if missing == 1 || parts.count != missing { parts = [name] }
        let base = url.with("filter", nil).with("all-projects", nil)
        return Reference(url: base.appending(keyPrefix + parts))
    }

    /// The member of a name.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public subscript(name: String) -> Member {
        get async throws {
            let reference = reference(name)
            let url = recursion > 1 ? reference.url.with("recursion", "1") : reference.url
            let member = try await lxd.get(Member.self, at: url)
            guard isMember(member) else {
                throw LXDError(.notFound, "\(name) is of another kind", url: reference.url)
            }
            return member
        }
    }

    /// The member of a name, or nil.
    ///
    /// - Throws: `LXDError` for every other failure.
    public func find(_ name: String) async throws -> Member? {
        do {
            return try await self[name]
        } catch let error as LXDError where error.code == .notFound {
            return nil
        }
    }

    /// Whether there is a member of a name.
    ///
    /// - Throws: `LXDError`.
    public func contains(_ name: String) async throws -> Bool {
        try await find(name) != nil
    }

    /// All names, in order.
    ///
    /// - Throws: `LXDError`.
    public func names() async throws -> [String] {
        try await all().map(\.key)
    }

    /// How many there are.
    ///
    /// - Throws: `LXDError`.
    public func count() async throws -> Int {
        try await all().count
    }

    /// The handle of a member: one object for all who ask.
    ///
    /// - Throws: `LXDError` with `.badName`.
    public func handle(_ name: String) throws(LXDError) -> Handle<Member> {
        try lxd.handle(Member.self, at: reference(name).url)
    }

    // MARK: As a sequence

    /// The member at a position, counted from 0 in the order of the names.
    ///
    /// - Throws: `LXDError` with `.notFound` when there are not that many.
    public subscript(position: Int) -> Member {
        get async throws {
            let all = try await all()
            guard all.indices.contains(position) else {
                throw LXDError(
                    .notFound, "There are \(all.count), so that there is no number \(position)",
                    url: url)
            }
            return all[position]
        }
    }

    /// All members, in order, by one request.
    ///
    /// - Throws: `LXDError`.
    public func all() async throws -> [Member] {
        try await lxd.require(Member.self)
        let base = try lxd.resolved(
            url.appending(keyPrefix).with("filter", nil).with("all-projects", nil)
        ).with("target", nil)
        let url = try lxd.resolved(
            url.appending(keyPrefix).with("recursion", String(recursion)))
        let ticket = lxd.transport.handles.nextTicket()
        let elements = Self.elements(of: try await lxd.read(url))
        var members: [Member] = []
        members.reserveCapacity(elements.count)
        for element in elements {
            guard let document = element.members else {
                throw LXDError(.badAnswer, "An element of the list is no document", url: url)
            }
            guard var place = Member.address(of: document, listedIn: base) else { continue }
            if let project = document["project"]?.text { place = place.inProject(project) }
            guard place.isValid else { continue }
            let member = Member(record: EntityRecord(url: place, members: document))
            guard isMember(member) else { continue }
            // A listing of level 1 is the document that a read of one gives.
            if recursion == 1 { lxd.transport.handles.publish(member, ticket: ticket, at: place) }
            members.append(member)
        }
        return members.sorted { left, right in
            left.key == right.key
                ? left.url.encoded < right.url.encoded : left.key < right.key
        }
    }

    /// What a list holds. A server of Go's writes null for an empty one; operations come in a
    /// list for each status.
    private static func elements(of document: JSONValue) -> [JSONValue] {
        document.elements ?? (document.members ?? [:]).values.flatMap { $0.elements ?? [] }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Goes through the members as they were at the first step.
    public struct Iterator: AsyncIteratorProtocol {
        private let collection: EntityCollection
        private var rest: ArraySlice<Member>?

        init(_ collection: EntityCollection) {
            self.collection = collection
        }

        /// The next member; nil after the last.
        ///
        /// - Throws: `LXDError`.
        public mutating func next() async throws -> Member? {
            if rest == nil { rest = try await collection.all()[...] }
            return rest?.popFirst()
        }
    }

    // MARK: Changing

    /// Deletes a member, and waits until it is gone.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func delete(_ name: String) async throws {
        try await lxd.require(Member.self)
        try await lxd.delete(at: reference(name).url)
    }

    /// Deletes a member, and waits until it is gone.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func delete(_ member: Member) async throws {
        try await lxd.delete(member)
    }
}
