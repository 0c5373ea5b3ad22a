// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Synchronization

/// `apus upload`
struct UploadCommand {
    let context: CommandContext

    func run() async throws {
        let names = context.names
        guard names.count >= 2 else { return await context.usageError() }
        let sources = Array(names.dropFirst())
        let objectName = context.arguments[CommandOptions.Upload.objectName].nonEmpty
        let isStandardInput = sources.contains("-")
        if isStandardInput, sources.count > 1 {
            throw Refusal("upload from stdin cannot be used along with other files")
        }
        if isStandardInput, objectName == nil {
            throw Refusal("object-name must be specified with uploads from stdin")
        }
        if objectName != nil, sources.count > 1 {
            throw Refusal("object-name only be used with 1 file or dir")
        }
        let options = try options()
        if await context.refuses(CommandOptions.objectThreads, "object-threads") { return }
        if await context.refuses(CommandOptions.segmentThreads, "segment-threads") { return }

        let lane = Lane(name: "apus-files", threads: 2)
        var items: [UploadItem] = []
        for source in sources {
            if source == "-" {
                items.append(
                    try UploadItem(.stream(Self.standardInput(lane)), objectName: objectName))
                continue
            }
            let status = try? await lane.run { try FileCalls.status(source) }
            switch status?.kind {
            case .regular: items.append(try UploadItem(.path(source), objectName: objectName))
            case .directory: items.append(try UploadItem(.tree(source), objectName: objectName))
            default: await context.output.error("Local file '\(source)' not found")
            }
        }
        let found = items
        try await context.withService { service in
            service.objectUploadThreads = context.arguments[CommandOptions.objectThreads] ?? 10
            service.segmentThreads = context.arguments[CommandOptions.segmentThreads] ?? 10
        } _: { service in
            try await context.withProgress(of: service) {
                try await expect(found, options, of: service, lane)
            } during: {
                if context.verbosity > 1, !context.isCompatible {
                    try await tellLinks(found, options, lane)
                }
                let results = service.upload(found, to: names[0], options: options)
                for try await result in results { try await print(result) }
            }
        }
    }

    private func options() throws -> UploadOptions {
        let arguments = context.arguments
        var options = UploadOptions()
        options.metadata = arguments[CommandOptions.metadata]
        options.headers = arguments[CommandOptions.headers]
        options.changed = arguments[CommandOptions.Upload.changed]
        options.resumes = arguments[CommandOptions.resume]
        options.skipsIdentical = arguments[CommandOptions.skipIdentical] || options.resumes
        options.verifiesChecksum = !arguments[CommandOptions.ignoreChecksum]
        options.segmentContainer = arguments[CommandOptions.Upload.segmentContainer].nonEmpty
        options.leavesSegments = arguments[CommandOptions.leaveSegments]
        options.skipsContainerPut = arguments[CommandOptions.Upload.skipContainerPut]
        options.links = arguments[CommandOptions.Upload.links]
        options.largeObject = arguments[CommandOptions.Upload.largeObject]
        if let text = arguments[CommandOptions.Upload.segmentSize] {
            guard !text.isEmpty else {
                throw ServiceError("Segment size should be an integer value")
            }
            options.segmentSizeBytes = try Self.segmentSize(text)
        }
        return options
    }

    /// A number of bytes, or a number with B, K, M or G (powers of 1024).
    static func segmentSize(_ text: String) throws(Refusal) -> UInt64 {
        var digits = text[...]
        var factor: Int64 = 1
        if let suffix = text.last,
            let power = Array("BKMG").firstIndex(where: {
                $0 == suffix || $0.lowercased() == String(suffix)
            })
        {
            digits = digits.dropLast()
            for _ in 0..<power { factor *= 1024 }
        }
        guard let number = Int64(digits) else { throw Refusal("Invalid segment size") }
        let (size, isTooLarge) = number.multipliedReportingOverflow(by: factor)
        guard !isTooLarge else { throw Refusal("Invalid segment size") }
        guard size > 0 else { throw Refusal("segment-size should be positive") }
        return UInt64(size)
    }

    static func standardInput(_ lane: Lane) -> BodyReader {
        BodyReader(lengthBytes: nil) {
            let bytes = try await lane.run { try FileCalls.readSome(0, limitBytes: 256 * 1024) }
            return bytes.isEmpty ? nil : .bytes(bytes)
        }
    }

    /// Adds up what is to be sent, beside the upload itself.
    private func expect(
        _ items: [UploadItem], _ options: UploadOptions, of service: SwiftService, _ lane: Lane
    ) async throws {
        for item in items {
            switch item.source {
            case .path(let path):
                let status = try await lane.run { try FileCalls.status(path) }
                service.progress.expect(bytes: status.sizeBytes)
            case .tree(let root):
                let walk = TreeWalk(root, lane: lane, links: options.links)
                while let entry = try await walk.next() {
                    guard case .file(let path) = entry else {
                        service.progress.expect(bytes: 0)
                        continue
                    }
                    let status = try? await lane.run { try FileCalls.status(path) }
                    service.progress.expect(bytes: status?.sizeBytes ?? 0)
                }
            case .descriptor, .stream, .bytes, .directoryMarker: break
            }
        }
    }

    /// Says which symbolic links of the trees will be left out.
    private func tellLinks(
        _ items: [UploadItem], _ options: UploadOptions, _ lane: Lane
    ) async throws {
        for item in items {
            guard case .tree(let root) = item.source else { continue }
            let found = Mutex<[String]>([])
            let walk = TreeWalk(root, lane: lane, links: options.links) { path in
                found.withLock { $0.append(path) }
            }
            while try await walk.next() != nil {}
            for path in found.withLock({ $0 }) {
                await context.output.warning("Left out: \(path) is a symbolic link")
            }
        }
    }

    private func print(_ result: UploadResult) async throws {
        if try await printLine(result) { return }
        if case .container(let creation) = result {
            if try await context.printPlan(creation, "create container \(creation.container)") {
                return
            }
            if let failure = creation.failure { await warn(creation, failure) }
            return
        }
        if let failure = result.value.failure {
            let path: String? = if case .object(let upload) = result { upload.path } else { nil }
            await context.output.error(failure.line(about: path))
            if let error = failure as? ClientError, error.reason == .status(413),
                context.verbosity > 0
            {
                await context.output.error(
                    "Consider using the --segment-size option to chunk the object")
            }
            return
        }
        guard context.verbosity > 0 else { return }
        switch result {
        case .container: break
        case .object(let upload):
            let place = "\(upload.container)/\(upload.object)"
            if try await context.printPlan(
                upload, "upload " + (upload.path.map { "\($0) to " } ?? "") + place)
            {
                return
            }
            let suffix = upload.attempts > 1 ? " [after \(upload.attempts) attempts]" : ""
            try await context.output.print(upload.object + suffix)
        case .segment(let segment):
            try await context.output.print("\(segment.object) segment \(segment.index)")
        case .deletedSegment(let deletion):
            try await context.output.print(deletion.object ?? deletion.container)
        }
    }

    private func printLine(_ result: UploadResult) async throws -> Bool {
        guard context.writesJSONLines else { return false }
        guard case .container(let creation) = result, let failure = creation.failure else {
            return try await context.printLine(result.value)
        }
        try await context.printLine(creation.document)
        await warn(creation, failure)
        return true
    }

    /// That a container could not be made is no error: the objects may still be welcome.
    private func warn(_ creation: ContainerCreation, _ failure: any Error) async {
        var text = ": \(failure.line)"
        let asked = try? HeaderItems.headers(context.arguments[CommandOptions.headers])
        if let policy = asked?["X-Storage-Policy"], failure is ClientError {
            text = " with Storage Policy \(policy)"
        } else if let error = failure as? ClientError, let status = error.status {
            text = ": \(status.code) \(status.reason)"
            if !error.body.isEmpty { text += ": " + error.body.text.prefix(60) }
        }
        await context.output.warning(
            "Warning: failed to create container '\(creation.container)'\(text)")
    }
}
