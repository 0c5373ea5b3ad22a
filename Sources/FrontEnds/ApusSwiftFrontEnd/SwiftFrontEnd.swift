// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusAuth
import ApusBytes
public import ApusHTTP
import ApusModel
public import ApusObjectStore
import ApusStorage
import ApusTelemetry

/// OpenStack's Swift API over an object store.
///
/// It translates: requests into the store's calls, the store's answers and errors into responses.
/// Who asks is the authenticator's to say; what they may, the store's.
///
/// Source: OpenStack Object Storage API, and OpenStack Swift 2.38 where the two differ.
public struct SwiftFrontEnd: HTTPExchange {
    private(set) var store: ObjectStore
    let authenticator: any Authenticator
    private(set) var settings: SwiftFrontEndSettings
    let rateLimiter = RateLimiter()
    /// From when the limiter's time is counted.
    let started = ContinuousClock.now
    private let transactions: TransactionIDGenerator

    public init(
        store: ObjectStore, authenticator: any Authenticator,
        settings: SwiftFrontEndSettings = SwiftFrontEndSettings()
    ) {
        self.store = store
        self.authenticator = authenticator
        self.settings = settings
        transactions = TransactionIDGenerator(suffix: settings.transactionIDSuffix)
    }

    /// The same front-end over the same store, with other settings and limits from now on; who
    /// has waited for a turn keeps it.
    public func adopting(
        _ settings: SwiftFrontEndSettings, _ constraints: Constraints
    ) -> SwiftFrontEnd {
        var frontEnd = self
        frontEnd.settings = settings
        frontEnd.store = store.limited(by: constraints)
        return frontEnd
    }

    public func respond(to request: Request) async throws -> Response {
        let id = transactions.next(
            extra: request.headers["X-Trans-Id-Extra"],
            secondsSince1970: Int64(store.clock.now().seconds))
        var response = try await answer(request, id)
        if request.method == .head, case .bytes(let bytes) = response.body {
            response.headers["Content-Length"] = String(bytes.count)
            response.body = .empty
        }
        response.headers["X-Trans-Id"] = id
        response.headers["X-Openstack-Request-Id"] = id
        return response
    }

    private func answer(_ request: Request, _ id: String) async throws -> Response {
        guard let settings = settings.domainRemap else { return try await reply(request, id) }
        let remap: DomainRemap?
        do {
            remap = try DomainRemap(request, settings)
        } catch {
            return error.response
        }
        guard let remap else { return try await reply(request, id) }
        return remap.finished(try await reply(remap.message, id))
    }

    private func reply(_ request: Request, _ id: String) async throws -> Response {
        if let policy = crossDomainPolicy(request) { return policy }
        if let answer = await authenticator.respond(to: request) { return answer }
        var response = try await dispatch(request, id)
        if response.status == .unauthorized, let challenge = authenticator.challenge {
            response.headers.append("WWW-Authenticate", challenge)
        }
        return response
    }

    private func dispatch(_ request: Request, _ id: String) async throws -> Response {
        let path = request.target.prefix(upTo: "?")
        if path == "/info" { return info(request) }
        do {
            try settings.nameCheck?.check(PercentEncoding.decodeBytes(path.utf8))
            return try await dispatch(request, id, to: try SwiftPath(path))
        } catch let problem as SwiftPath.Problem {
            return refusal(problem, request).response
        } catch let refusal as Refusal {
            return refusal.response
        }
    }

    private func dispatch(
        _ request: Request, _ id: String, to path: SwiftPath
    ) async throws -> Response {
        var principal = Principal.anonymous
        var signed: SignedRequest?
        var synced: SyncedRequest?
        do {
            if let response = try await bulk(request, path) { return response }
            signed = try await signedRequest(request, path)
            if let signed {
                principal = signed.principal
            } else if let boundary = formBoundary(request) {
                return try await receiveForm(request, path, boundary: boundary)
            } else if let request = try await syncedRequest(request, path) {
                principal = request.principal
                synced = request
            } else {
                principal = try await authenticator.principal(of: request, account: path.account)
            }
            let request = signed?.message ?? request
            var swift = SwiftRequest(
                request, caller: Caller(principal, referrer: request.headers["Referer"]))
            swift.madeAt = synced?.madeAt
            if request.method == .options { return try await preflight(swift, path) }
            try await admit(swift, path)
            let page = try await webPage(swift, path, signed)
            var response =
                if let page { page.response } else { try await performAdmitted(swift, path) }
            response = try await sharing(response, request, path)
            response = try await quotingEtag(response, path)
            return signed?.finished(response, isListing: page?.isListing ?? false) ?? response
        } catch {
            let realm = PercentEncoding.encode(path.account.text)
            guard let refusal = Refusal(error, principal: principal, realm: realm) else {
                throw error
            }
            if let error = error as? StorageError, refusal.status.code >= 500 {
                settings.onStorageFailure?(error, id)
            }
            let response =
                (try? await sharing(refusal.response, request, path)) ?? refusal.response
            return signed?.finished(response) ?? response
        }
    }

    /// Does what is asked of an object, a container or an account.
    func perform(_ request: SwiftRequest, _ path: SwiftPath) async throws -> Response {
        try await admit(request, path)
        return try await performAdmitted(request, path)
    }

    private func performAdmitted(
        _ request: SwiftRequest, _ path: SwiftPath
    ) async throws -> Response {
        if let address = path.objectAddress { return try await object(request, address) }
        if let address = path.containerAddress { return try await container(request, address) }
        return try await account(request, path.account)
    }

    /// What a target that names nothing is answered.
    func refusal(_ problem: SwiftPath.Problem, _ request: Request) -> Refusal {
        switch problem {
        case .notFound: Refusal(404)
        case .badURL: Refusal(412, html: "Bad URL")
        case .unknownVersion: Refusal(400)
        case .invalidEncoding: Refusal(412, html: "Invalid UTF8 or contains NULL")
        case .tooLong(let kind, let bytes, let limit):
            if kind == "Account" || request.method == .put {
                .nameTooLong(kind, bytes, limit)
            } else {
                Refusal(404)
            }
        }
    }

    /// 405 with what would have been allowed.
    func notAllowed(_ methods: [Method]) -> Refusal {
        Refusal(405, headers: ["Allow": methods.map(\.rawValue).joined(separator: ", ")])
    }
}
