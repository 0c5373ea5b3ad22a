// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusStorage

/// Whether indexes and bodies of back-ends agree: everything is looked at once, as fast as it
/// goes. For stores that nobody else has open; a running server's auditors do the same in time.
package struct StoreCheck: Sendable {
    /// What is done about damage, and how far the look goes.
    package struct Options: Hashable, Sendable {
        /// Damaged objects and indexes are set aside, and indexes made anew.
        package var repairs = false
        /// Bodies are read and compared with their checksums and ETags; when not, only that they
        /// are there.
        package var readsBodies = true
        /// With repairs: what nobody refers to and is older than this is given back.
        package var reclaimAge = Duration.seconds(604_800)

        package init() {}
    }

    /// Something that is wrong.
    package struct Finding: Hashable, Sendable {
        /// `object` or `index`.
        package let kind: String
        /// `/account/container/object`, or less of it.
        package let address: String
        package let reason: String
        /// What was done about it; nil when nothing was.
        package let repair: String?
    }

    /// What a check has come to.
    package struct Report: Hashable, Sendable {
        package var indexes: UInt64 = 0
        package var objects: UInt64 = 0
        package var sizeBytes: UInt64 = 0
        /// What was given back, with repairs.
        package var reclaimed = ReclaimReport()
        package var findings: [Finding] = []
    }

    private static let pageLimit = 256

    private let backend: any Auditable
    private let options: Options
    private let clock: @Sendable () -> Timestamp

    /// - Parameter now: what tells the age of what may be given back.
    package init(
        _ backend: any Auditable, _ options: Options = Options(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.backend = backend
        self.options = options
        clock = now
    }

    /// Looks at everything.
    ///
    /// - Parameter tell: gets each finding as soon as it was dealt with.
    /// - Throws: `StorageError` when the engine cannot go on.
    package func run(_ tell: (Finding) -> Void = { _ in }) async throws -> Report {
        var report = Report()
        func add(_ finding: Finding) {
            report.findings.append(finding)
            tell(finding)
        }
        try await backend.forEachIndex { index in
            report.indexes += 1
            if let finding = try await look(at: index) { add(finding) }
        }
        try await backend.forEachObject { location in
            report.objects += 1
            report.sizeBytes += location.sizeBytes
            guard options.readsBodies else { return }
            if let finding = try await look(at: location) { add(finding) }
        }
        if options.repairs { report.reclaimed = try await reclaim() }
        return report
    }

    private func look(at index: IndexAddress) async throws -> Finding? {
        guard case .damaged(let reason) = try await backend.verify(index) else { return nil }
        var repair: String?
        if options.repairs {
            do {
                try await backend.quarantine(index, reason: reason)
                let rebuilt = try await backend.rebuild(index)
                repair = "set aside and made anew: \(rebuilt.restored) rows are there again"
                if rebuilt.unreadable > 0 {
                    repair?.append(", \(rebuilt.unreadable) cannot be read")
                }
            } catch {
                repair = "set aside; it cannot be made anew: \(error.detail)"
            }
        }
        return Finding(kind: "index", address: "\(index)", reason: reason, repair: repair)
    }

    private func look(at location: ObjectLocation) async throws -> Finding? {
        let audit = ObjectAudit(backend: backend, bytePace: nil)
        guard case .damaged(let reason) = try await audit.verdict(on: location) else {
            return nil
        }
        var repair: String?
        if options.repairs, try await backend.quarantine(location, reason: reason) {
            repair = "set aside"
        }
        return Finding(kind: "object", address: "\(location)", reason: reason, repair: repair)
    }

    private func reclaim() async throws -> ReclaimReport {
        guard let backend = backend as? any Reclaiming else { return ReclaimReport() }
        let now = clock().ticks
        let age =
            UInt64(max(0, options.reclaimAge.components.seconds)) * Timestamp.ticksPerSecond
        var sum = ReclaimReport()
        repeat {
            let step = try await backend.reclaim(
                olderThan: Timestamp(ticks: now - min(now, age)), limit: Self.pageLimit)
            sum.tombstones += step.tombstones
            sum.bodies += step.bodies
            sum.orphans += step.orphans
            sum.sizeBytes += step.sizeBytes
            sum.isFinished = step.isFinished
        } while !sum.isFinished
        return sum
    }
}
