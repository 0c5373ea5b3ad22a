// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftAPI

/// A request of another cluster, for a container that is to be like one of its own.
struct SyncedRequest {
    /// What it may do: everything with the container's objects.
    let principal: Principal
    /// When what it brings or takes away has changed there; nil when it does not say.
    let madeAt: Timestamp?
}

extension SwiftFrontEnd {
    /// Judges `X-Container-Sync-Auth`; nil for requests without, and where nothing is in sync.
    ///
    /// Source: OpenStack Swift, `swift.common.middleware.container_sync`.
    ///
    /// - Throws: `Refusal` when it is not good.
    func syncedRequest(_ request: Request, _ path: SwiftPath) async throws -> SyncedRequest? {
        guard let realms = settings.containerSync,
            let field = request.headers["X-Container-Sync-Auth"],
            let address = path.containerAddress
        else { return nil }
        let timestamp = request.headers["X-Timestamp"]
        let target = request.target.prefix(upTo: "?")
        guard let signature = ContainerSyncSignature(field),
            let realm = realms[signature.realmName],
            let key = try await store.syncKey(of: address),
            signature.isGenuine(
                .init(
                    method: request.method.rawValue,
                    path: PercentEncoding.encode(PercentEncoding.decode(target) ?? ""),
                    timestamp: timestamp ?? "0"),
                realm: realm, userKey: key)
        else {
            var refusal = Refusal(
                401,
                text: "X-Container-Sync-Auth header not valid; contact cluster operator for "
                    + "support.")
            let account = PercentEncoding.encode(path.account.text)
            refusal.headers["Www-Authenticate"] = "SwiftContainerSync realm=\"\(account)\""
            throw refusal
        }
        var principal = Principal(grant: .container(address))
        principal.user = ".container_sync"
        guard let timestamp else { return SyncedRequest(principal: principal, madeAt: nil) }
        guard let moment = Timestamp(timestamp) else {
            throw Refusal(
                400,
                text: "X-Timestamp should be a UNIX timestamp float value; was '\(timestamp)'")
        }
        return SyncedRequest(principal: principal, madeAt: moment)
    }

    /// Looks at where a container is to be in sync with.
    ///
    /// - Throws: `Refusal` for what cannot be, and for containers with versions, whose objects are
    ///   links to what would stay here.
    func checkSyncTarget(_ request: SwiftRequest, _ address: ContainerAddress) async throws {
        guard let realms = settings.containerSync else { return }
        let asksForVersions =
            store.versioning.allowsObjectVersioning
            && SwiftRequest.isTrue(request.headers["X-Versions-Enabled"])
        let target = request.headers["X-Container-Sync-To"] ?? ""
        guard asksForVersions || !target.isEmpty else { return }
        if !target.isEmpty {
            do {
                _ = try realms.target(target)
            } catch {
                throw Refusal(400, html: error.description)
            }
        }
        let view = try? await store.container(address, for: request.caller)
        if !target.isEmpty, view?.makesVersions != nil || asksForVersions {
            throw Refusal(
                400,
                html: "Cannot configure container sync on a container with object versioning "
                    + "configured.")
        }
        if asksForVersions, view?.stat.metadata[ContainerSyncMetadata.target] != nil {
            throw Refusal(
                400,
                html: "Cannot enable object versioning on a container configured as source of "
                    + "container syncing.")
        }
    }

    /// What `GET /info` tells of realms: names, no secrets.
    static func info(of realms: ContainerSyncRealms) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for (name, realm) in realms.realms where !realm.clusters.isEmpty {
            var clusters: [String: JSONValue] = [:]
            for cluster in realm.clusters.keys {
                let isCurrent = realms.current == [name, cluster]
                clusters[cluster] = .object(isCurrent ? ["current": .boolean(true)] : [:])
            }
            members[name] = .object(["clusters": .object(clusters)])
        }
        return ["realms": .object(members)]
    }
}
