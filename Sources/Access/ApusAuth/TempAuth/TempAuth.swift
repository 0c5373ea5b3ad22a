// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
public import ApusModel
import Synchronization

/// Authentication by users in the configuration, with the v1 protocol: a login with
/// `X-Auth-User` and `X-Auth-Key` answers a token and a storage URL.
///
/// Source: OpenStack Swift, "The Auth System", `tempauth`.
public final class TempAuth: Authenticator {
    /// Whose a genuine token is, and until when.
    struct Known: Sendable {
        let entry: TempAuthDirectory.Entry
        /// In seconds since 1970.
        let expires: Int64
    }

    private struct State: Sendable {
        var directory: TempAuthDirectory
        /// Tokens that were found genuine, so that a request costs a look-up and no HMAC.
        var known: [String: Known] = [:]
        /// Tokens that were ended before their time, with when that would have been.
        var revoked: [String: Int64] = [:]
    }

    /// So many tokens are remembered at most, of those that are good and of those that were
    /// ended.
    private static let knownLimit = 10_000

    private let state: Mutex<State>
    let verifier: KeyVerifier
    private let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - verifier: judges keys.
    ///   - now: the wall clock.
    public init(
        _ settings: TempAuthSettings, verifier: KeyVerifier,
        now: @escaping @Sendable () -> Timestamp
    ) {
        state = Mutex(State(directory: TempAuthDirectory(settings)))
        self.verifier = verifier
        self.now = now
    }

    /// Takes over other settings. Tokens of users who are gone, or whose keys have changed, are
    /// refused from now on.
    public func replace(_ settings: TempAuthSettings) {
        let directory = TempAuthDirectory(settings)
        state.withLock { $0 = State(directory: directory, revoked: $0.revoked) }
    }

    /// The users of now.
    var directory: TempAuthDirectory { state.withLock { $0.directory } }

    public func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal {
        var principal = Principal.anonymous
        if let token = token(of: request) {
            guard let entry = known(token)?.entry else { throw .refused }
            principal = entry.principal
            if let serviceToken = request.headers["x-service-token"],
                let service = known(serviceToken)?.entry
            {
                principal = TempAuthDirectory.principal(
                    user: entry.user.name, groups: entry.groups.union(service.groups),
                    administered: entry.administered + service.administered)
            }
        }
        guard let account else { return principal }
        guard
            let prefix = state.withLock({ $0.directory.settings.resellerPrefixes })
                .prefix(of: account)
        else { throw principal.isAnonymous ? .refused : .forbidden }
        let bare = account.text.dropFirst(prefix.text.count)
        if bare.isEmpty || bare.utf8.first == UInt8(ascii: ".") {
            // Accounts the server keeps for itself are nobody's to administer.
            principal.isResellerAdmin = false
            principal.isResellerReader = false
        }
        return principal
    }

    public func respond(to request: Request) async -> Response? {
        guard mayAnswer(request.target) else { return nil }
        let directory = directory
        let path = request.target.prefix(upTo: "?")
        let prefix = directory.settings.authPrefix
        if path.startsBytewise(with: prefix) || path.equalsBytewise(prefix.dropLast()) {
            return await logIn(request, rest: path.dropFirst(prefix.count), directory)
        }
        guard let identity = directory.settings.identity else { return nil }
        return await IdentityService(identity, of: self, directory).respond(to: request)
    }

    /// Whether a target may be one of logging in. Every request is asked about; nearly all are
    /// told by their first bytes.
    private func mayAnswer(_ target: String) -> Bool {
        let (prefix, hasIdentity) = state.withLock {
            ($0.directory.settings.authPrefix, $0.directory.settings.identity != nil)
        }
        if target.sharesStart(with: prefix, bytes: prefix.utf8.count - 1) { return true }
        return hasIdentity && IdentityService.mayAnswer(target)
    }

    // MARK: Tokens

    /// The token of a request, when it is one that we could have made; with any other it is as
    /// if there were none.
    private func token(of request: Request) -> String? {
        let headers = request.headers
        guard let token = headers["x-auth-token"] ?? headers["x-storage-token"], !token.isEmpty
        else { return nil }
        let prefix = state.withLock { $0.directory.settings.resellerPrefixes[0].text }
        return token.hasPrefix(prefix) ? token : nil
    }

    /// Whose a token is; nil when it is not genuine, has expired or was revoked.
    func known(_ token: String) -> Known? {
        if let known = state.withLock({ $0.known[token] }) {
            return known.expires > seconds ? known : nil
        }
        let directory = directory
        let mark = directory.tokenMark
        guard token.hasPrefix(mark),
            let claim = directory.signer.claim(token.dropFirst(mark.count)),
            let entry = directory.byTag[claim.tag],
            directory.signer.isGenuine(claim, entry.signature, at: seconds)
        else { return nil }
        return state.withLock { state in
            guard state.revoked[token] == nil else { return nil }
            // A reload in the meantime may have removed the user, or their rights.
            guard let current = state.directory.byTag[claim.tag],
                current.signature == entry.signature
            else { return nil }
            let known = Known(entry: current, expires: claim.expires)
            if state.known.count >= Self.knownLimit { state.known.removeAll() }
            state.known[token] = known
            return known
        }
    }

    /// The token to hand out to a user now; nil when so many were revoked that none is left.
    func token(for entry: TempAuthDirectory.Entry) -> (text: String, expires: Int64)? {
        let directory = directory
        let moment = seconds
        let revoked = state.withLock { $0.revoked }
        let token = directory.signer.token(for: entry.signature, at: moment) { text in
            revoked[directory.tokenMark + text] != nil
        }
        return token.map { (directory.tokenMark + $0.text, $0.expires) }
    }

    /// Ends a token before its time, in this process.
    ///
    /// - Returns: false when too many have been ended to remember another.
    func revoke(_ token: String, expires: Int64) -> Bool {
        let moment = seconds
        return state.withLock { state in
            if state.revoked.count >= Self.knownLimit {
                state.revoked = state.revoked.filter { $0.value > moment }
            }
            guard state.revoked.count < Self.knownLimit else { return false }
            state.known[token] = nil
            state.revoked[token] = expires
            return true
        }
    }

    var seconds: Int64 { Int64(now().ticks / Timestamp.ticksPerSecond) }

    // MARK: Logging in

    private func logIn(
        _ request: Request, rest: Substring, _ directory: TempAuthDirectory
    ) async -> Response {
        guard request.method == .get else { return Self.badRequest }
        let segments = rest.split(separator: "/", maxSplits: 2)
            .map { PercentEncoding.decode($0) ?? String($0) }
        guard let login = Login(request.headers, segments: segments) else {
            return Self.badRequest
        }
        let refusal = Self.unauthorized(realm: login.account)
        guard let name = login.name, let key = login.key, let entry = directory.byName[name] else {
            return refusal
        }
        do {
            guard try await verifier.accepts(key, as: entry.user.key) else { return refusal }
        } catch {
            return Response(.serviceUnavailable, headers: ["Retry-After": "1"])
        }
        guard let token = token(for: entry) else {
            return Response(.serviceUnavailable, headers: ["Retry-After": "1"])
        }
        return Response(
            .ok,
            headers: [
                "Content-Type": "text/html; charset=UTF-8",
                "X-Auth-Token": token.text,
                "X-Storage-Token": token.text,
                "X-Auth-Token-Expires": String(token.expires - seconds),
                "X-Storage-Url": Self.url(entry.storageURL, request, directory.settings),
            ])
    }

    /// A URL with what the client has asked in place of `$HOST`, and the scheme that is wanted.
    static func url(
        _ pattern: String, _ request: Request, _ settings: TempAuthSettings
    ) -> String {
        var url = pattern
        if let range = url.firstRange(ofHostMark: "$HOST") {
            url.replaceSubrange(range, with: hostURL(of: request))
        }
        if case .fixed(let scheme) = settings.storageURLScheme,
            let colon = url.firstIndex(of: ":")
        {
            url.replaceSubrange(url.startIndex..<colon, with: scheme)
        }
        return url
    }

    /// Scheme, host and port as the client named them; the scheme's own port is left out.
    private static func hostURL(of request: Request) -> String {
        let isSecure = request.origin?.isSecure ?? false
        var host = request.headers["host"] ?? ""
        let isSound = host.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7f && !"/?#@\\\"<>".utf8.contains(byte)
        }
        if host.isEmpty || !isSound {
            guard let origin = request.origin else { return "http://localhost" }
            let name = origin.host.contains(":") ? "[\(origin.host)]" : origin.host
            host = "\(name):\(origin.port)"
        }
        let standardPort = isSecure ? ":443" : ":80"
        if host.hasSuffix(standardPort) { host.removeLast(standardPort.count) }
        return (isSecure ? "https://" : "http://") + host
    }

    private static func page(_ status: Status, _ explanation: String) -> Response {
        let page = "<html><h1>\(status.reason)</h1><p>\(explanation)</p></html>"
        return Response(
            status, headers: ["Content-Type": "text/html; charset=UTF-8"],
            body: .bytes(Bytes(page)))
    }

    private static var badRequest: Response {
        page(
            .badRequest,
            "The server could not comply with the request since it is either malformed or "
                + "otherwise incorrect.")
    }

    private static func unauthorized(realm account: String?) -> Response {
        var response = page(
            .unauthorized,
            "This server could not verify that you are authorized to access the document you "
                + "requested.")
        let realm = account.map { PercentEncoding.encode($0) } ?? "unknown"
        response.headers["Www-Authenticate"] = "Swift realm=\"\(realm)\""
        return response
    }
}

/// What a login says, in one of the spellings that servers before have had.
private struct Login {
    /// The account, for the realm; nil when there is none.
    var account: String?
    /// `account:user`; nil when it cannot be put together.
    var name: String?
    var key: String?

    /// - Parameter segments: the path after the prefix.
    /// - Returns: nil when the path is none of a login.
    init?(_ headers: Headers, segments: [String]) {
        let authUser = headers.nonEmpty("x-auth-user")
        let storageUser = headers.nonEmpty("x-storage-user")
        let authKey = headers.nonEmpty("x-auth-key")
        let storagePass = headers.nonEmpty("x-storage-pass")
        if segments.count == 3, segments[0] == "v1", segments[2] == "auth" {
            account = segments[1]
            key = storagePass ?? authKey
            if let storageUser {
                name = "\(segments[1]):\(storageUser)"
            } else if let authUser, authUser.hasPrefix(segments[1] + ":") {
                name = authUser
            }
            return
        }
        guard segments.isEmpty || ["auth", "v1.0", "v1"].contains(segments[0]) else { return nil }
        key = authKey ?? storagePass
        guard let user = authUser ?? storageUser, let colon = user.firstIndex(of: ":") else {
            return
        }
        account = String(user[..<colon])
        name = user
    }
}

extension Headers {
    fileprivate func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension String {
    /// Where `$HOST` stands.
    fileprivate func firstRange(ofHostMark mark: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(mark) }.map { $0..<index($0, offsetBy: mark.count) }
    }
}
