// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore

/// Requests from pages of other origins.
///
/// Source: OpenStack Swift, "CORS"; the Fetch standard.
extension SwiftFrontEnd {
    /// `OPTIONS`: what may be asked for, and by pages of which origins.
    func preflight(_ request: SwiftRequest, _ path: SwiftPath) async throws -> Response {
        let methods =
            path.object != nil
            ? Self.objectMethods : path.container != nil ? Self.containerMethods : accountMethods
        let allowed = methods.map(\.rawValue).joined(separator: ", ")
        var headers: Headers = ["Allow": allowed, "Content-Type": ErrorPage.contentType]
        guard let origin = request.headers["Origin"], let address = path.containerAddress else {
            return Response(.ok, headers: headers)
        }
        let rules = try await store.crossOriginRules(of: address)
        let wanted = request.headers["Access-Control-Request-Method"]
        guard rules.allows(origin, always: settings.allowedOrigins),
            methods.contains(where: { $0.rawValue == wanted })
        else {
            var refusal = Refusal(401)
            refusal.headers["Allow"] = allowed
            return refusal.response
        }
        var vary: [String] = []
        if rules.allowsEverybody {
            headers["Access-Control-Allow-Origin"] = "*"
        } else {
            headers["Access-Control-Allow-Origin"] = origin
            vary.append("Origin")
        }
        if let age = rules.maxAge { headers["Access-Control-Max-Age"] = age }
        headers["Access-Control-Allow-Methods"] = allowed
        let fields = HeaderList(request.headers, "Access-Control-Request-Headers").items
        if !fields.isEmpty {
            headers["Access-Control-Allow-Headers"] = fields.joined(separator: ", ")
            vary.append("Access-Control-Request-Headers")
        }
        if !vary.isEmpty { headers["Vary"] = vary.joined(separator: ", ") }
        return Response(.ok, headers: headers)
    }

    /// Adds what a page of another origin needs to be shown the response, also why there is none.
    func sharing(
        _ response: Response, _ request: Request, _ path: SwiftPath
    ) async throws -> Response {
        guard let origin = request.headers["Origin"], let address = path.containerAddress else {
            return response
        }
        let rules = try await store.crossOriginRules(of: address)
        if settings.isCORSStrict, !rules.allows(origin, always: settings.allowedOrigins) {
            return response
        }
        var response = response
        var exposed: Set<String> = [
            "cache-control", "content-language", "content-type", "expires", "last-modified",
            "pragma", "etag", "x-timestamp", "x-trans-id", "x-openstack-request-id",
        ]
        exposed.formUnion(settings.exposedFields.map { $0.lowercased() })
        exposed.formUnion(rules.exposedFields)
        for field in response.headers {
            let name = field.lowercasedName
            if name.startsBytewise(with: "x-container-meta")
                || name.startsBytewise(with: "x-object-meta")
            {
                exposed.insert(name)
            }
        }
        response.headers["Access-Control-Expose-Headers"] =
            exposed.sorted().joined(separator: ", ")
        if rules.allowsEverybody {
            response.headers["Access-Control-Allow-Origin"] = "*"
        } else {
            response.headers["Access-Control-Allow-Origin"] = origin
            let vary = response.headers["Vary"].map { $0 + ", Origin" } ?? "Origin"
            response.headers["Vary"] = vary
        }
        return response
    }
}

extension CrossOriginRules {
    /// Whether any page may ask.
    var allowsEverybody: Bool { allowedOrigins == ["*"] }

    func allows(_ origin: String, always others: [String]) -> Bool {
        allowedOrigins.contains("*") || allowedOrigins.contains(origin)
            || others.contains(origin) || others.contains("*")
    }
}
