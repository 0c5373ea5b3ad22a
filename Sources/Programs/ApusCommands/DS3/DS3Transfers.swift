// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusSwiftClient

/// The options of `put` and `get`.
enum DS3TransferOptions {
    static let recursive = Option.flag(
        "-r", "-R", "--recursive", help: "Directories, with everything that is in them.")
    static let resume = Option.list(
        "--resume", placeholder: "JOB",
        help: "Go on with this job of a transfer that was broken off; name the same things. May "
            + "be repeated, in the order that was told.")
    static let name = Option.text(
        "--job-name", placeholder: "TEXT", help: "What the job is called.")
    static let priority = Option.text(
        "--priority", placeholder: "WORD",
        help: "URGENT, HIGH, NORMAL, LOW or BACKGROUND. Default: that of the data policy.")
    static let threads = Option<Int?>.integer(
        "--threads", placeholder: "COUNT", help: "How many blobs go at once. Default: 8.")
    static let keepGoing = Option.flag(
        "-k", "--keep-going", help: "Go on with the others when one fails.")
    static let removedPrefix = Option.text(
        "--remove-prefix", placeholder: "TEXT",
        help: "Taken from the beginning of names that have it.")
    static let noAttributes = Option.flag(
        "--no-attributes", help: "Neither keep nor restore times and permissions of files.")

    static let both = [
        recursive.declarations, resume.declarations, name.declarations, priority.declarations,
        threads.declarations, keepGoing.declarations, removedPrefix.declarations,
        noAttributes.declarations,
    ].flatMap(\.self)
}

extension DS3Context {
    /// What the options say of a transfer.
    func transferOptions() throws -> TransferOptions {
        var options = TransferOptions()
        options.jobName = arguments[DS3TransferOptions.name].nonEmpty
        options.priority = try arguments[DS3TransferOptions.priority].map {
            text throws(Refusal) in try DS3Words.priority(text)
        }
        if let threads = arguments[DS3TransferOptions.threads] {
            guard (1...1024).contains(threads) else {
                throw Refusal("--threads is a number from 1 to 1024")
            }
            options.concurrency = threads
        }
        options.onFailure = arguments[DS3TransferOptions.keepGoing] ? .goOn : .stop
        options.removedPrefix = arguments[DS3TransferOptions.removedPrefix] ?? ""
        options.keepsAttributes = !arguments[DS3TransferOptions.noAttributes]
        options.resuming = arguments[DS3TransferOptions.resume]
        return options
    }

    /// Runs a transfer below a line that says how far it is, and tells what came of it.
    func transfer(
        _ label: String,
        _ work: @escaping @Sendable (ApusDS3Client.TransferProgress?) async throws -> TransferReport
    ) async throws {
        // Telling of it costs every file something.
        let progress = showsProgress ? ApusDS3Client.TransferProgress() : nil
        async let shown: Void = show(progress, label)
        do {
            let report = try await work(progress)
            await shown
            try await told(label, report)
        } catch let stopped as TransferStopped {
            await shown
            await hint(stopped.report)
            let name = stopped.name.map { "\(stopped.report.bucket)/\($0)" }
            await tell(stopped.cause, of: name ?? label)
        } catch {
            await shown
            throw error
        }
    }

    private func show(_ progress: ApusDS3Client.TransferProgress?, _ label: String) async {
        guard let progress else { return }
        let start = ContinuousClock.now
        var next = start + .milliseconds(200)
        for await now in progress {
            guard ContinuousClock.now >= next else { continue }
            next = .now + .milliseconds(200)
            let seconds = max(0.001, start.duration(to: .now) / .seconds(1))
            func human(_ bytes: UInt64) -> String {
                String(ByteCountFormat.text(bytes, human: true).drop { $0 == " " })
            }
            let rate = human(UInt64(Double(now.byteCount) / seconds))
            await showBar(
                label,
                "\(human(now.byteCount))/\(human(now.totalByteCount)) "
                    + "\(now.objectCount)/\(now.totalObjectCount) \(rate)/s"
                    + (now.isWaiting ? ", waiting for the server" : ""))
        }
        await showBar(label, nil)
    }

    /// Says how to go on with what was broken off.
    private func hint(_ report: TransferReport) async {
        guard !report.jobIDs.isEmpty, !writesJSON else { return }
        let options = report.jobIDs.map { "--resume \($0)" }.joined(separator: " ")
        await output.warning("To go on: the same with \(options)")
    }

    private func told(_ label: String, _ report: TransferReport) async throws {
        for failure in report.failures {
            await tell(failure.error, of: failure.name.map { "\(report.bucket)/\($0)" } ?? label)
        }
        if !report.isComplete { await hint(report) }
        if writesJSON {
            return try await printLine([
                "action": .string(command.name), "name": .string(label),
                "success": .boolean(report.isComplete), "bucket": .string(report.bucket),
                "jobs": .array(report.jobIDs.map { .string($0) }),
                "objects": .integer(Int64(report.objectCount)),
                "bytes": .integer(Int64(clamping: report.byteCount)),
                "skipped": .integer(Int64(report.skippedCount)),
                "skipped_bytes": .integer(Int64(clamping: report.skippedByteCount)),
                "unverified": .integer(Int64(report.unverifiedCount)),
                "retries": .integer(Int64(report.retryCount)),
                "failures": .integer(Int64(report.failures.count)),
                "seconds": .number(report.duration / .seconds(1)),
            ])
        }
        guard verbosity > 0 else { return }
        let bytes = ByteCountFormat.text(report.byteCount, human: true).drop { $0 == " " }
        let plural = report.objectCount == 1 ? "" : "s"
        var words = "\(label): \(report.objectCount) object\(plural), \(bytes)"
        if report.skippedCount > 0 { words += ", \(report.skippedCount) were there" }
        if verbosity > 1 { words += ", jobs \(report.jobIDs.joined(separator: " "))" }
        try await output.print(Table.printable(words))
    }
}
