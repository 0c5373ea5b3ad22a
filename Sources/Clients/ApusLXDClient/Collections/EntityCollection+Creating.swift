// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

extension EntityCollection where Member: Creatable {
    /// Creates a member, waits until it is made, and reads it.
    ///
    /// - Parameter progress: told how it goes, for kinds that are not made at once.
    /// - Throws: `LXDError` with `.conflict` when there is one of that name.
    @discardableResult
    public func create(
        _ creation: Member.Creation, progress: OperationProgress? = nil
    ) async throws -> Member {
        try await lxd.require(Member.self)
        let (answer, operation) = try await lxd.perform(
            .post, creationURL.appending(keyPrefix), creation.json, progress: progress)
        return try await lxd.get(at: try created(by: creation, answer, operation))
    }

    /// Begins to create a member.
    ///
    /// - Throws: `LXDError`, also for kinds that are made at once.
    public func begin(_ creation: Member.Creation) async throws -> RunningOperation {
        try await lxd.require(Member.self)
        return try await lxd.begin(.post, creationURL.appending(keyPrefix), creation.json)
    }

    private var creationURL: ResourceURL {
        url.with("filter", nil).with("all-projects", nil)
    }

    /// Where what was created is: under the name that was asked for, else where the operation or
    /// the answer says. (Servers escape names in `Location` once too often.)
    private func created(
        by creation: Member.Creation, _ answer: Answer, _ operation: Operation?
    ) throws -> ResourceURL {
        if let segments = Member.keySegments(of: creation) {
            return creationURL.with("target", nil).appending(segments)
        }
        // Identities are found by name too, before their identifier is known.
        if keyPrefix.count == Member.keyLength - 1, !keyPrefix.isEmpty,
            let name = creation.json.members?["name"]?.text, !name.isEmpty
        {
            return creationURL.with("target", nil).appending(keyPrefix + [name])
        }
        let named = (operation ?? answer.operation)?.resources.values.flatMap { $0 } ?? []
        let metadata = (operation?["metadata"] ?? answer.metadata).members ?? [:]
        let places =
            named
            + (Member.keySegments(of: metadata).map { [creationURL.appending($0)] } ?? [])
            + (answer.headers["Location"].flatMap { ResourceURL($0) }.map { [$0] } ?? [])
        guard let place = places.first(where: { $0.matches(Member.pattern) }) else {
            throw LXDError(.badAnswer, "The answer does not say what was created", url: url)
        }
        return place.project == nil ? place.inProject(url.project) : place
    }
}
