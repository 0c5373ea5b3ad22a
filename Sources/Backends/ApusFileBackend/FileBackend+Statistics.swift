// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
public import ApusStorage

extension FileBackend: MaintenanceStatistics {
    public var statistics: [Statistic] {
        [
            Statistic(
                "open_accounts", help: "Accounts whose indexes are open.",
                value: Double(accounts.openCount)),
            Statistic(
                "open_containers", help: "Containers whose indexes are open.",
                value: Double(containers.openCount)),
            Statistic(
                "held_removals", help: "Removals of bodies that wait for a backup to end.",
                value: Double(store.heldRemovals)),
        ]
    }
}
