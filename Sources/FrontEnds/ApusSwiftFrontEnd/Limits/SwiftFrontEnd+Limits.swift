// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusModel
import ApusObjectStore

extension SwiftFrontEnd {
    /// Decides whether a request may be done now, whoever asks; waits for its turn.
    ///
    /// - Throws: `Refusal`.
    func admit(_ request: SwiftRequest, _ path: SwiftPath) async throws {
        // Whoever sets such limits must be able to end them.
        if path.container == nil, request.caller.principal.isResellerAdmin { return }
        let isWrite = [.put, .post, .delete, .copy].contains(request.method)
        let operatorSettings =
            isWrite ? try await store.operatorSettings(of: path.account) : [:]
        try await checkReadOnly(request, path, operatorSettings[.readOnly])
        try await limitRate(request, path, operatorSettings[.writeRateLimit])
    }

    // MARK: Read-only accounts

    /// Source: OpenStack Swift, `swift.common.middleware.read_only`.
    private func checkReadOnly(
        _ request: SwiftRequest, _ path: SwiftPath, _ setting: String?
    ) async throws {
        switch request.method {
        case .put, .post, .copy: break
        case .delete where !settings.readOnly.allowsDeletes: break
        default: return
        }
        var setting = setting
        if request.method == .copy, let named = request.headers["Destination-Account"] {
            let account = try Self.account(named, otherwise: path.account)
            setting = try await store.operatorSettings(of: account)[.readOnly]
        }
        let isReadOnly = setting.map { SwiftRequest.isTrue($0) } ?? settings.readOnly.isEverywhere
        guard !isReadOnly else {
            throw Refusal(405, html: "Writes are disabled for this account.")
        }
    }

    // MARK: Rates

    private func limitRate(
        _ request: SwiftRequest, _ path: SwiftPath, _ setting: String?
    ) async throws {
        let limits = settings.rateLimits
        let account = path.account.text
        guard !limits.unlimitedAccounts.contains(account), setting != "WHITELIST" else { return }
        guard !limits.refusedAccounts.contains(account), setting != "BLACKLIST" else {
            try await Task.sleep(for: limits.refusalDelay)
            throw Refusal(497, html: "Your account has been blacklisted")
        }
        for (key, rate) in try await rates(for: request, path, setting) where rate > 0 {
            let now = ContinuousClock.now - started
            guard let delay = rateLimiter.delay(of: key, rate: rate, at: now, limits) else {
                throw Refusal(498, html: "Slow down")
            }
            if delay > .zero { try await Task.sleep(for: delay) }
        }
    }

    private func rates(
        for request: SwiftRequest, _ path: SwiftPath, _ setting: String?
    ) async throws -> [(RateLimiter.Key, Double)] {
        let limits = settings.rateLimits
        let account = path.account.text
        var rates: [(RateLimiter.Key, Double)] = []
        let isWrite = [.put, .post, .delete, .copy].contains(request.method)
        if let address = path.containerAddress {
            let container = address.container.text
            switch (request.method, path.object) {
            case (.put, nil), (.delete, nil):
                rates.append((.containers(account: account), limits.accountRate))
            case (_, .some) where isWrite && !limits.containerSteps.isEmpty:
                let size = try await store.objectCount(of: address)
                if let rate = RateLimitSettings.rate(limits.containerSteps, containerSize: size) {
                    rates.append((.objects(account: account, container: container), rate))
                }
            case (.get, nil) where !limits.listingSteps.isEmpty:
                let size = try await store.objectCount(of: address)
                if let rate = RateLimitSettings.rate(limits.listingSteps, containerSize: size) {
                    rates.append((.listings(account: account, container: container), rate))
                }
            default: break
            }
        }
        if isWrite, let rate = setting.flatMap({ Double($0) }), rate.isFinite {
            rates.append((.writes(account: account), rate))
        }
        return rates
    }
}

/// Whether accounts take nothing new (`[filter:read_only]`); what is said of an account comes
/// first.
public struct ReadOnlySettings: Hashable, Sendable {
    /// Every account of which nothing else is said (`read_only`).
    public var isEverywhere = false
    /// Whether things can be deleted all the same (`allow_deletes`).
    public var allowsDeletes = false

    public init() {}
}
