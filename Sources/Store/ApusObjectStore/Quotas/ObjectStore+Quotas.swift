// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

extension ObjectStore {
    /// Decides whether a container and its account have room for one more object. What it
    /// replaces counts as if it stayed, and a body of unknown size as if it were empty.
    ///
    /// Source: OpenStack Swift, `container_quotas` and `account_quotas`.
    func checkQuotas(
        _ request: PutRequest, _ stat: ContainerStat, for caller: Caller
    ) async throws {
        let sizeBytes = request.sizeBytes ?? 0
        try await checkContainerQuotas(request.address.container, stat, sizeBytes)
        // Resellers set an account's quotas and are not held to them.
        guard !caller.principal.isResellerAdmin else { return }
        let account = request.address.container.account
        let quotas = try await operatorMetadata(of: account)
        guard quotas.keys.contains(where: QuotaRules.isQuota),
            let totals = try await accountTotals(account)
        else { return }
        func check(_ limit: String?, _ used: UInt64, _ more: UInt64, _ problem: QuotaProblem)
            throws
        {
            guard let limit = QuotaRules.number(limit) else { return }
            let (sum, overflows) = used.addingReportingOverflow(more)
            guard !overflows, sum <= limit else { throw StoreError.quota(problem) }
        }
        let whole = totals.values.reduce(Totals()) { $0 + $1.totals }
        try check(
            quotas[QuotaName(.bytes).key] ?? quotas[QuotaRules.olderAccountKey],
            whole.bytesUsed, sizeBytes, .exceeded)
        try check(quotas[QuotaName(.count).key], whole.objectCount, 1, .exceeded)
        let share = totals[stat.policy]?.totals ?? Totals()
        try check(
            quotas[QuotaName(.bytes, policy: stat.policy).key], share.bytesUsed, sizeBytes,
            .exceededInPolicy)
        try check(
            quotas[QuotaName(.count, policy: stat.policy).key], share.objectCount, 1,
            .exceededInPolicy)
    }

    private func checkContainerQuotas(
        _ address: ContainerAddress, _ stat: ContainerStat, _ sizeBytes: UInt64
    ) async throws {
        let metadata = stat.metadata
        if let limit = QuotaRules.number(metadata[QuotaRules.containerKey(.bytes)]) {
            var used = stat.totals.bytesUsed
            if metadata[VersioningState.kept] != nil {
                used += try await versionsTotals(of: address).bytesUsed
            }
            let (sum, overflows) = used.addingReportingOverflow(sizeBytes)
            guard !overflows, sum <= limit else { throw StoreError.quota(.exceeded) }
        }
        if let limit = QuotaRules.number(metadata[QuotaRules.containerKey(.count)]) {
            guard stat.totals.objectCount < limit else { throw StoreError.quota(.exceeded) }
        }
    }

    private func accountTotals(
        _ name: AccountName
    ) async throws -> [PolicyIndex: AccountStat.PolicyStat]? {
        try await stat(name, as: .owner)?.policies
    }
}
