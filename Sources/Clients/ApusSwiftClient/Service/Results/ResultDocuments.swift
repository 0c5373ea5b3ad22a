// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTP
import ApusIO

extension ServiceResult {
    /// The result as JSON, with python-swiftclient's names.
    ///
    /// Every result has `action`, `success`, `container`, `object`, `attempts`, `transaction_id`,
    /// `response_dict`, `error` and `error_timestamp` (seconds since 1970); null says that there
    /// is none. `response_dict` has `status`, `reason` and `headers` (names in lower case) of the
    /// last response, and the same of every try as `response_dicts`. `error` is that of
    /// `FailureDocument`. What else each action tells is in `Docs/Protocols/SwiftClient.md`.
    public var document: JSONValue {
        let failure = failure.map { FailureDocument($0) }
        var document: [String: JSONValue] = [
            "action": .string(action), "success": .boolean(isSuccess),
            "container": .null, "object": .null, "attempts": .integer(Int64(attempts)),
            "transaction_id":
                JSONValue(failure == nil ? reply?.transactionID : failure?.request?.transactionID),
            "response_dict": responseDocument(failure),
            "error": failure?.document ?? .null,
            "error_timestamp": failedAt.map { .number($0.secondsSince1970) } ?? .null,
        ]
        if isPlanned { document["dry_run"] = true }
        document.merge(members) { $1 }
        return .object(document)
    }

    /// The result as one line of JSON, without the end of the line.
    public var documentBytes: Bytes {
        var writer = ByteWriter(capacity: 512)
        writer.append(json: document)
        return writer.finish()
    }

    private func responseDocument(_ failure: FailureDocument?) -> JSONValue {
        let attempts = failure?.attempts ?? reply?.attempts ?? []
        guard let last = attempts.last else { return .null }
        var document = last.members
        document["response_dicts"] = .array(attempts.map { .object($0.members) })
        return .object(document)
    }
}

extension Attempt {
    /// Empty when no answer came, as python-swiftclient has it.
    fileprivate var members: [String: JSONValue] {
        guard let status else { return [:] }
        return [
            "status": .integer(Int64(status.code)), "reason": .string(status.reason),
            "headers": headers.document,
        ]
    }
}

extension JSONValue {
    fileprivate init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }
}

extension Headers {
    /// The fields with their names in lower case; of one that comes twice, both, with a comma.
    var document: JSONValue {
        var members: [String: JSONValue] = [:]
        for field in self {
            let name = field.name.lowercased()
            let before = members[name]?.text.map { $0 + ", " } ?? ""
            members[name] = .string(before + field.value)
        }
        return .object(members)
    }
}

extension FileTime {
    var secondsSince1970: Double { Double(seconds) + Double(nanoseconds) * 1e-9 }
}

// MARK: Each action's own

extension ContainerCreation {
    public var members: [String: JSONValue] {
        ["container": .string(container), "headers": headers.document]
    }
}

extension ObjectUpload {
    public var members: [String: JSONValue] {
        let status =
            switch outcome {
            case .uploaded: !isSuccess ? "failed" : isPlanned ? "planned" : "uploaded"
            case .skippedIdentical: "skipped-identical"
            case .skippedChanged: "skipped-changed"
            case .cancelled: "cancelled"
            }
        return [
            "container": .string(container), "object": .string(object), "path": JSONValue(path),
            "status": .string(status), "large_object": .boolean(isLargeObject),
            "headers": headers.document,
            "segment_results": .array(segments.map(\.document)),
        ]
    }
}

extension SegmentUpload {
    public var members: [String: JSONValue] {
        [
            "container": .string(segmentContainer), "object": .string(segmentName),
            "for_container": .string(container), "for_object": .string(object),
            "segment_index": .integer(Int64(index)),
            "segment_size": .integer(Int64(clamping: sizeBytes)),
            "segment_location": .string("/\(segmentContainer)/\(segmentName)"),
            "segment_etag": JSONValue(etag), "resumed": .boolean(isResumed),
            "log_line": .string("\(object) segment \(index)"),
        ]
    }
}

extension ObjectDeletion {
    public var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "container": .string(container), "object": JSONValue(object),
        ]
        if kind == .object { members["dlo_segments_deleted"] = .boolean(hasDeletedSegments) }
        return members
    }
}

extension BulkDeletion {
    public var members: [String: JSONValue] {
        [
            "container": .string(container), "objects": .array(objects.map { .string($0) }),
            "result": summary,
        ]
    }
}

extension ObjectDownloadResult {
    public var members: [String: JSONValue] {
        let start = startedAtTime.secondsSince1970
        func time(_ moment: ContinuousClock.Instant) -> JSONValue {
            .number(start + (moment - startedAt) / .seconds(1))
        }
        return [
            "container": .string(container), "object": .string(object), "path": .string(path),
            "pseudodir": .boolean(isPseudoDirectory),
            "status": .string(
                isSkipped
                    ? "skipped-identical"
                    : !isSuccess ? "failed" : isPlanned ? "planned" : "downloaded"),
            "start_time": .number(start), "auth_end_time": time(authenticatedAt),
            "headers_receipt": time(headersAt), "finish_time": time(finishedAt),
            "read_length": .integer(Int64(clamping: lengthBytes)),
        ]
    }
}

extension StatResult {
    public var members: [String: JSONValue] {
        [
            "container": JSONValue(container), "object": JSONValue(object),
            "items": .array(items().map { .array([.string($0.label), .string($0.value)]) }),
            "headers": reply?.headers.document ?? .null,
        ]
    }
}

extension PostResult {
    public var members: [String: JSONValue] {
        [
            "container": JSONValue(container), "object": JSONValue(object),
            "headers": headers.document,
        ]
    }
}

extension ObjectCopy {
    public var members: [String: JSONValue] {
        [
            "container": .string(container), "object": .string(object),
            "destination": JSONValue(destination), "headers": headers.document,
            "fresh_metadata": .boolean(freshMetadata),
        ]
    }
}

extension ListPage {
    public var members: [String: JSONValue] {
        switch self {
        case .account(let listing, let details):
            listing.part.members.merging([
                "listing": .array(
                    listing.entries.map { $0.document(details: details[$0.name]) })
            ]) { $1 }
        case .container(let listing):
            listing.part.members.merging([
                "container": .string(listing.container),
                "version_marker": JSONValue(listing.part.versionMarker),
                "listing": .array(listing.entries.map { $0.document() }),
            ]) { $1 }
        }
    }
}

extension ListingOptions {
    fileprivate var members: [String: JSONValue] {
        ["prefix": JSONValue(prefix), "marker": .string(marker ?? "")]
    }
}

/// Capabilities as a result among others; those that did not come are thrown instead.
public struct CapabilitiesResult: ServiceResult {
    /// What the server can do.
    public let capabilities: Capabilities

    /// Makes a result of capabilities that came.
    public init(_ capabilities: Capabilities) {
        self.capabilities = capabilities
    }

    public var action: String { "capabilities" }
    public var failure: (any Error)? { nil }
    public var reply: Reply? { capabilities.reply }

    public var members: [String: JSONValue] {
        [
            "capabilities": capabilities.document,
            "url": .string(capabilities.reply.url.description),
            "timestamp": .number(capabilities.receivedAt.secondsSince1970),
        ]
    }
}
