// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// The methods of `/v1/ACCOUNT`.
    var accountMethods: [Method] {
        [.get, .head, .post, .options]
            + (settings.allowsAccountManagement ? [.put, .delete] : [])
    }

    func account(_ request: SwiftRequest, _ name: AccountName) async throws -> Response {
        guard accountMethods.contains(request.method) else { throw notAllowed(accountMethods) }
        switch request.method {
        case .get: return try await listAccount(request, name)
        case .head: return try await headAccount(request, name)
        case .put:
            let isNew = try await store.create(
                name, metadata: try changes(request),
                quotas: quotas(request), settings: operatorSettings(request),
                for: request.caller)
            return isNew ? .made : .accepted
        case .delete:
            guard request.query.items.isEmpty else { throw Refusal(400) }
            try await store.delete(name, for: request.caller)
            return .nothing
        default:
            try await store.update(
                name, metadata: try changes(request),
                quotas: quotas(request), settings: operatorSettings(request),
                for: request.caller)
            return .nothing
        }
    }

    private func changes(_ request: SwiftRequest) throws -> [String: String?] {
        try MetadataFields.accountChanges(request.headers)
            .merging(etagChanges(request.headers, EntityTagQuoting.account)) { _, new in new }
    }

    private func listAccount(_ request: SwiftRequest, _ name: AccountName) async throws -> Response
    {
        let parameters = try ListingParameters(
            request, limit: store.constraints.accountListingLimit)
        let (view, page) = try await store.containers(
            of: name, parameters.query, for: request.caller)
        let document = AccountListingDocument.write(
            page, of: name.text, as: parameters.format
        ) { store.policies[$0]?.name }
        return .listing(document, parameters, headers(of: view))
    }

    private func headAccount(_ request: SwiftRequest, _ name: AccountName) async throws -> Response
    {
        let parameters = try ListingParameters(
            request, limit: store.constraints.accountListingLimit)
        let view = try await store.account(name, for: request.caller)
        // An account that nobody has written to is only pretended: that shows in the status.
        return .listingHead(view.stat == nil ? .ok : .noContent, parameters, headers(of: view))
    }

    /// The quotas that a request sets, or ends with an empty text.
    private func quotas(_ request: SwiftRequest) -> [QuotaName: String?] {
        var quotas: [QuotaName: String?] = [:]
        func read(_ name: QuotaName, _ field: String) {
            if let value = request.headers["X-Remove-" + field], !value.isEmpty {
                quotas[name] = ""
            } else if let value = request.headers["X-" + field] {
                quotas[name] = value
            }
        }
        // An older name; it stays metadata besides.
        read(QuotaName(.bytes), "Account-Meta-Quota-Bytes")
        for kind in QuotaKind.allCases {
            let field = "Account-Quota-" + MetadataFields.titled(kind.rawValue)
            read(QuotaName(kind), field)
            for policy in store.policies.all {
                read(QuotaName(kind, policy: policy.index), "\(field)-Policy-\(policy.name)")
            }
        }
        return quotas
    }

    /// What a reseller says of an account. From others the fields are dropped without a word, as
    /// OpenStack Swift's gatekeeper does; there, operators have a client inside the cluster.
    private func operatorSettings(_ request: SwiftRequest) -> [OperatorSetting: String?] {
        guard request.caller.principal.isResellerAdmin else { return [:] }
        var settings: [OperatorSetting: String?] = [:]
        for setting in OperatorSetting.allCases {
            let field = "Account-Sysmeta-" + MetadataFields.titled(setting.rawValue)
            if let value = request.headers["X-" + field] { settings[setting] = value }
            if let value = request.headers["X-Remove-" + field], !value.isEmpty {
                settings[setting] = ""
            }
        }
        return settings
    }

    private func headers(of view: AccountView) -> Headers {
        var headers: Headers = ["Accept-Ranges": "bytes"]
        let stat =
            view.stat
            ?? AccountStat(
                createdAt: store.clock.now(), metadata: [:], containerCount: 0, policies: [:])
        headers["X-Account-Container-Count"] = String(stat.containerCount)
        headers["X-Account-Object-Count"] = String(stat.totals.objectCount)
        headers["X-Account-Bytes-Used"] = String(stat.totals.bytesUsed)
        headers["X-Timestamp"] = stat.createdAt.moment
        for (index, share) in stat.policies.sorted(by: { $0.key < $1.key }) {
            guard let policy = store.policies[index] else { continue }
            let prefix = "X-Account-Storage-Policy-\(policy.name)-"
            headers.append(prefix + "Container-Count", String(share.containerCount))
            headers.append(prefix + "Object-Count", String(share.totals.objectCount))
            headers.append(prefix + "Bytes-Used", String(share.totals.bytesUsed))
        }
        for (name, value) in view.quotas {
            var field = "X-Account-Quota-" + MetadataFields.titled(name.kind.rawValue)
            if let index = name.policy {
                guard let policy = store.policies[index] else { continue }
                field += "-Policy-\(policy.name)"
            }
            headers[field] = value
        }
        for (setting, value) in view.settings {
            headers["X-Account-Sysmeta-" + MetadataFields.titled(setting.rawValue)] = value
        }
        MetadataFields.append(stat.metadata, to: &headers)
        return headers
    }
}
