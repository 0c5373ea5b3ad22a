// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension SwiftService {
    /// The containers of the account, or the objects of a container, page by page.
    ///
    /// The next page is fetched while the reader is busy with the last one, and no further ahead.
    /// The sequence throws `ServiceError` when there is no such container, `ClientError`
    /// otherwise.
    public func list(
        container: String? = nil, options: ListOptions? = nil
    ) -> ServiceResults<ListPage> {
        let options = options ?? self.options.list
        return results(capacity: 1) { channel in
            if let container {
                try await self.containerPages(of: container, options) { page in
                    try await channel.send(.container(page))
                }
            } else {
                try await self.accountPages(options, channel)
            }
        }
    }

    private func accountPages(
        _ options: ListOptions, _ channel: ResultChannel<ListPage>
    ) async throws {
        let headers = try HeaderItems.headers(options.headers)
        var part = ListingOptions(
            marker: options.marker, prefix: options.prefix, delimiter: options.delimiter)
        while true {
            let asked = part
            let page: AccountListing
            do {
                page = try await containerPool.use {
                    try await connection.getAccount(asked, headers: headers)
                }
            } catch let error as ClientError where error.reason == .status(404) {
                throw ServiceError("Account not found", cause: error)
            }
            guard let last = page.entries.last else { return }
            var details: [String: Headers] = [:]
            if options.long {
                details = try await self.details(of: page.entries.map(\.name), headers)
            }
            try await channel.send(.account(page, details: details))
            // A server that answers the same page again would keep us for ever.
            guard last.name != part.marker else { return }
            if await isLastPage(page.entries.count, limit: "account_listing_limit") { return }
            part.marker = last.name
        }
    }

    /// The header fields of many containers, asked for at once rather than one by one.
    private func details(
        of containers: [String], _ headers: Headers
    ) async throws -> [String: Headers] {
        try await withThrowingTaskGroup(of: (String, Headers).self) { group in
            var details: [String: Headers] = [:]
            for (position, container) in containers.enumerated() {
                if position >= containerPool.limit, let (name, headers) = try await group.next() {
                    details[name] = headers
                }
                group.addTask {
                    let reply = try await self.containerPool.use {
                        try await self.connection.headContainer(container, headers: headers)
                    }
                    return (container, reply.headers)
                }
            }
            for try await (name, headers) in group { details[name] = headers }
            return details
        }
    }

    /// Walks through a container's pages.
    func containerPages(
        of container: String, _ options: ListOptions,
        _ body: (ContainerListing) async throws -> Void
    ) async throws {
        let headers = try HeaderItems.headers(options.headers)
        let query: Query = options.versions ? ["versions": "true"] : [:]
        var part = ListingOptions(
            marker: options.marker, prefix: options.prefix, delimiter: options.delimiter,
            versionMarker: options.versionMarker)
        while true {
            let asked = part
            let page: ContainerListing
            do {
                page = try await containerPool.use {
                    try await connection.getContainer(
                        container, asked, headers: headers, query: query)
                }
            } catch let error as ClientError where error.reason == .status(404) {
                throw ServiceError(
                    "Container \(ServiceError.quoted(container)) not found", container: container,
                    cause: error)
            }
            guard let last = page.entries.last else { return }
            try await body(page)
            var version: String?
            if case .object(let object) = last { version = object.versionID }
            // A server that answers the same page again would keep us for ever.
            guard last.name != part.marker || version != part.versionMarker else { return }
            if await isLastPage(page.entries.count, limit: "container_listing_limit") { return }
            part.marker = last.name
            part.versionMarker = version
        }
    }
}
