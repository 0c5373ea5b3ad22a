// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusIO
import ApusModel
import Synchronization

/// Asks Keystone about tokens, as a service user, and remembers its answers for a while.
///
/// Tokens are remembered by their SHA-256: what lies in memory opens nothing.
final class KeystoneTokens: Sendable {
    private struct Remembered: Sendable {
        /// Nil for a token that Keystone does not know.
        let token: KeystoneToken?
        let until: Int64
    }

    private struct State: Sendable {
        var good: [Bytes: Remembered] = [:]
        /// Apart, so that a flood of wrong tokens pushes out no good one.
        var bad: [Bytes: Remembered] = [:]
        /// The service user's own token. A secret.
        var own: (text: String, until: Int64)?
        var isReachable = true
    }

    /// So many answers are remembered at most, of either kind.
    static let memoryLimit = 10_000
    /// How long a refusal is remembered at most, in seconds.
    static let refusalSeconds: Int64 = 10
    /// The service user's token is replaced when it has so many seconds left.
    private static let margin: Int64 = 60
    /// No token is longer than this, in bytes.
    private static let tokenLimitBytes = 16 * 1024
    private static let documentLimitBytes = 1024 * 1024

    private let settings: KeystoneSettings
    private let exchange: any HTTPExchange
    private let now: @Sendable () -> Timestamp
    private let onProblem: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let logins = Inquiries<Int, String>()
    private let questions = Inquiries<Bytes, KeystoneToken?>()

    init(
        _ settings: KeystoneSettings, over exchange: any HTTPExchange,
        now: @escaping @Sendable () -> Timestamp, onProblem: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.exchange = exchange
        self.now = now
        self.onProblem = onProblem
    }

    private var seconds: Int64 { Int64(now().ticks / Timestamp.ticksPerSecond) }

    /// What Keystone says about a token; nil when it knows none such.
    ///
    /// - Parameter allowsExpired: whether one that has expired a while ago will do, because a
    ///   service vouches for it.
    /// - Throws: `AuthenticationError.unavailable` when nobody can tell.
    func token(
        _ text: String, allowsExpired: Bool
    ) async throws(AuthenticationError) -> KeystoneToken? {
        guard !text.isEmpty, text.utf8.count <= Self.tokenLimitBytes,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        var content = ByteWriter(capacity: text.utf8.count + 1)
        content.append(text)
        if allowsExpired { content.append(0) }
        let digest = Bytes(Digest.of(content.finish(), .sha256))
        let moment = seconds
        if let known = state.withLock({ $0.good[digest] ?? $0.bad[digest] }),
            known.until > moment
        {
            return known.token
        }
        do {
            return try await questions.answer(to: digest) {
                let answer = try await ask(text, allowsExpired: allowsExpired)
                remember(answer, as: digest, allowsExpired: allowsExpired)
                return answer
            }
        } catch let error as AuthenticationError {
            throw error
        } catch {
            // Cancelled: nobody waits for this answer any more.
            throw .unavailable
        }
    }

    private func remember(_ token: KeystoneToken?, as digest: Bytes, allowsExpired: Bool) {
        guard let life = settings.cacheSeconds else { return }
        let moment = seconds
        state.withLock { state in
            if let token {
                let until =
                    allowsExpired ? moment + life : min(moment + life, token.expires)
                Self.makeRoom(in: &state.good, at: moment)
                state.good[digest] = Remembered(token: token, until: until)
            } else {
                Self.makeRoom(in: &state.bad, at: moment)
                let until = moment + min(life, Self.refusalSeconds)
                state.bad[digest] = Remembered(token: nil, until: until)
            }
        }
    }

    private static func makeRoom(in memory: inout [Bytes: Remembered], at moment: Int64) {
        guard memory.count >= memoryLimit else { return }
        memory = memory.filter { $0.value.until > moment }
        if memory.count >= memoryLimit { memory.removeAll() }
    }

    // MARK: Asking

    private func ask(_ text: String, allowsExpired: Bool) async throws -> KeystoneToken? {
        let target = "/auth/tokens?nocatalog" + (allowsExpired ? "&allow_expired=1" : "")
        var isSecondTry = false
        while true {
            let own = try await ownToken()
            let (response, body) = try await send(
                .get, target, ["X-Auth-Token": own, "X-Subject-Token": text])
            if [200, 404].contains(response.status.code) { note(isReachable: true) }
            switch response.status.code {
            case 200:
                let document = try? JSONValue(parsing: body)
                guard let token = document.flatMap(KeystoneToken.init) else {
                    throw unavailable("its answer about a token cannot be read")
                }
                return allowsExpired || token.expires > seconds ? token : nil
            case 404: return nil
            case 401 where !isSecondTry:
                // Ours may have been revoked.
                isSecondTry = true
                state.withLock { state in
                    if state.own?.text == own { state.own = nil }
                }
            case 401, 403:
                throw unavailable(
                    "the service user may not ask about tokens: \(response.status.code)")
            default:
                throw unavailable("it answers \(response.status.code)")
            }
        }
    }

    /// The service user's token.
    private func ownToken() async throws -> String {
        let moment = seconds
        if let own = state.withLock({ $0.own }), own.until > moment { return own.text }
        return try await logins.answer(to: 0) {
            if let own = state.withLock({ $0.own }), own.until > seconds { return own.text }
            let (response, body) = try await send(
                .post, "/auth/tokens?nocatalog", [:], body: login.encoded)
            guard response.status.isSuccess, let text = response.headers["X-Subject-Token"],
                let token = (try? JSONValue(parsing: body)).flatMap(KeystoneToken.init)
            else {
                throw unavailable("the service user cannot log in: \(response.status.code)")
            }
            state.withLock { $0.own = (text, token.expires - Self.margin) }
            return text
        }
    }

    private var login: JSONValue {
        switch settings.proof {
        case .applicationCredential(let id, let secret):
            return [
                "auth": [
                    "identity": [
                        "methods": ["application_credential"],
                        "application_credential": [
                            "id": .string(id), "secret": .string(secret),
                        ],
                    ]
                ]
            ]
        case .password(let name, let password, let project):
            var user = Self.document(name)
            user["password"] = .string(password)
            return [
                "auth": [
                    "identity": ["methods": ["password"], "password": ["user": .object(user)]],
                    "scope": ["project": .object(Self.document(project))],
                ]
            ]
        }
    }

    private static func document(_ name: KeystoneSettings.Name) -> [String: JSONValue] {
        if let id = name.id { return ["id": .string(id)] }
        let domain: JSONValue =
            if let domain = name.domainName, name.domainID == nil {
                ["name": .string(domain)]
            } else {
                ["id": .string(name.domainID ?? "default")]
            }
        return ["name": .string(name.name ?? ""), "domain": domain]
    }

    /// Sends a request, again when nobody answers, and reads the whole answer.
    private func send(
        _ method: Method, _ target: String, _ headers: Headers, body: Bytes = Bytes()
    ) async throws -> (Response, Bytes) {
        var headers = headers
        headers["Accept"] = "application/json"
        if !body.isEmpty { headers["Content-Type"] = "application/json" }
        var tries = 0
        while true {
            tries += 1
            do {
                let response = try await exchange.respond(
                    to: Request(
                        method, settings.url.path + target, origin: settings.url.origin,
                        headers: headers, body: BodyReader(body)))
                let answer = try await response.reader.collect(
                    limitBytes: Self.documentLimitBytes)
                if response.status.code < 500 || tries > settings.retryCount {
                    return (response, answer)
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                guard tries <= settings.retryCount else {
                    throw unavailable("it cannot be reached: \(error)")
                }
            }
        }
    }

    /// Tells of a problem, once until it is over.
    private func unavailable(_ reason: String) -> AuthenticationError {
        if note(isReachable: false) { onProblem(reason) }
        return .unavailable
    }

    /// - Returns: whether that is news.
    @discardableResult
    private func note(isReachable: Bool) -> Bool {
        state.withLock { state in
            defer { state.isReachable = isReachable }
            return state.isReachable != isReachable
        }
    }
}
