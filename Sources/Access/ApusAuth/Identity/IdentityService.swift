// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel

/// TempAuth's users by Keystone's protocol, for clients that speak nothing else.
///
/// A TempAuth account is a project, all of them in one domain; a user belongs to one project, so
/// a token is good for that one, whatever its document was asked to speak of. Tokens are
/// TempAuth's own.
///
/// Source: OpenStack Identity API v3; Identity API v2.0.
struct IdentityService: Sendable {
    /// As much of a request's document is read.
    static let documentLimitBytes = 64 * 1024

    let settings: IdentitySettings
    let auth: TempAuth
    let directory: TempAuthDirectory

    init(_ settings: IdentitySettings, of auth: TempAuth, _ directory: TempAuthDirectory) {
        self.settings = settings
        self.auth = auth
        self.directory = directory
    }

    /// Whether a target may be one of this service's: `/`, `/v2.0…`, `/v3…`.
    static func mayAnswer(_ target: String) -> Bool {
        target.sharesStart(with: "/v3", bytes: 3) || target.sharesStart(with: "/v2.0", bytes: 5)
            || target.utf8.count < 2 || target.sharesStart(with: "/?", bytes: 2)
            || target.sharesStart(with: "//", bytes: 2)
    }

    /// Answers what is this service's.
    ///
    /// - Returns: nil for every other path.
    func respond(to request: Request) async -> Response? {
        let path = request.target.prefix { $0 != "?" }
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.split(separator: "/").map { PercentEncoding.decode($0) ?? String($0) }
        let documents = IdentityDocuments(settings, directory, request)
        do throws(IdentityError) {
            switch parts.first {
            case nil:
                // Whoever does not ask for JSON has lost their way to a container.
                guard request.method == .get || request.method == .head,
                    request.headers["accept"]?.contains("application/json") == true
                else { return nil }
                return .json(Status(300), documents.versions)
            case "v3": return try await answer(parts.dropFirst(), request, documents)
            case "v2.0": return try await answerOld(parts.dropFirst(), request, documents)
            default: return nil
            }
        } catch {
            return documents.response(to: error)
        }
    }

    private func answer(
        _ parts: ArraySlice<String>, _ request: Request, _ documents: IdentityDocuments
    ) async throws(IdentityError) -> Response {
        let parts = Array(parts)
        if parts.isEmpty {
            try request.allow([.get, .head])
            return .json(.ok, ["version": documents.version3])
        }
        if parts == ["auth", "tokens"] { return try await tokens(request, documents) }
        try request.allow([.get, .head])
        let known = try caller(of: request)
        return .json(.ok, try document(parts, known.entry, request, documents))
    }

    /// What can be read: the caller's own projects and such, and everybody's for administrators.
    private func document(
        _ parts: [String], _ entry: TempAuthDirectory.Entry, _ request: Request,
        _ documents: IdentityDocuments
    ) throws(IdentityError) -> JSONValue {
        let query = RequestQuery(ofTarget: request.target)
        let mayReadAll = entry.principal.isResellerAdmin
        let users = mayReadAll ? directory.byName.values.map { $0 } : [entry]
        switch (parts.count, parts[0], parts.dropFirst().first) {
        case (2, "auth", "catalog"):
            return ["catalog": documents.catalog(for: entry), "links": documents.link(request)]
        case (2, "auth", "projects"):
            return documents.projects([entry], query)
        case (2, "auth", "domains"), (1, "domains", _):
            return documents.domains(query)
        case (2, "auth", "system"):
            return ["system": mayReadAll ? [["all": true]] : [], "links": documents.link(request)]
        case (2, "domains", documents.domainID):
            return ["domain": documents.domainRecord]
        case (1, "projects", _):
            return documents.projects(users, query)
        case (2, "projects", let id):
            guard let user = users.first(where: { $0.user.account == id }) else {
                throw .notFound("project: \(parts[1])")
            }
            return ["project": documents.projectRecord(user)]
        case (1, "users", _):
            return documents.users(users, query)
        case (2, "users", let id), (3, "users", let id):
            guard let user = users.first(where: { $0.identifier == id }) else {
                throw .notFound("user: \(parts[1])")
            }
            if parts.count == 2 { return ["user": documents.userRecord(user)] }
            guard parts[2] == "projects" else { throw .notFound(nil) }
            return documents.projects([user], query)
        default:
            throw .notFound(nil)
        }
    }

    // MARK: Tokens

    private func tokens(
        _ request: Request, _ documents: IdentityDocuments
    ) async throws(IdentityError) -> Response {
        try request.allow([.post, .get, .head, .delete])
        if request.method == .post {
            let login = try IdentityLogin(version3: try await body(of: request))
            let (entry, token) = try await logIn(login)
            let scope = try login.scope.resolved(for: entry)
            var response = Response.json(
                .created,
                documents.token(
                    entry, expires: token.expires, methods: login.methodNames, scope: scope,
                    hasCatalog: !RequestQuery(ofTarget: request.target).contains("nocatalog")))
            response.headers["X-Subject-Token"] = token.text
            return response
        }
        let (text, subject) = try subject(
            of: request, by: try caller(of: request), request.headers["x-subject-token"])
        if request.method == .delete {
            guard auth.revoke(text, expires: subject.expires) else { throw .busy }
            return Response(.noContent)
        }
        var response = Response.json(
            .ok,
            documents.token(
                subject.entry, expires: subject.expires, methods: ["password"], scope: .project,
                hasCatalog: !RequestQuery(ofTarget: request.target).contains("nocatalog")))
        response.headers["X-Subject-Token"] = text
        return response
    }

    /// Who has sent a request.
    private func caller(of request: Request) throws(IdentityError) -> TempAuth.Known {
        guard let token = request.headers["x-auth-token"], let known = auth.known(token) else {
            throw .unauthorized
        }
        return known
    }

    /// The token that a request is about: everybody may ask about their own, administrators about
    /// any.
    private func subject(
        of request: Request, by caller: TempAuth.Known, _ token: String?
    ) throws(IdentityError) -> (text: String, TempAuth.Known) {
        guard let token else { throw .malformed("X-Subject-Token is missing.") }
        guard let known = auth.known(token) else { throw .notFound("token") }
        guard
            caller.entry.principal.isResellerAdmin
                || caller.entry.user.name == known.entry.user.name
        else { throw .forbidden }
        return (token, known)
    }

    private func body(of request: Request) async throws(IdentityError) -> JSONValue {
        do {
            let bytes = try await request.body.collect(limitBytes: Self.documentLimitBytes)
            return try JSONValue(parsing: bytes)
        } catch BodyError.tooLong {
            throw .tooLarge
        } catch {
            throw .malformed("The body is not a JSON document.")
        }
    }

    /// Finds out whether somebody is who they say, and gives them a token.
    private func logIn(
        _ login: IdentityLogin
    ) async throws(IdentityError) -> (TempAuthDirectory.Entry, (text: String, expires: Int64)) {
        switch login.proof {
        case .token(let text):
            guard let known = auth.known(text) else { throw .unauthorized }
            return (known.entry, (text, known.expires))
        case .key(let user, let key):
            guard let entry = entry(of: user, scope: login.scope) else { throw .unauthorized }
            do {
                guard try await auth.verifier.accepts(key, as: entry.user.key) else {
                    throw IdentityError.unauthorized
                }
            } catch let error as IdentityError {
                throw error
            } catch {
                throw .busy
            }
            guard let token = auth.token(for: entry) else { throw .busy }
            return (entry, token)
        }
    }

    /// Which user is meant. A name may be TempAuth's `account:user`, or the part after the colon,
    /// when the project says which account, or no other account has a user of that name.
    private func entry(
        of user: IdentityLogin.User, scope: IdentityLogin.Scope
    ) -> TempAuthDirectory.Entry? {
        switch user {
        case .identifier(let identifier):
            return directory.byIdentifier[identifier] ?? directory.byName[identifier]
        case .name(let name):
            if let entry = directory.byName[name] { return entry }
            if case .project(let account) = scope { return directory.byName["\(account):\(name)"] }
            let namesakes = directory.byName.values.filter { $0.user.user == name }
            return namesakes.count == 1 ? namesakes.first : nil
        }
    }

    // MARK: Version 2.0

    private func answerOld(
        _ parts: ArraySlice<String>, _ request: Request, _ documents: IdentityDocuments
    ) async throws(IdentityError) -> Response {
        // Asking about a token has it in the path here, which is logged: that is not offered.
        switch (parts.first, parts.count) {
        case (nil, _):
            try request.allow([.get, .head])
            return .json(.ok, ["version": documents.version2])
        case ("tokens", 1):
            try request.allow([.post])
            let login = try IdentityLogin(version2: try await body(of: request))
            let (entry, token) = try await logIn(login)
            let scope = try login.scope.resolved(for: entry)
            return .json(.ok, documents.access(entry, token, scope: scope))
        case ("tenants", 1):
            try request.allow([.get, .head])
            return .json(.ok, documents.tenants(try caller(of: request).entry))
        default:
            throw .notFound(nil)
        }
    }
}

/// Why the identity service does not do as asked; each has a document of its own.
enum IdentityError: Error, Hashable {
    case malformed(String)
    case unauthorized
    case forbidden
    /// What was not found; nil for a path.
    case notFound(String?)
    case notAllowed([Method])
    case tooLarge
    case busy
}

extension Request {
    fileprivate func allow(_ methods: [Method]) throws(IdentityError) {
        guard methods.contains(method) else { throw .notAllowed(methods) }
    }
}

extension Response {
    /// A JSON document.
    static func json(_ status: Status, _ document: JSONValue) -> Response {
        Response(
            status, headers: ["Content-Type": "application/json", "Vary": "X-Auth-Token"],
            body: .bytes(document.encoded))
    }
}
