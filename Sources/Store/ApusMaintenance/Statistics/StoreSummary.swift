// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
import ApusObjectStore
package import ApusStorage

/// What there is in a back-end, for an operator.
package struct StoreSummary: Sendable {
    /// What the engine calls itself.
    package var engine: String
    /// Of clients; those that the store keeps for itself are not counted.
    package var accounts: UInt64 = 0
    package var containers: UInt64 = 0
    package var totals = Totals()
    /// Containers and totals per storage policy.
    package var policies: [PolicyIndex: AccountStat.PolicyStat] = [:]
    /// Objects that wait for their expiry.
    package var expiring: UInt64 = 0
    /// Deleted accounts whose space has not been given back.
    package var deletedAccounts: UInt64 = 0
    /// Every object was read again since this moment; nil when the auditor was never through.
    package var auditedSince: Timestamp?
    /// What the engine tells of itself.
    package var statistics: [Statistic] = []

    /// Counts what the accounts say of themselves.
    package init(of backend: any Backend) async throws {
        engine = backend.name
        if let backend = backend as? any Auditable { try await count(backend) }
        if let backend = backend as? any Reclaiming {
            var position: AuditPosition?
            repeat {
                let page = try await backend.deletedAccounts(after: position, limit: 1000)
                deletedAccounts += UInt64(page.elements.count)
                position = page.next
            } while position != nil
        }
        auditedSince = try await AuditRecord.read("object-auditor", of: backend).coveredSince
        statistics = (backend as? any MaintenanceStatistics)?.statistics ?? []
    }

    private mutating func count(_ backend: any Auditable) async throws {
        var position: AuditPosition?
        repeat {
            let page = try await backend.indexes(after: position, limit: 1000)
            for case .account(let name) in page.elements {
                let stat: AccountStat
                do throws(StorageError) {
                    stat = try await backend.account(name).stat(.current)
                } catch {
                    guard error.reason == .notFound || error.reason == .deleted else {
                        throw error
                    }
                    continue
                }
                if name == .expiringObjects { expiring = stat.totals.objectCount }
                guard !name.isReserved else { continue }
                accounts += 1
                containers += stat.containerCount
                totals = totals + stat.totals
                policies.merge(stat.policies) { left, right in
                    AccountStat.PolicyStat(
                        containerCount: left.containerCount + right.containerCount,
                        totals: left.totals + right.totals)
                }
            }
            position = page.next
        } while position != nil
    }
}
