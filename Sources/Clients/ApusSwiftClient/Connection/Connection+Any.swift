// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

extension Connection {
    /// Any request to a whole URL, retried as the calls of this type are: for what the API has
    /// beside accounts, containers and objects (`/endpoints`, temporary URLs).
    ///
    /// The token is sent only to the account's own server.
    ///
    /// - Parameter name: begins the message of a failure: `Object PUT` makes `Object PUT failed`.
    public func send(
        _ name: String, _ method: Method, to url: ServiceURL, headers: Headers = [:],
        body: UploadBody = .empty
    ) async throws -> Reply {
        var call = Call(
            name: name, method: method, place: .url(url), headers: headers, body: body)
        if let query = url.query { call.query = Query(encoded: query) }
        return try await perform(call).reply
    }

    /// The account's containers, page by page, to the end.
    ///
    /// A page that fails is asked for again (as `settings.retries` has it) from where it began:
    /// nothing that came before is asked for twice.
    public func accountPages(
        _ part: ListingOptions = ListingOptions(), headers: Headers = [:], query: Query = [:]
    ) -> ListingPages<AccountListing> {
        ListingPages(part) { asked in
            let page = try await getAccount(asked, headers: headers, query: query)
            return (page, page.entries.last.map { .init(marker: $0.name) })
        }
    }

    /// A container's objects, page by page, to the end.
    ///
    /// A page that fails is asked for again (as `settings.retries` has it) from where it began:
    /// nothing that came before is asked for twice.
    public func containerPages(
        _ container: String, _ part: ListingOptions = ListingOptions(), headers: Headers = [:],
        query: Query = [:]
    ) -> ListingPages<ContainerListing> {
        ListingPages(part) { asked in
            let page = try await getContainer(container, asked, headers: headers, query: query)
            return (
                page,
                page.entries.last.map { last in
                    var version: String?
                    if case .object(let object) = last { version = object.versionID }
                    return .init(marker: last.name, version: version)
                }
            )
        }
    }
}

/// The pages of a listing, each asked for when it is wanted.
public struct ListingPages<Page: Sendable>: AsyncSequence, Sendable {
    /// Where a page ends.
    struct End: Hashable, Sendable {
        var marker: String
        var version: String?
    }

    typealias Fetch = @Sendable (ListingOptions) async throws -> (page: Page, end: End?)

    private let part: ListingOptions
    private let fetch: Fetch

    init(_ part: ListingOptions, fetch: @escaping Fetch) {
        self.part = part
        self.fetch = fetch
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(part: part, fetch: fetch)
    }

    /// Asks for page after page.
    public struct Iterator: AsyncIteratorProtocol {
        private var part: ListingOptions
        private let fetch: Fetch
        private var isOver = false

        fileprivate init(part: ListingOptions, fetch: @escaping Fetch) {
            self.part = part
            self.fetch = fetch
        }

        /// The next page that has rows; nil after the last one.
        ///
        /// - Throws: `ClientError`, and `CancellationError`.
        public mutating func next() async throws -> Page? {
            guard !isOver else { return nil }
            let (page, end) = try await fetch(part)
            // A server that answers the same page again would keep us for ever.
            guard let end, end.marker != part.marker || end.version != part.versionMarker else {
                isOver = true
                return nil
            }
            part.marker = end.marker
            part.versionMarker = end.version
            return page
        }
    }
}
