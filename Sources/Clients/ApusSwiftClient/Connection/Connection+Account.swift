// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

extension Connection {
    /// The account's totals and metadata, in the reply's header fields.
    public func headAccount(headers: Headers = [:], query: Query = [:]) async throws -> Reply {
        try await perform(
            Call(
                name: "Account HEAD", method: .head, place: .underAccount(""), query: query,
                headers: headers)
        ).reply
    }

    /// One page of the account's containers.
    ///
    /// The next page begins after the name of the last entry; an empty page is the end.
    ///
    /// - Parameter query: added after what `part` says.
    public func getAccount(
        _ part: ListingOptions = ListingOptions(), headers: Headers = [:], query: Query = [:]
    ) async throws -> AccountListing {
        var whole = part.query
        whole.append(query)
        let reply = try await perform(
            Call(
                name: "Account GET", method: .get, place: .underAccount(""), query: whole,
                headers: headers)
        ).reply
        return AccountListing(
            reply: reply, entries: try AccountListing.decode(reply.body), part: part)
    }

    /// Changes the account's metadata, or sends it a document (`["bulk-delete": nil]`).
    public func postAccount(
        headers: Headers = [:], query: Query = [:], body: UploadBody = .empty
    ) async throws -> Reply {
        try await perform(
            Call(
                name: "Account POST", method: .post, place: .underAccount(""), query: query,
                headers: headers, body: body)
        ).reply
    }

    /// What the server can do: `GET /info`.
    ///
    /// Retried like any call, at the server that is asked; sent without a token. Authenticates
    /// only when `url` is nil and no account is known.
    ///
    /// - Parameter url: a storage URL, or any URL of the server; `/v1…` and what follows is
    ///   replaced by `/info`.
    public func capabilities(at url: ServiceURL? = nil) async throws -> Capabilities {
        var place = url
        if place == nil {
            place = try await authenticate().storageURL
        }
        guard let place else { throw ClientError(.badURL, "No URL to ask for capabilities") }
        return try await fetchCapabilities(Capabilities.url(for: place))
    }
}
