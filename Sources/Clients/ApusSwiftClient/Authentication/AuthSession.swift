// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
import Synchronization

/// The token that any number of connections share.
///
/// However many calls need one at the same moment, one asks and the others wait for its answer.
public final class AuthSession: Sendable {
    private enum Outcome: Sendable {
        case look
        case failed(any Error)
    }

    private struct State {
        var credentials: Credentials?
        var isAsking = false
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Outcome, Never>] = [:]
    }

    /// Asks for tokens; nil when all that there is was given.
    public let method: (any AuthMethod)?
    private let storageURL: ServiceURL?
    private let state: Mutex<State>

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - method: how to get a token; nil to use only what is given here.
    ///   - storageURL: replaces the URL that the identity service names.
    ///   - token: used until it is refused; with a `storageURL`, nothing is asked before then.
    public init(
        _ method: (any AuthMethod)? = nil, storageURL: ServiceURL? = nil, token: String? = nil
    ) {
        self.method = method
        self.storageURL = storageURL
        var given: Credentials?
        if let storageURL, let token {
            given = Credentials(storageURL: storageURL, token: token)
        }
        state = Mutex(State(credentials: given))
    }

    /// A session that has these credentials and never any others.
    init(fixed credentials: Credentials) {
        method = nil
        storageURL = nil
        state = Mutex(State(credentials: credentials))
    }

    /// The current token, or nil when one would have to be asked for.
    public var current: Credentials? { state.withLock { $0.credentials } }

    /// The current token, asked for if there is none.
    ///
    /// - Throws: what `method` throws; `ClientError` with `.authentication` when there is none.
    public func credentials(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)? = nil
    ) async throws -> Credentials {
        while true {
            try Task.checkCancellation()
            let (known, isMine) = state.withLock { state in
                if let credentials = state.credentials {
                    return (Optional(credentials), false)
                }
                defer { state.isAsking = true }
                return (nil, !state.isAsking)
            }
            if let known { return known }
            if isMine { return try await ask(over: exchange, log: log) }
            if case .failed(let error) = await waitForAnswer() { throw error }
        }
    }

    /// Forgets a token that was refused.
    ///
    /// Nothing happens when another call has replaced it already.
    ///
    /// - Returns: whether asking again can help.
    @discardableResult
    public func invalidate(_ refused: Credentials) -> Bool {
        guard method != nil else { return false }
        state.withLock { state in
            if state.credentials == refused { state.credentials = nil }
        }
        return true
    }

    /// Forgets a token that was refused, and tells the method so.
    ///
    /// - Returns: whether asking again can help.
    func renew(_ refused: Credentials) async -> Bool {
        guard let method else { return false }
        // Another call has a newer one already: the method has heard of this refusal.
        if let current, current != refused { return true }
        guard await method.invalidate(refused) else { return false }
        return invalidate(refused)
    }

    private func ask(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        do {
            guard let method else {
                throw ClientError(.authentication, "No way to authenticate, and no token given")
            }
            var answer = try await method.authenticate(over: exchange, log: log)
            if let storageURL { answer.storageURL = storageURL }
            finish(answer, .look)
            return answer
        } catch {
            // Who asked may have been cancelled; that is no answer for the others.
            let concernsAll = !(error is CancellationError) && !Task.isCancelled
            finish(nil, concernsAll ? .failed(error) : .look)
            throw error
        }
    }

    private func finish(_ credentials: Credentials?, _ outcome: Outcome) {
        let waiters = state.withLock { state in
            state.isAsking = false
            if let credentials { state.credentials = credentials }
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    private func waitForAnswer() async -> Outcome {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.isAsking, !Task.isCancelled else { return false }
                    state.waiters[number] = continuation
                    return true
                }
                if !mustWait { continuation.resume(returning: .look) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: .look)
        }
    }
}
