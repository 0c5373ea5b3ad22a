// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// The requests of the Swift API, one function each: an account's URL and a token go in, a reply
/// comes out. Nothing is kept, nothing is tried again, nobody authenticates.
///
/// For programs that have their own tokens, their own retries and their own threads; everybody
/// else is better served by `Connection`, which has the same calls. A proxy is a property of the
/// exchange (`HTTPClientConfiguration.proxy`).
///
/// All throw `ClientError` when the server refuses or cannot be reached, and
/// `CancellationError`.
///
/// Source: python-swiftclient, the functions of `swiftclient.client`.
public struct SwiftRequests: Sendable {
    /// What carries the requests.
    public let exchange: any HTTPExchange
    /// User agent, log and limits; its retries do not count.
    public var settings: ConnectionSettings

    /// Requests that `exchange` carries.
    public init(
        over exchange: any HTTPExchange, settings: ConnectionSettings = ConnectionSettings()
    ) {
        self.exchange = exchange
        self.settings = settings
    }

    /// One try with this token, at this URL.
    private func once(_ credentials: Credentials) -> Connection {
        var settings = settings
        settings.retries.retries = 0
        return Connection(
            AuthSession(fixed: credentials), over: exchange, settings: settings)
    }

    // MARK: Accounts

    /// `HEAD` of an account.
    public func headAccount(
        _ account: Credentials, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await once(account).headAccount(headers: headers, query: query)
    }

    /// A page of an account's containers.
    public func getAccount(
        _ account: Credentials, _ part: ListingOptions = ListingOptions(),
        headers: Headers = [:], query: Query = [:]
    ) async throws -> AccountListing {
        try await once(account).getAccount(part, headers: headers, query: query)
    }

    /// `POST` to an account: metadata, or a document.
    public func postAccount(
        _ account: Credentials, headers: Headers = [:], query: Query = [:],
        body: UploadBody = .empty
    ) async throws -> Reply {
        try await once(account).postAccount(headers: headers, query: query, body: body)
    }

    // MARK: Containers

    /// `HEAD` of a container.
    public func headContainer(
        _ account: Credentials, _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await once(account).headContainer(container, headers: headers, query: query)
    }

    /// A page of a container's objects.
    public func getContainer(
        _ account: Credentials, _ container: String, _ part: ListingOptions = ListingOptions(),
        headers: Headers = [:], query: Query = [:]
    ) async throws -> ContainerListing {
        try await once(account).getContainer(container, part, headers: headers, query: query)
    }

    /// `PUT` of a container.
    public func putContainer(
        _ account: Credentials, _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await once(account).putContainer(container, headers: headers, query: query)
    }

    /// `POST` to a container.
    public func postContainer(
        _ account: Credentials, _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await once(account).postContainer(container, headers: headers, query: query)
    }

    /// `DELETE` of a container.
    public func deleteContainer(
        _ account: Credentials, _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await once(account).deleteContainer(container, headers: headers, query: query)
    }

    // MARK: Objects

    /// `HEAD` of an object.
    public func headObject(
        _ account: Credentials, _ container: String, _ object: String, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> Reply {
        try await once(account).headObject(container, object, headers: headers, query: query)
    }

    /// An object's header fields and bytes; a body that breaks is not continued.
    public func getObject(
        _ account: Credentials, _ container: String, _ object: String, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> ObjectDownload {
        var settings = settings
        settings.resumesDownloads = false
        return try await SwiftRequests(over: exchange, settings: settings).once(account)
            .getObject(container, object, headers: headers, query: query)
    }

    /// `PUT` of an object.
    public func putObject(
        _ account: Credentials, _ container: String, _ object: String, _ body: UploadBody,
        etag: String? = nil, contentType: String? = nil, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> Reply {
        try await once(account).putObject(
            container, object, body, etag: etag, contentType: contentType, headers: headers,
            query: query)
    }

    /// `PUT` to a URL that says all, a temporary one for instance.
    public func putObject(
        at url: ServiceURL, token: String = "", _ body: UploadBody, etag: String? = nil,
        contentType: String? = nil, headers: Headers = [:]
    ) async throws -> Reply {
        var headers = headers
        if let etag { headers["ETag"] = etag }
        if let contentType { headers["Content-Type"] = contentType }
        return try await once(Credentials(storageURL: url, token: token)).send(
            "Object PUT", .put, to: url, headers: headers, body: body)
    }

    /// `POST` to an object.
    public func postObject(
        _ account: Credentials, _ container: String, _ object: String, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> Reply {
        try await once(account).postObject(container, object, headers: headers, query: query)
    }

    /// `COPY` of an object.
    public func copyObject(
        _ account: Credentials, _ container: String, _ object: String,
        to destination: String? = nil, freshMetadata: Bool? = nil, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> Reply {
        try await once(account).copyObject(
            container, object, to: destination, freshMetadata: freshMetadata, headers: headers,
            query: query)
    }

    /// `DELETE` of an object.
    public func deleteObject(
        _ account: Credentials, _ container: String, _ object: String, headers: Headers = [:],
        query: Query = [:]
    ) async throws -> Reply {
        try await once(account).deleteObject(container, object, headers: headers, query: query)
    }

    /// `DELETE` of a URL that says all, a temporary one for instance.
    public func deleteObject(
        at url: ServiceURL, token: String = "", headers: Headers = [:]
    ) async throws -> Reply {
        try await once(Credentials(storageURL: url, token: token)).send(
            "Object DELETE", .delete, to: url, headers: headers)
    }

    // MARK: Servers

    /// What a server can do; `/v1…` in its URL and what follows is replaced by `/info`.
    public func capabilities(at url: ServiceURL) async throws -> Capabilities {
        try await once(Credentials(storageURL: url, token: "")).capabilities(at: url)
    }

    /// A token, asked for once.
    public func authenticate(_ method: any AuthMethod) async throws -> Credentials {
        do {
            return try await method.authenticate(over: exchange, log: settings.log)
        } catch let error as TransportError {
            throw ClientError(.transport, error.detail, cause: error)
        }
    }
}
