// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient

/// `apus download`
struct DownloadCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        let arguments = context.arguments
        let isWholeAccount = arguments[CommandOptions.all]
        var options = DownloadOptions()
        options.outputFile = arguments[CommandOptions.Download.output].nonEmpty
        options.outputDirectory = arguments[CommandOptions.Download.directory].nonEmpty
        options.prefix = arguments[CommandOptions.prefix].nonEmpty
        options.removesPrefix =
            arguments[CommandOptions.Download.removePrefix] && options.prefix != nil
        options.marker = arguments[CommandOptions.Download.marker] ?? ""
        options.discards = arguments[CommandOptions.Download.discard]
        options.headers = arguments[CommandOptions.headers]
        options.resumes = arguments[CommandOptions.resume]
        options.skipsIdentical = arguments[CommandOptions.skipIdentical] || options.resumes
        if let least = arguments[CommandOptions.Download.ranged] {
            options.rangedFromBytes = least > 0 ? least : nil
        }
        options.versionID = arguments[CommandOptions.versionID]
        options.verifiesChecksum = !arguments[CommandOptions.ignoreChecksum]
        options.shuffles = !arguments[CommandOptions.Download.noShuffle]
        options.ignoresModificationTime = arguments[CommandOptions.Download.ignoreTime]
        options.allowsUnsafePaths = arguments[CommandOptions.Download.unsafePaths]
        if options.outputFile != nil, names.count != 2 {
            throw Refusal("-o option only allowed for single file downloads")
        }
        if options.outputFile == "-" { try context.refuseJSONLines(with: "-o -") }
        if options.outputDirectory != nil, names.count == 2 {
            throw Refusal("Please use -o option for single file downloads and renames")
        }
        guard names.isEmpty == isWholeAccount else { return await context.usageError() }
        if options.versionID != nil, names.count < 2 {
            throw Refusal("--version-id option only allowed for object downloads")
        }
        _ = try HeaderItems.headers(options.headers)
        if await context.refuses(CommandOptions.objectThreads, "object-threads") { return }
        if await context.refuses(CommandOptions.containerThreads, "container-threads") { return }
        if let container = names.first, await context.refusesSlash(in: container) { return }
        do {
            try await download(names, options)
        } catch let error as ClientError {
            // A listing failed.
            await context.output.error(error.line)
        }
    }

    private func download(_ names: [String], _ chosen: DownloadOptions) async throws {
        let arguments = context.arguments
        try await context.withService { service in
            service.objectDownloadThreads = arguments[CommandOptions.objectThreads] ?? 10
            service.containerThreads = arguments[CommandOptions.containerThreads] ?? 10
        } _: { service in
            try await context.withProgress(of: service) {
                try await expect(names, chosen, of: service)
            } during: {
                let results =
                    if let container = names.first {
                        names.count > 1
                            ? service.download(
                                Array(names.dropFirst()), from: container, options: chosen)
                            : service.download(container: container, options: chosen)
                    } else {
                        service.downloadEverything(options: chosen)
                    }
                for try await result in results { try await print(result, chosen) }
            }
        }
    }

    /// Finds out how much there is to come, where one request tells.
    private func expect(
        _ names: [String], _ options: DownloadOptions, of service: SwiftService
    ) async throws {
        guard options.prefix == nil, options.marker.isEmpty else { return }
        let stat: StatResult
        switch names.count {
        case 0:
            stat = try await service.stat()
        case 1:
            stat = try await service.stat(container: names[0])
        case 2:
            stat = try await service.stat(container: names[0], object: names[1])
        default: return service.progress.expect(bytes: 0, items: UInt64(names.count - 1))
        }
        let headers = stat.reply?.headers
        func number(_ name: String) -> UInt64? { headers?[name].flatMap { UInt64($0) } }
        let bytes =
            number("X-Account-Bytes-Used") ?? number("X-Container-Bytes-Used")
            ?? number("Content-Length")
        let items =
            number("X-Account-Object-Count") ?? number("X-Container-Object-Count") ?? 1
        service.progress.expect(bytes: bytes ?? 0, items: items)
    }

    private func print(_ result: ObjectDownloadResult, _ options: DownloadOptions) async throws {
        if try await context.printLine(result) { return }
        let isQuiet = context.verbosity == 0 || options.outputFile == "-"
        if try await context.printPlan(
            result,
            "download \(result.container)/\(result.object) to \(options.outputFile ?? result.path)")
        {
            return
        }
        if result.isSkipped {
            if context.verbosity > 0 {
                try await context.output.print("Skipped identical file '\(result.path)'")
            }
            return
        }
        if let failure = result.failure { return await report(failure, result, options) }
        if let contents = result.contents {
            do {
                while let bytes = try await contents.next() {
                    try await context.output.printRaw(bytes)
                }
            } catch {
                try Task.checkCancellation()
                await report(error, result, options)
            }
            return
        }
        guard !isQuiet else { return }
        let start = result.startedAt
        let authenticated = max(0, Self.seconds(start, result.authenticatedAt))
        let total = Self.seconds(start, result.finishedAt)
        // Bytes rather than texts: with many small objects, these lines are what much of the time
        // would go to.
        var line = ByteWriter(capacity: result.path.utf8.count + 80)
        line.append(result.path)
        line.append(" [auth ")
        line.append(thousandths: authenticated)
        line.append("s, headers ")
        line.append(thousandths: Self.seconds(start, result.headersAt))
        line.append("s, total ")
        line.append(thousandths: total)
        if result.isPseudoDirectory {
            line.append("s, pseudo")
        } else {
            line.append("s, ")
            line.append(
                thousandths: Double(result.lengthBytes) / max(total - authenticated, 1e-9) / 1e6)
            line.append(" MB/s")
        }
        if result.attempts > 1 { line.append(" after \(result.attempts) attempts") }
        line.append("]\n")
        try await context.output.printRaw(line.finish())
    }

    private func report(
        _ failure: any Error, _ result: ObjectDownloadResult, _ options: DownloadOptions
    ) async {
        let place = "\(result.container)/\(result.object)"
        if let error = failure as? ClientError, error.reason == .status(404) {
            return await context.output.error("Object '\(place)' not found")
        }
        var transaction = "unknown"
        var text = failure.line(about: options.outputFile ?? result.path)
        switch failure {
        case let error as ClientError where error.reason == .transport: break
        case let error as ClientError: transaction = error.transactionID ?? "None"
        case let error as ServiceError:
            // Its text tells the whole story already.
            text = error.description
            transaction = error.transactionID ?? "None"
        default: break
        }
        await context.output.error(
            "Error downloading object '\(place)': \(text)\nFailed Transaction ID: \(transaction)")
    }

    private static func seconds(
        _ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant
    ) -> Double {
        (end - start) / .seconds(1)
    }
}

extension String? {
    /// nil for an empty text as well.
    var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
