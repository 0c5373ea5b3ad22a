// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore

extension SwiftFrontEnd {
    /// What a container shows as a web site; nil for requests that it answers as ever.
    ///
    /// Sites are for those who do not say who they are, or who ask for it with `X-Web-Mode`.
    func webPage(
        _ request: SwiftRequest, _ path: SwiftPath, _ signed: SignedRequest?
    ) async throws -> WebPage? {
        guard let settings = settings.staticWeb, let container = path.containerAddress,
            request.method == .get || request.method == .head,
            request.caller.principal.isAnonymous
                || SwiftRequest.isTrue(request.headers["X-Web-Mode"])
        else { return nil }
        let visit = WebSiteVisit(
            frontEnd: self, settings: settings, request: request, container: container,
            path: PercentEncoding.decode(request.message.target.prefix(upTo: "?")) ?? "",
            signed: signed?.link)
        guard let object = path.object else { return try await visit.container() }
        return try await visit.object(object)
    }
}

/// A response of a web site.
struct WebPage {
    let response: Response
    /// Whether it is a listing, which no object holds.
    var isListing = false
}

/// One request for a page of a container that is a web site.
///
/// Everything it shows is read with the rights of whoever asks, pages for errors included.
///
/// Source: OpenStack Swift, "StaticWeb"; `swift.common.middleware.staticweb`.
struct WebSiteVisit {
    let frontEnd: SwiftFrontEnd
    let settings: StaticWebSettings
    let request: SwiftRequest
    let container: ContainerAddress
    /// The path of the request, decoded; it may end in a slash that names nothing.
    let path: String
    /// By which signature the request was let in; nil when it had none.
    let signed: SignedLink?

    private var endsInSlash: Bool { path.utf8.last == UInt8(ascii: "/") }

    // MARK: Containers

    /// The container itself: its index, or its listing. Nil when it is no site.
    func container() async throws -> WebPage? {
        let site = try await frontEnd.store.webSite(of: container)
        let access = try await frontEnd.answer(request, container.account) {
            _ = try await frontEnd.store.container(container, for: request.caller)
            return .nothing
        }
        guard access.status.isSuccess else { return try await failure(access, site) }
        guard site.isServed else {
            guard SwiftRequest.isTrue(request.headers["X-Web-Mode"]) else { return nil }
            return WebPage(response: Refusal(404).response)
        }
        guard endsInSlash else { return redirection() }
        guard !site.index.isEmpty else { return try await listing("", site) }
        let index = try await fetch(site.index)
        if index.status.code == 404 { return try await listing("", site) }
        guard index.status.isSuccess || index.status.isRedirection else {
            return try await failure(index, site)
        }
        return WebPage(response: index)
    }

    // MARK: Objects

    /// An object, or what stands for the directory of that name.
    func object(_ name: ObjectName) async throws -> WebPage {
        let found = try await fetch(name.text)
        let isThere = found.status.isSuccess || found.status.isRedirection
        guard isThere || found.status.code == 404 else { return WebPage(response: found) }
        // Only what is next to empty may stand for a directory.
        if isThere, Self.lengthBytes(of: found) > 1 { return WebPage(response: found) }
        let site = try await frontEnd.store.webSite(of: container)
        if isThere, found.headers["Content-Type"] != site.directoryType {
            return WebPage(response: found)
        }
        guard site.isServed else { return WebPage(response: found) }
        if !site.index.isEmpty {
            let index = try await fetch(
                name.text + (endsInSlash ? "" : "/") + site.index)
            if index.status.isSuccess || index.status.isRedirection {
                return endsInSlash ? WebPage(response: index) : redirection()
            }
            guard index.status.code == 404 else { return WebPage(response: index) }
        }
        guard !endsInSlash else { return try await listing(name.text, site) }
        let query = ListingQuery(limit: 1, prefix: name.text + "/", delimiter: "/")
        let (isDirectory, _) = try await page(query)
        if let isDirectory, !isDirectory.entries.isEmpty { return redirection() }
        return try await failure(Refusal(404).response, site)
    }

    private static func lengthBytes(of response: Response) -> UInt64 {
        if let field = response.headers["Content-Length"], let length = UInt64(field) {
            return length
        }
        switch response.body {
        case .empty: return 0
        case .bytes(let bytes): return UInt64(bytes.count)
        // A large object without a length of its own is no marker.
        case .stream(let reader): return reader.lengthBytes ?? .max
        }
    }

    /// The response to a request for an object of the container.
    private func fetch(_ name: String) async throws -> Response {
        guard let name = try? ObjectName(name) else { return Refusal(404).response }
        return try await frontEnd.answer(request, container.account) {
            try await frontEnd.object(request, ObjectAddress(container, name))
        }
    }

    // MARK: Redirections and errors

    /// Sends the client to the same path with a slash at its end, which relative links need.
    private func redirection() -> WebPage {
        var base = settings.baseURL ?? ""
        if base.isEmpty, let host = request.headers["Host"] ?? request.message.origin?.host {
            base = (request.message.origin?.isSecure == true ? "https://" : "http://") + host
        }
        var refusal = Refusal(301)
        refusal.headers["Location"] = base + PercentEncoding.encode(path + "/")
        return WebPage(response: refusal.response)
    }

    /// The site's own page for a status, where it has one.
    private func failure(_ response: Response, _ site: WebSite) async throws -> WebPage {
        guard !site.errorSuffix.isEmpty,
            let name = try? ObjectName("\(response.status.code)\(site.errorSuffix)")
        else { return WebPage(response: response) }
        // Conditions and ranges were meant for what could not be had.
        let plain = SwiftRequest(
            Request(request.method, "/", origin: request.message.origin), caller: request.caller)
        var page = try await frontEnd.answer(plain, container.account) {
            try await frontEnd.object(plain, ObjectAddress(container, name))
        }
        guard page.status.isSuccess else { return WebPage(response: response) }
        page.status = response.status
        if let challenge = response.headers["Www-Authenticate"] {
            page.headers["Www-Authenticate"] = challenge
        }
        return WebPage(response: page)
    }

    // MARK: Listings

    /// A page of the container, or why there is none.
    private func page(_ query: ListingQuery) async throws -> (ListingPage?, Response) {
        var page: ListingPage?
        let response = try await frontEnd.answer(request, container.account) {
            page = try await frontEnd.store.objects(
                of: container, query, for: request.caller
            ).page
            return .nothing
        }
        return (page, response)
    }

    private func listing(_ prefix: String, _ site: WebSite) async throws -> WebPage {
        let document = WebListing(
            site: site, path: path, prefix: prefix, link: signed)
        guard SwiftRequest.isTrue(site.listings) else {
            var refusal = Refusal(404).response
            refusal.body = .bytes(document.disabled)
            return try await failure(refusal, site)
        }
        let limit = frontEnd.store.constraints.containerListingLimit
        let (page, response) = try await page(
            ListingQuery(limit: limit, prefix: prefix, delimiter: "/"))
        guard let page else { return try await failure(response, site) }
        if !prefix.isEmpty, page.entries.isEmpty {
            return try await failure(Refusal(404).response, site)
        }
        return WebPage(
            response: Response(
                .ok, headers: ["Content-Type": ErrorPage.contentType],
                body: .bytes(document.page(page))),
            isListing: true)
    }
}

extension Status {
    /// Whether the code is 3xx.
    fileprivate var isRedirection: Bool { (300..<400).contains(code) }
}
