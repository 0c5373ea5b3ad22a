// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusMaintenance
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftAPI

/// A container of another cluster, reached by HTTP.
///
/// Source: OpenStack Swift, `swift.container.sync`.
struct HTTPSyncDestination: SyncDestination {
    /// Why a request came to nothing.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let exchange: any HTTPExchange
    private let target: ContainerSyncTarget
    /// The secret of the container's owner.
    private let userKey: String
    private let origin: Origin
    /// Percent-encoded, without a slash at its end.
    private let path: String

    /// - Throws: `Failure` when the cluster's address is none.
    init(
        _ target: ContainerSyncTarget, userKey: String, exchange: any HTTPExchange
    ) throws(Failure) {
        let isSecure = target.url.startsBytewise(with: "https://")
        guard let rest = target.url.dropping(prefix: isSecure ? "https://" : "http://") else {
            throw Failure(description: "\(target.url) is no http or https address")
        }
        let authority = rest.prefix { $0 != "/" }
        path = String(rest.dropFirst(authority.count))
        guard let origin = Origin(isSecure: isSecure, authority: authority) else {
            throw Failure(description: "\(target.url) names no host, or a port that is none")
        }
        self.origin = origin
        self.target = target
        self.userKey = userKey
        self.exchange = exchange
    }

    func moment(of name: ObjectName) async throws -> Timestamp? {
        // Of a link itself, not of what it leads to.
        let response = try await send(.head, name, Timestamp.zero, query: "?symlink=get")
        switch response.status.code {
        case 200..<300:
            return response.headers["X-Timestamp"].flatMap { Timestamp($0) } ?? .zero
        case 404: return nil
        default: throw failure(.head, response)
        }
    }

    func put(_ object: OpenedObject) async throws {
        let row = object.info.row
        var headers = Headers()
        for (name, value) in row.metadata.sorted { headers[name] = value }
        headers["Content-Type"] = row.contentType
        headers["ETag"] = row.md5
        headers["X-Delete-At"] = row.expiresAt.map { String($0) }
        if object.info.isStaticManifest { headers["X-Static-Large-Object"] = "True" }
        if let symlink = object.info.symlink {
            let address = symlink.address
            headers["X-Symlink-Target"] = PercentEncoding.encode(
                "\(address.container.container)/\(address.object)")
            if symlink.namesAccount {
                headers["X-Symlink-Target-Account"] = PercentEncoding.encode(
                    address.container.account.text)
            }
            headers["X-Symlink-Target-Etag"] = symlink.etag
            headers["X-Symlink-Target-Bytes"] = symlink.sizeBytes.map { String($0) }
        }
        let response = try await send(
            .put, object.info.address.object, row.modifiedAt, headers, try await object.body())
        guard response.status.isSuccess else { throw failure(.put, response) }
    }

    func delete(_ name: ObjectName, at moment: Timestamp) async throws {
        let response = try await send(.delete, name, moment)
        // It is not there, or has changed since: either way nothing is left to do.
        guard response.status.isSuccess || [404, 409].contains(response.status.code) else {
            throw failure(.delete, response)
        }
    }

    private func send(
        _ method: Method, _ name: ObjectName, _ moment: Timestamp, _ headers: Headers = [:],
        _ body: BodyReader = .empty, query: String = ""
    ) async throws -> Response {
        var headers = headers
        let path = self.path + "/" + PercentEncoding.encode(name.text)
        var random = SystemRandomNumberGenerator()
        let nonce = Hexadecimal.encode(
            (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        headers["X-Timestamp"] = moment.description
        headers["X-Container-Sync-Auth"] =
            ContainerSyncSignature(
                of: .init(
                    method: method.rawValue,
                    path: PercentEncoding.encode(PercentEncoding.decode(path) ?? path),
                    timestamp: moment.description),
                realmName: target.realmName, realmKey: target.realm.key, userKey: userKey,
                nonce: nonce
            ).text
        let response = try await exchange.respond(
            to: Request(method, path + query, origin: origin, headers: headers, body: body))
        // A connection is kept only when nothing is left of the response.
        if method != .head { _ = try await response.reader.collect(limitBytes: 64 * 1024) }
        return response
    }

    private func failure(_ method: Method, _ response: Response) -> Failure {
        Failure(
            description:
                "\(method.rawValue) in \(target.url) was answered \(response.status.code)")
    }
}
