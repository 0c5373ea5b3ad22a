// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusFiles
import ApusIO
import Synchronization

/// What happens in one transfer, told by all of its tasks.
final class TransferLog: Sendable {
    private let report: Mutex<TransferReport>
    let progress: TransferProgress?
    let options: TransferOptions
    private let failed = Mutex<Set<String>>([])
    private let started = ContinuousClock.now

    init(bucket: String, options: TransferOptions, progress: TransferProgress?) {
        report = Mutex(TransferReport(bucket: bucket))
        self.options = options
        self.progress = progress
    }

    var current: TransferReport {
        var report = report.withLock { $0 }
        report.duration = ContinuousClock.now - started
        return report
    }

    func update(_ change: (inout TransferReport) -> Void) {
        report.withLock { change(&$0) }
    }

    func began(_ jobID: String) {
        let isNew = report.withLock { report in
            guard !report.jobIDs.contains(jobID) else { return false }
            report.jobIDs.append(jobID)
            return true
        }
        if isNew { progress?.update { $0.jobIDs.append(jobID) } }
    }

    func knows(objects: Int, bytes: UInt64) {
        progress?.update { status in
            status.totalObjectCount += objects
            status.totalByteCount += bytes
        }
    }

    func moved(_ bytes: Int) {
        progress?.update { $0.byteCount += UInt64(bytes) }
    }

    /// Bytes on their way did not arrive.
    func lost(_ bytes: Int) {
        guard bytes > 0 else { return }
        progress?.update { $0.byteCount -= min($0.byteCount, UInt64(bytes)) }
    }

    func waits(_ isWaiting: Bool) {
        guard let progress, progress.current.isWaiting != isWaiting else { return }
        progress.update { $0.isWaiting = isWaiting }
    }

    func arrived(_ bytes: Int) {
        report.withLock { $0.byteCount += UInt64(bytes) }
    }

    func finishedObject() {
        report.withLock { $0.objectCount += 1 }
        progress?.update { $0.objectCount += 1 }
    }

    func skippedObject() {
        report.withLock { $0.skippedCount += 1 }
        progress?.update { $0.objectCount += 1 }
    }

    func skipped(_ bytes: Int) {
        report.withLock { $0.skippedByteCount += UInt64(bytes) }
        moved(bytes)
    }

    func hasFailed(_ name: String) -> Bool { failed.withLock { $0.contains(name) } }

    /// Takes note that an object has failed, once for each.
    ///
    /// - Throws: `TransferStopped` when it is the end of the transfer.
    func failed(_ name: String, _ error: DS3Error) throws {
        if failed.withLock({ $0.insert(name).inserted }) { try note(name, error) }
    }

    /// Takes note of a failure that is no failure of what else bears the name.
    ///
    /// - Throws: `TransferStopped` when it is the end of the transfer.
    func note(_ name: String?, _ error: DS3Error) throws {
        guard options.onFailure == .goOn else {
            throw TransferStopped(report: current, cause: error, name: name)
        }
        report.withLock { $0.failures.append(TransferReport.Failure(name: name, error: error)) }
    }
}

extension DS3Error {
    /// Whatever went wrong, as this library tells it; nil for a cancellation and for what has
    /// been told already.
    init?(anything error: any Error) {
        switch error {
        case let error as DS3Error: self = error
        case let error as SystemError: self.init(.local, error.description)
        case let error as LocalFileError: self.init(error)
        case let error as BodyError: self.init(error, asking: "")
        case is CancellationError, is TransferStopped: return nil
        default: self.init(.local, "\(error)")
        }
    }
}

/// Calls `work` for each element, a few at a time; the first that throws ends all.
///
/// - Parameter executor: where `work` runs, and what it is handed out by; nil for anywhere.
func inParallel<Element: Sendable>(
    _ elements: some Sequence<Element>, limit: Int, on executor: (any TaskExecutor)? = nil,
    _ work: @escaping @Sendable (Element) async throws -> Void
) async throws {
    try await withTaskExecutorPreference(executor) {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            for element in elements {
                if running >= max(1, limit) {
                    try await group.next()
                    running -= 1
                }
                group.addTask { try await work(element) }
                running += 1
            }
            try await group.waitForAll()
        }
    }
}
