// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// The methods of `/v1/ACCOUNT/CONTAINER`.
    static let containerMethods: [Method] = [.get, .head, .put, .post, .delete, .options]

    func container(
        _ request: SwiftRequest, _ address: ContainerAddress
    ) async throws -> Response {
        switch request.method {
        case .get where offersVersions && request.query["versions"] != nil:
            return try await listVersions(request, address)
        case .get:
            let parameters = try ListingParameters(
                request, limit: store.constraints.containerListingLimit)
            let (view, page) = try await store.objects(
                of: address, parameters.query, for: request.caller)
            let document = ContainerListingDocument.write(
                page, of: address.container.text, as: parameters.format)
            return .listing(document, parameters, headers(of: view))
        case .head:
            let parameters = try ListingParameters(
                request, limit: store.constraints.containerListingLimit)
            let view = try await store.container(address, for: request.caller)
            return .listingHead(.noContent, parameters, headers(of: view))
        case .put:
            try await checkSyncTarget(request, address)
            let isNew = try await store.create(
                address,
                policy: request.headers["X-Storage-Policy"].flatMap { $0.isEmpty ? nil : $0 },
                metadata: try changes(request),
                versions: versions(request), archive: try archive(request),
                for: request.caller)
            return isNew ? .made : .accepted
        case .post:
            try await checkSyncTarget(request, address)
            try await store.update(
                address, metadata: try changes(request),
                versions: versions(request), archive: try archive(request),
                for: request.caller)
            return .nothing
        case .delete:
            try await store.delete(address, for: request.caller)
            return .nothing
        default:
            throw notAllowed(Self.containerMethods)
        }
    }

    private func changes(_ request: SwiftRequest) throws -> [String: String?] {
        try MetadataFields.containerChanges(request.headers)
            .merging(etagChanges(request.headers, EntityTagQuoting.container)) { _, new in new }
    }

    private var offersVersions: Bool { store.versioning.allowsObjectVersioning }

    /// Whether versions are to be switched on or off.
    private func versions(_ request: SwiftRequest) -> Bool? {
        guard offersVersions, let field = request.headers["X-Versions-Enabled"] else {
            return nil
        }
        return SwiftRequest.isTrue(field)
    }

    /// Where what is replaced is to go; nil when the request says nothing of it.
    private func archive(_ request: SwiftRequest) throws -> VersionArchive?? {
        guard store.versioning.allowsArchives else { return nil }
        let stack = request.headers["X-Versions-Location"]
        let history = request.headers["X-History-Location"]
        if let stack, let history, !stack.isEmpty, !history.isEmpty {
            throw Refusal(
                400, text: "Only one of x-versions-location or x-history-location may be specified")
        }
        let sent = [(stack, VersionArchive.Mode.stack), (history, .history)]
        for (field, mode) in sent {
            guard let field, !field.isEmpty else { continue }
            do {
                let name = try ContainerName(PercentEncoding.decode(field) ?? "")
                guard !name.isReserved else { throw Refusal(412) }
                return VersionArchive(name, mode)
            } catch NameError.containsSlash {
                throw Refusal(412, html: "Container name cannot contain slashes")
            } catch is NameError {
                throw Refusal(412, html: "Container name cannot be empty")
            }
        }
        let removals = ["X-Remove-Versions-Location", "X-Remove-History-Location"]
        let isRemoved = removals.contains { !(request.headers[$0] ?? "").isEmpty }
        return stack != nil || history != nil || isRemoved ? .some(nil) : nil
    }

    func headers(of view: ContainerView) -> Headers {
        let stat = view.stat
        var headers: Headers = [
            "Accept-Ranges": "bytes",
            "X-Container-Object-Count": String(stat.totals.objectCount),
            "X-Container-Bytes-Used": String(stat.totals.bytesUsed),
            "X-Timestamp": stat.createdAt.moment,
            "Last-Modified": HTTPDate.text(
                secondsSince1970: Int64(stat.modifiedAt.secondsRoundedUp)),
        ]
        if let policy = store.policies[stat.policy] { headers["X-Storage-Policy"] = policy.name }
        if offersVersions, let makesVersions = view.makesVersions {
            headers["X-Versions-Enabled"] = makesVersions ? "True" : "False"
        }
        if store.versioning.allowsArchives, let archive = view.archive {
            let name = archive.mode == .stack ? "X-Versions-Location" : "X-History-Location"
            headers[name] = PercentEncoding.encode(archive.container.text)
        }
        MetadataFields.append(stat.metadata, to: &headers)
        return headers
    }
}
