// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension SwiftService {
    /// Totals and metadata of the account, or of a container.
    ///
    /// - Throws: `ServiceError` when there is no such thing, `ClientError` otherwise.
    public func stat(
        container: String? = nil, options: StatOptions? = nil
    ) async throws -> StatResult {
        let options = options ?? self.options.stat
        let headers = try HeaderItems.headers(options.headers)
        do {
            let reply = try await containerPool.use {
                if let container {
                    try await connection.headContainer(container, headers: headers)
                } else {
                    try await connection.headAccount(headers: headers)
                }
            }
            return StatResult(
                container: container, object: nil, reply: reply,
                credentials: connection.session.current)
        } catch let error as ClientError where error.reason == .status(404) {
            throw ServiceError(
                container.map { "Container \(ServiceError.quoted($0)) not found" }
                    ?? "Account not found",
                container: container, cause: error)
        }
    }

    /// Header fields of one object.
    ///
    /// - Throws: `ClientError`.
    public func stat(
        container: String, object: String, options: StatOptions? = nil
    ) async throws -> StatResult {
        let options = options ?? self.options.stat
        let headers = try HeaderItems.headers(options.headers)
        var query = Query()
        if let version = options.versionID { query.append("version-id", version) }
        let whole = query
        let reply = try await downloadPool.use {
            try await connection.headObject(container, object, headers: headers, query: whole)
        }
        return StatResult(
            container: container, object: object, reply: reply,
            credentials: connection.session.current)
    }

    /// Header fields of many objects, as they come.
    public func stat(
        container: String, objects: [String], options: StatOptions? = nil
    ) -> ServiceResults<StatResult> {
        let isOrdered = (options ?? self.options.stat).isOrdered
        return results { channel in
            var rest = objects[...]
            try await forEachItem(
                limit: self.downloadPool.limit, isOrdered: isOrdered, into: channel,
                next: { rest.popFirst() }
            ) { object, outlet in
                var result = StatResult(container: container, object: object)
                do {
                    result = try await self.stat(
                        container: container, object: object, options: options)
                } catch {
                    try Task.checkCancellation()
                    result.failure = error
                }
                try await outlet.send(result)
            }
        }
    }

    /// Changes metadata of the account, or of a container; makes the container if there is none.
    ///
    /// - Throws: `ServiceError` for a malformed item or a missing account, `ClientError`.
    public func post(
        container: String? = nil, options: PostOptions? = nil
    ) async throws -> PostResult {
        let options = options ?? self.options.post
        guard let container else {
            let headers = try Self.postHeaders(options, prefix: "X-Account-Meta-")
            do {
                let reply = try await containerPool.use {
                    self.options.isDryRun
                        ? try await connection.headAccount()
                        : try await connection.postAccount(headers: headers)
                }
                return PostResult(
                    container: nil, object: nil, headers: headers, reply: reply,
                    isPlanned: self.options.isDryRun)
            } catch let error as ClientError where error.reason == .status(404) {
                throw ServiceError("Account not found", cause: error)
            }
        }
        // What has an option of its own counts more than a header field of that name.
        var headers = try Self.postHeaders(options, prefix: "X-Container-Meta-")
        if let readACL = options.readACL { headers["X-Container-Read"] = readACL }
        if let writeACL = options.writeACL { headers["X-Container-Write"] = writeACL }
        if let syncTo = options.syncTo { headers["X-Container-Sync-To"] = syncTo }
        if let syncKey = options.syncKey { headers["X-Container-Sync-Key"] = syncKey }
        let sent = headers
        if self.options.isDryRun {
            let there = await create(container, sent)
            if let failure = there.failure { throw failure }
            return PostResult(
                container: container, object: nil, headers: sent, reply: there.reply,
                isPlanned: true)
        }
        let reply = try await containerPool.use {
            do {
                return try await connection.postContainer(container, headers: sent)
            } catch let error as ClientError where error.reason == .status(404) {
                return try await made(container, sent)
            }
        }
        return PostResult(container: container, object: nil, headers: sent, reply: reply)
    }

    private func made(_ container: String, _ headers: Headers) async throws -> Reply {
        do {
            return try await connection.putContainer(container, headers: headers)
        } catch let error as ClientError where error.reason == .status(404) {
            throw ServiceError(
                "Container '\(container)' not found", container: container, cause: error)
        }
    }

    /// Replaces the metadata of one object.
    ///
    /// - Throws: `ServiceError` for a malformed item, `ClientError`.
    public func post(
        container: String, object: String, options: PostOptions? = nil
    ) async throws -> PostResult {
        try await post(ServiceItem(object), in: container, options ?? self.options.post)
    }

    private func post(
        _ item: ServiceItem<PostOptions>, in container: String, _ options: PostOptions
    ) async throws -> PostResult {
        let object = item.name
        var headers = try Self.postHeaders(options, prefix: "X-Object-Meta-")
        if let own = item.options {
            headers = headers.overlaid(with: try Self.postHeaders(own, prefix: "X-Object-Meta-"))
        }
        let sent = headers
        let reply = try await uploadPool.use {
            self.options.isDryRun
                ? try await connection.headObject(container, object)
                : try await connection.postObject(container, object, headers: sent)
        }
        return PostResult(
            container: container, object: object, headers: sent, reply: reply,
            isPlanned: self.options.isDryRun)
    }

    /// Replaces the metadata of many objects.
    public func post(
        container: String, objects: [String], options: PostOptions? = nil
    ) -> ServiceResults<PostResult> {
        post(container: container, items: objects.map { ServiceItem($0) }, options: options)
    }

    /// Replaces the metadata of many objects; what an item has of its own is laid over the
    /// call's metadata and header fields.
    ///
    /// The sequence throws `ServiceError` for an empty name.
    public func post(
        container: String, items: [ServiceItem<PostOptions>], options: PostOptions? = nil
    ) -> ServiceResults<PostResult> {
        let options = options ?? self.options.post
        return results { channel in
            try ServiceError.refuseEmptyNames(items.map(\.name))
            var rest = items[...]
            try await forEachItem(
                limit: self.uploadPool.limit, isOrdered: options.isOrdered, into: channel,
                next: { rest.popFirst() }
            ) { item, outlet in
                var result = PostResult(container: container, object: item.name, headers: [:])
                do {
                    result = try await self.post(item, in: container, options)
                } catch {
                    try Task.checkCancellation()
                    result.failure = error
                }
                try await outlet.send(result)
            }
        }
    }

    private static func postHeaders(
        _ options: PostOptions, prefix: String
    ) throws(ServiceError) -> Headers {
        try HeaderItems.headers(options.metadata, prefix: prefix)
            .overlaid(with: try HeaderItems.headers(options.headers))
    }
}
