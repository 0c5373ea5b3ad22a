// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCompression
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftAPI
import ApusTar

/// What `extract-archive` may say.
enum ArchiveFormat: Hashable {
    case tar
    case compressed(CompressionFormat)

    init?(_ text: String) {
        switch text.lowercased().split(separator: ".").joined(separator: ".") {
        case "tar": self = .tar
        case "tar.gz": self = .compressed(.gzip)
        case "tar.bz2": self = .compressed(.bzip2)
        default: return nil
        }
    }
}

/// `?extract-archive`: stores the files of a tar archive as objects, each as it comes. Used by
/// one task at a time.
actor ArchiveUpload {
    nonisolated let request: BulkRequest
    private let settings: BulkSettings
    private let archive: ArchiveFormat
    /// What all names begin with: a container, or a container and the beginning of names.
    private let base: String
    private var reader: TarReader?
    private var progress = BulkProgress()
    private var createdCount = 0
    private var createdContainerCount = 0
    /// Containers to which something was sent.
    ///
    /// By bytes: Swift has texts equal that differ in the composition of their characters.
    private var knownContainers: Set<Bytes> = []

    init(
        _ request: BulkRequest, _ archive: ArchiveFormat, _ path: SwiftPath,
        settings: BulkSettings
    ) {
        self.request = request
        self.archive = archive
        self.settings = settings
        var base = path.container?.text ?? ""
        if let object = path.object { base += "/\(object)" }
        while base.utf8.last == UInt8(ascii: "/") { base.removeLast() }
        self.base = base
    }

    /// Does a part of the work; answers the report in the end.
    func step() async throws -> Bytes? {
        do {
            let reader = try self.reader ?? open()
            self.reader = reader
            guard progress.failures.count < settings.failedExtractionLimit,
                let entry = try await reader.nextEntry()
            else { return finished() }
            try await take(entry, from: reader)
            return nil
        } catch let refusal as Refusal {
            return report(SwiftFrontEnd.line(refusal.status), refusal.body)
        } catch let error as TarError {
            return report("400 Bad Request", "Invalid Tar File: \(error)")
        } catch let error as CompressionError {
            return report("400 Bad Request", "Invalid Tar File: \(error)")
        }
    }

    private func open() throws -> TarReader {
        try request.checkForm()
        let body = request.message.body
        guard case .compressed(let format) = archive else { return TarReader(body) }
        return TarReader(
            DecompressedBody(
                body, format, on: request.frontEnd.store.compute,
                ratioLimit: settings.expansionRatioLimit
            ).reader)
    }

    private func finished() -> Bytes {
        if progress.failures.isEmpty, createdCount == 0 {
            return report("400 Bad Request", "Invalid Tar File: No Valid Files")
        }
        return report(progress.status(ifWhole: "201 Created"), "")
    }

    private func report(_ status: String, _ body: String) -> Bytes {
        request.report(
            BulkReport(
                fields: [
                    "Number Files Created": .integer(Int64(createdCount)),
                    "Response Status": .string(status), "Response Body": .string(body),
                ], failures: progress.failures), root: "extract")
    }

    // MARK: One member

    private func take(_ entry: TarEntry, from reader: TarReader) async throws {
        guard entry.kind == .file || entry.kind == .sparseFile else { return }
        let slash = UInt8(ascii: "/")
        var name = entry.name
        if name.count >= 2, name[0] == UInt8(ascii: "."), name[1] == slash {
            name = name[2..<name.count]
        }
        while !name.isEmpty, name[0] == slash { name = name[1..<name.count] }
        if !base.isEmpty { name = Bytes(Bytes(base + "/").array + name.array) }
        // What would be a container is none.
        guard name.array.contains(slash) else { return }
        let constraints = request.frontEnd.store.constraints
        let shownBytes =
            constraints.objectNameLimitBytes + constraints.containerNameLimitBytes + 2
        let shown = PercentEncoding.encode(name[0..<min(name.count, shownBytes)])
        guard let text = name.validText, !text.utf8.contains(0) else {
            return progress.fail(shown, "412 Precondition Failed")
        }
        guard entry.sizeBytes <= constraints.fileSizeLimitBytes else {
            return progress.fail(shown, "413 Request Entity Too Large")
        }
        // Holes cost nothing in an archive and their whole size in an object.
        guard entry.kind == .file, let headers = headers(of: entry) else {
            return progress.fail(shown, "400 Bad Request")
        }
        let container = String(text.prefix(upTo: "/"))
        let failure = try await bringUp(container)
        let body = BodyReader(lengthBytes: entry.sizeBytes) {
            try await reader.nextBytes().map(BodyPiece.bytes)
        }
        let response = try await request.respond(.put, text, headers, body: body)
        knownContainers.insert(Bytes(container))
        guard !response.status.isSuccess else {
            createdCount += 1
            return
        }
        if let failure {
            let path = "/\(request.path.version)/\(request.path.account)/\(container)"
            progress.fail(PercentEncoding.encode(path), SwiftFrontEnd.line(failure))
        }
        progress.fail(shown, SwiftFrontEnd.line(response.status))
        guard response.status.code != 401 else { throw Refusal(401) }
    }

    /// Makes a container that is not there.
    ///
    /// - Returns: why it could not be looked at or made: its objects may still be open to whoever
    ///   asks.
    private func bringUp(_ container: String) async throws -> Status? {
        guard !knownContainers.contains(Bytes(container)) else { return nil }
        let found = try await request.respond(.head, container)
        if found.status.isSuccess { return nil }
        var status = found.status
        if status.code == 404 {
            guard createdContainerCount < settings.containerLimit else {
                throw Refusal(
                    400,
                    html: "More than \(settings.containerLimit) containers to create from tar.")
            }
            status = try await request.respond(.put, container).status
            if status.isSuccess {
                createdContainerCount += 1
                return nil
            }
        }
        guard status.code != 401 else { throw Refusal(401) }
        return status
    }

    /// The fields that the file would have been sent with alone: those of the request that are
    /// for objects, and its extended attributes; nil when one of these can be no field.
    private func headers(of entry: TarEntry) -> Headers? {
        var headers = Headers()
        for field in request.message.headers {
            let name = field.lowercasedName
            if name == "x-delete-at" || name == "x-delete-after"
                || name.startsBytewise(with: "x-object-meta-")
            {
                headers[field.name] = field.value
            }
        }
        // What GNU tar writes comes last and so wins over what libarchive writes besides.
        for prefix in ["LIBARCHIVE.xattr.user.", "SCHILY.xattr.user."] {
            for (keyword, value) in entry.attributes.sorted(by: { $0.key < $1.key }) {
                guard let attribute = keyword.dropping(prefix: prefix) else { continue }
                let name: String
                if attribute == "mime_type" {
                    name = "Content-Type"
                } else if let rest = attribute.dropping(prefix: "meta.") {
                    name = "X-Object-Meta-\(rest)"
                } else {
                    continue
                }
                guard let text = value.validText, Self.isField(name, text) else { return nil }
                headers[name] = text
            }
        }
        return headers
    }

    /// Whether a client could have sent this.
    private static func isField(_ name: String, _ value: String) -> Bool {
        let isName = name.utf8.allSatisfy { byte in
            byte > 0x20 && byte != 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        }
        return isName && value.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7F }
    }
}
