// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

/// A request by a temporary URL that was found to be good.
struct SignedRequest {
    /// What it may do.
    let principal: Principal
    /// The request without what such a one must not say.
    let message: Request
    fileprivate let query: TemporaryURLQuery
    fileprivate let expires: Int64
    fileprivate let path: SwiftPath
    fileprivate let settings: TemporaryURLSettings

    /// What links to the same prefix go on with.
    var link: SignedLink { SignedLink(query) }

    /// The response without what it must not tell, and with the name that a file gets.
    ///
    /// - Parameter isListing: whether it is a page about a directory: those are shown, and are
    ///   all that a URL without an object is for.
    func finished(_ response: Response, isListing: Bool = false) -> Response {
        if path.object == nil, response.status.isSuccess, !isListing {
            return SwiftFrontEnd.invalidURL(path).response
        }
        var response = response
        for field in response.headers {
            let name = field.lowercasedName
            if settings.removedFromResponses.match(name), !settings.keptInResponses.match(name) {
                response.headers.remove(field.name)
            }
        }
        guard message.method == .get || message.method == .head, response.status.isSuccess else {
            return response
        }
        response.headers["Content-Disposition"] = disposition(
            response.headers["Content-Disposition"], isInline: isListing || query.isInline)
        response.headers["Expires"] = HTTPDate.text(secondsSince1970: expires)
        return response
    }

    private func disposition(_ stored: String?, isInline: Bool) -> String {
        if isInline {
            return query.filename.map { Self.disposition("inline", $0) } ?? "inline"
        }
        if let filename = query.filename { return Self.disposition("attachment", filename) }
        if let stored { return stored }
        let parts = (path.object?.text ?? "").utf8.split(separator: UInt8(ascii: "/"))
        return Self.disposition("attachment", parts.last.map { String($0) ?? "" } ?? "")
    }

    /// RFC 6266: for clients old and new.
    private static func disposition(_ kind: String, _ filename: String) -> String {
        let plain = PercentEncoding.encode(filename, keeping: " /")
        let encoded = PercentEncoding.encode(filename, keeping: "/")
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }
}

/// What of a signed request goes on in the links of the pages that it shows.
struct SignedLink {
    /// The beginning of the names that the signature is for; nil when it is for one object.
    let prefix: String?
    /// The parameters for such names, as they stand in a page; empty when there are none.
    let query: String

    fileprivate init(_ query: TemporaryURLQuery) {
        prefix = query.prefix
        guard let prefix else {
            self.query = ""
            return
        }
        var items = [("prefix", prefix), ("expires", query.expires), ("sig", query.signature)]
        if let range = query.addressRange { items.append(("ip_range", range)) }
        var parts = items.map { "temp_url_\($0)=" + PercentEncoding.encode($1) }
        if query.isInline { parts.append("inline") }
        self.query = "?" + parts.joined(separator: "&amp;")
    }
}

extension SwiftFrontEnd {
    /// Judges the signature of a request; nil when it has none.
    ///
    /// - Throws: `Refusal` when it is not good, or the request says more than it may.
    func signedRequest(_ request: Request, _ path: SwiftPath) async throws -> SignedRequest? {
        guard let settings = settings.temporaryURLs, request.method != .options,
            let query = TemporaryURLQuery(RequestQuery(ofTarget: request.target))
        else { return nil }
        let invalid = Self.invalidURL(path)
        guard let signature = TemporaryURLSignature(query.signature),
            settings.functions.contains(signature.function),
            settings.methods.contains(request.method.rawValue),
            let expires = query.expiresSeconds, UInt64(clamping: expires) >= now,
            let container = path.containerAddress, path.version == "v1",
            Self.admits(query.addressRange, request.peer)
        else { throw invalid }
        let object = path.object?.text ?? ""
        // A container itself has pages only, and those only for whoever may see all of it.
        let isForPages = query.prefix == "" && [.get, .head].contains(request.method)
        guard query.prefix.map({ object.startsBytewise(with: $0) }) ?? true,
            isForPages || path.object != nil
        else { throw invalid }
        var signed = "/v1/\(container.account)/\(container.container)/\(object)"
        if let prefix = query.prefix {
            signed = "prefix:/v1/\(container.account)/\(container.container)/\(prefix)"
        }
        // Who may do anything with an object may know whether it is there.
        let methods =
            request.method == .head
            ? ["HEAD", "GET", "POST", "PUT"] : [request.method.rawValue]
        let keys = try await store.signingKeys(for: container)
        let key = keys.first { key in
            methods.contains { method in
                signature.isGenuine(
                    .init(
                        method: method, expires: expires, path: signed,
                        addressRange: query.addressRange), key: key.text)
            }
        }
        guard let key else { throw invalid }
        return SignedRequest(
            principal: Principal(grant: key.grant),
            message: try Self.cleaned(request, settings), query: query, expires: expires,
            path: path, settings: settings)
    }

    private var now: UInt64 { store.clock.now().seconds }

    fileprivate static func invalidURL(_ path: SwiftPath) -> Refusal {
        var refusal = Refusal(401, html: "401 Unauthorized: Temp URL invalid\n")
        let realm = PercentEncoding.encode(path.account.text)
        refusal.headers["Www-Authenticate"] = "Swift realm=\"\(realm)\""
        return refusal
    }

    private static func admits(_ range: String?, _ peer: PeerAddress?) -> Bool {
        guard let range else { return true }
        guard let range = AddressRange(range),
            let address = peer.flatMap({ NumericAddress($0.host) })
        else { return false }
        return range.contains(address)
    }

    /// The request without parameters, and without the fields it must not have: who may store
    /// an object must not make it point to others.
    private static func cleaned(
        _ request: Request, _ settings: TemporaryURLSettings
    ) throws(Refusal) -> Request {
        var cleaned = request
        let isSafe = request.method == .get || request.method == .head
        for field in request.headers {
            let name = field.lowercasedName
            if !isSafe, ["x-object-manifest", "x-symlink-target", "x-copy-from"].contains(name) {
                let shown = MetadataFields.titled(name)
                throw Refusal(400, html: "The header '\(shown)' is not allowed in this tempurl")
            }
            if settings.removedFromRequests.match(name), !settings.keptInRequests.match(name) {
                cleaned.headers.remove(field.name)
            }
        }
        cleaned.target = String(request.target.prefix(upTo: "?"))
        return cleaned
    }
}
