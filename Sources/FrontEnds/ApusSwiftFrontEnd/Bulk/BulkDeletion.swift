// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

/// `?bulk-delete`: deletes the objects and containers whose names stand in the body, a line each.
///
/// The objects go before the containers, which may be empty then. Used by one task at a time.
actor BulkDeletion {
    /// How many objects of one container go in one step.
    private static let batchCount = 100

    nonisolated let request: BulkRequest
    private let settings: BulkSettings
    /// What is left to do; nil before the body has been read.
    private var rest: ArraySlice<Target>?
    private var progress = BulkProgress()
    private var deletedCount = 0
    private var notFoundCount = 0

    private struct Target {
        /// As the client named it, percent-encoded.
        let shown: String
        /// What follows the account, percent-decoded.
        let name: String
        /// What it names, when that is an object.
        let object: ObjectAddress?
    }

    init(_ request: BulkRequest, settings: BulkSettings) {
        self.request = request
        self.settings = settings
    }

    /// Does a part of the work; answers the report in the end.
    func step() async throws -> Bytes? {
        do {
            guard let target = rest?.first else {
                guard rest == nil else { return finished() }
                rest = try await targets()[...]
                return nil
            }
            if let object = target.object {
                try await deleteObjects(of: object.container)
            } else {
                rest?.removeFirst()
                let response = try await request.respond(.delete, target.name)
                note(target, response.status)
            }
            guard progress.failures.count < settings.failedDeletionLimit else {
                throw Refusal(400, html: "Max delete failures exceeded")
            }
            return nil
        } catch let refusal as Refusal {
            rest = []
            return report(SwiftFrontEnd.line(refusal.status), refusal.body)
        }
    }

    private func finished() -> Bytes {
        if progress.failures.isEmpty, deletedCount == 0, notFoundCount == 0 {
            return report("400 Bad Request", "Invalid bulk delete.")
        }
        return report(progress.status(ifWhole: "200 OK"), "")
    }

    private func report(_ status: String, _ body: String) -> Bytes {
        request.report(
            BulkReport(
                fields: [
                    "Number Deleted": .integer(Int64(deletedCount)),
                    "Number Not Found": .integer(Int64(notFoundCount)),
                    "Response Status": .string(status), "Response Body": .string(body),
                ], failures: progress.failures), root: "delete")
    }

    /// Deletes the objects that come next as long as they are of one container.
    private func deleteObjects(of container: ContainerAddress) async throws {
        var batch: [Target] = []
        while let next = rest?.first, next.object?.container == container,
            batch.count < Self.batchCount
        {
            batch.append(next)
            rest?.removeFirst()
        }
        let caller: Caller
        do {
            caller = try request.caller.get()
        } catch {
            for target in batch { progress.fail(target.shown, request.line(of: error)) }
            return
        }
        batch = try await admitted(batch, caller)
        let outcomes = await request.frontEnd.store.delete(
            batch.compactMap { $0.object?.object }, of: container, for: caller)
        try Task.checkCancellation()
        for (target, outcome) in zip(batch, outcomes) {
            switch outcome {
            case nil: deletedCount += 1
            case StoreError.notFound?: notFoundCount += 1
            case let error?: progress.fail(target.shown, request.line(of: error))
            }
        }
    }

    /// Those of the targets that may be deleted now.
    private func admitted(_ batch: [Target], _ caller: Caller) async throws -> [Target] {
        var admitted: [Target] = []
        for target in batch {
            let path = "/\(request.path.version)/\(request.path.account)/\(target.name)"
            let message = Request(.delete, PercentEncoding.encode(path))
            do {
                try await request.frontEnd.admit(
                    SwiftRequest(message, caller: caller), try SwiftPath(message.target))
                admitted.append(target)
            } catch let refusal as Refusal {
                progress.fail(target.shown, SwiftFrontEnd.line(refusal.status))
            }
        }
        return admitted
    }

    private func note(_ target: Target, _ status: Status) {
        if status.isSuccess {
            deletedCount += 1
        } else if status.code == 404 {
            notFoundCount += 1
        } else {
            progress.fail(target.shown, SwiftFrontEnd.line(status))
        }
    }

    // MARK: The body

    /// Everything that the body names, objects first.
    private func targets() async throws -> [Target] {
        try request.checkForm(takesOnly: "text/plain")
        let constraints = request.frontEnd.store.constraints
        var lines = LineCollector(
            // Percent-encoded, and with two slashes.
            lineLimitBytes: 2
                * (constraints.objectNameLimitBytes + constraints.containerNameLimitBytes + 2),
            countLimit: settings.deletionLimit)
        while let bytes = try await request.message.body.next() { try lines.add(bytes) }
        try lines.finish()
        var objects: [Target] = []
        var containers: [Target] = []
        for line in lines.lines {
            let bytes = PercentEncoding.decodeBytes(line.array)
            guard !bytes.isEmpty else { continue }
            let shown = PercentEncoding.encode(bytes)
            guard let text = bytes.validText, !text.utf8.contains(0) else {
                progress.fail(shown, "412 Precondition Failed")
                continue
            }
            let slash = UInt8(ascii: "/")
            let name = String(text[(text.utf8.firstIndex { $0 != slash } ?? text.endIndex)...])
            let target =
                "/\(request.path.version)/"
                + PercentEncoding.encode("\(request.path.account)/\(name)")
            // What names nothing is found out when its turn comes.
            let object = (try? SwiftPath(target))?.objectAddress
            let isObject = name.parts(separatedBy: "/", keepsEmpty: true).dropFirst()
                .contains { !$0.isEmpty }
            if isObject {
                objects.append(Target(shown: shown, name: name, object: object))
            } else {
                containers.append(Target(shown: shown, name: name, object: object))
            }
        }
        return objects + containers
    }
}

/// Cuts a body into lines, as long as they are not too long or too many.
private struct LineCollector {
    let lineLimitBytes: Int
    let countLimit: Int
    private(set) var lines: [Bytes] = []
    private var unfinished: [UInt8] = []

    init(lineLimitBytes: Int, countLimit: Int) {
        self.lineLimitBytes = lineLimitBytes
        self.countLimit = countLimit
    }

    mutating func add(_ bytes: Bytes) throws {
        var start = 0
        for position in 0..<bytes.count where bytes[position] == UInt8(ascii: "\n") {
            unfinished += bytes[start..<position].array
            try finish()
            start = position + 1
        }
        unfinished += bytes[start..<bytes.count].array
        try check()
    }

    /// Ends a line, the last one too.
    mutating func finish() throws {
        try check()
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = unfinished.firstIndex { !isBlank($0) }
        if let start, let end = unfinished.lastIndex(where: { !isBlank($0) }) {
            lines.append(Bytes(Array(unfinished[start...end])))
        }
        unfinished = []
        guard lines.count <= countLimit else {
            throw Refusal(413, html: "Maximum Bulk Deletes: \(countLimit) per request")
        }
    }

    private func check() throws {
        guard unfinished.count <= lineLimitBytes else {
            throw Refusal(400, html: "Invalid File Name")
        }
    }
}
