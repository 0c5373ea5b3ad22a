// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP

/// The documents of the identity service, as an answer to one request: their URLs begin as the
/// client has written them.
///
/// Source: OpenStack Identity API v3; Identity API v2.0.
struct IdentityDocuments {
    let domainID = IdentityLogin.domainID

    private let settings: IdentitySettings
    private let directory: TempAuthDirectory
    private let request: Request
    private let host: String

    init(_ settings: IdentitySettings, _ directory: TempAuthDirectory, _ request: Request) {
        self.settings = settings
        self.directory = directory
        self.request = request
        host = TempAuth.url("$HOST", request, directory.settings)
    }

    // MARK: Versions

    var version3: JSONValue { version("v3.14", "2020-04-07T00:00:00Z", path: "/v3/") }

    var version2: JSONValue { version("v2.0", "2016-08-04T00:00:00Z", path: "/v2.0/") }

    var versions: JSONValue { ["versions": ["values": [version3, version2]]] }

    private func version(_ id: String, _ updated: String, path: String) -> JSONValue {
        let type = "application/vnd.openstack.identity-\(id.prefix { $0 != "." })+json"
        return [
            "id": .string(id), "status": id == "v2.0" ? "deprecated" : "stable",
            "updated": .string(updated),
            "links": [["rel": "self", "href": "\(host)\(path)"]],
            "media-types": [["base": "application/json", "type": .string(type)]],
        ]
    }

    // MARK: Records

    private var domain: JSONValue {
        ["id": .string(domainID), "name": .string(IdentityLogin.domainName)]
    }

    var domainRecord: JSONValue {
        [
            "id": .string(domainID), "name": .string(IdentityLogin.domainName),
            "enabled": true, "description": "", "tags": [], "options": [:],
            "links": ["self": "\(host)/v3/domains/\(domainID)"],
        ]
    }

    func projectRecord(_ entry: TempAuthDirectory.Entry) -> JSONValue {
        let name = entry.user.account
        return [
            "id": .string(name), "name": .string(name), "domain_id": .string(domainID),
            "parent_id": .string(domainID), "enabled": true, "is_domain": false,
            "description": "", "tags": [], "options": [:],
            "links": ["self": "\(host)/v3/projects/\(PercentEncoding.encode(name))"],
        ]
    }

    func userRecord(_ entry: TempAuthDirectory.Entry) -> JSONValue {
        [
            "id": .string(entry.identifier), "name": .string(entry.user.user),
            "domain_id": .string(domainID), "enabled": true, "password_expires_at": nil,
            "default_project_id": .string(entry.user.account), "options": [:],
            "links": ["self": "\(host)/v3/users/\(entry.identifier)"],
        ]
    }

    func projects(_ entries: [TempAuthDirectory.Entry], _ query: RequestQuery) -> JSONValue {
        let one = Dictionary(entries.map { ($0.user.account, $0) }) { first, _ in first }
        let shown = one.values.filter { fits($0.user.account, query) }
            .sorted { $0.user.account < $1.user.account }
        return ["projects": .array(shown.map(projectRecord)), "links": link(request)]
    }

    func users(_ entries: [TempAuthDirectory.Entry], _ query: RequestQuery) -> JSONValue {
        let shown = entries.filter { fits($0.user.user, query) }
            .sorted { $0.user.name < $1.user.name }
        return ["users": .array(shown.map(userRecord)), "links": link(request)]
    }

    func domains(_ query: RequestQuery) -> JSONValue {
        let isShown = query["name"].map { $0 == IdentityLogin.domainName } ?? true
        return ["domains": isShown ? [domainRecord] : [], "links": link(request)]
    }

    /// Whether a listing that may ask for one name or domain shows something of that name.
    private func fits(_ name: String, _ query: RequestQuery) -> Bool {
        (query["name"] ?? name) == name && (query["domain_id"] ?? domainID) == domainID
    }

    /// The links of a listing, which has one page.
    func link(_ request: Request) -> JSONValue {
        ["self": "\(host)\(request.target)", "next": nil, "previous": nil]
    }

    func tenants(_ entry: TempAuthDirectory.Entry) -> JSONValue {
        ["tenants": [tenant(entry)], "tenants_links": []]
    }

    private func tenant(_ entry: TempAuthDirectory.Entry) -> JSONValue {
        let name: JSONValue = .string(entry.user.account)
        return ["id": name, "name": name, "enabled": true, "description": ""]
    }

    // MARK: Tokens

    /// The roles that a user has: OpenStack Swift's for the rights that are groups in TempAuth.
    ///
    /// Nobody is `admin`: to other services that would mean everything.
    private func roles(_ entry: TempAuthDirectory.Entry) -> [String] {
        let granted = [".reseller_admin": "ResellerAdmin", ".admin": "swiftoperator"]
        let own = entry.user.groups.compactMap { group in
            group.hasPrefix(".") ? granted[group] : group == "admin" ? nil : group
        }
        return ["member"] + own
    }

    private func identifier(_ text: String) -> JSONValue {
        .string(Hexadecimal.encode(Digest.of(Bytes(text), .sha256).prefix(16)))
    }

    private func moment(_ seconds: Int64) -> JSONValue {
        let time = CivilTime(secondsSince1970: seconds)
        var writer = ByteWriter(capacity: 32)
        writer.append(dateOf: time)
        writer.append("T")
        writer.append(timeOfDay: time)
        writer.append(".000000Z")
        return .string(writer.finish().text)
    }

    /// When a token was made, as far as it can tell: never later than it was.
    private func issued(_ expires: Int64) -> JSONValue {
        moment(expires - directory.settings.tokenLifeSeconds)
    }

    func token(
        _ entry: TempAuthDirectory.Entry, expires: Int64, methods: [String],
        scope: IdentityLogin.ResolvedScope, hasCatalog: Bool
    ) -> JSONValue {
        var token: [String: JSONValue] = [
            "methods": .array(methods.map(JSONValue.string)),
            "user": [
                "id": .string(entry.identifier), "name": .string(entry.user.user),
                "domain": domain, "password_expires_at": nil,
            ],
            "audit_ids": [], "expires_at": moment(expires), "issued_at": issued(expires),
        ]
        switch scope {
        case .none: return ["token": .object(token)]
        case .project:
            let name: JSONValue = .string(entry.user.account)
            token["project"] = ["id": name, "name": name, "domain": domain]
            token["is_domain"] = false
        case .domain: token["domain"] = domain
        case .system: token["system"] = ["all": true]
        }
        token["roles"] = .array(
            roles(entry).map { ["id": identifier("role\0" + $0), "name": .string($0)] })
        if hasCatalog { token["catalog"] = catalog(for: entry) }
        return ["token": .object(token)]
    }

    func access(
        _ entry: TempAuthDirectory.Entry, _ token: (text: String, expires: Int64),
        scope: IdentityLogin.ResolvedScope
    ) -> JSONValue {
        let roles: JSONValue = .array(roles(entry).map { ["name": .string($0)] })
        let services = services(for: entry, version: "v2.0").map { service -> JSONValue in
            let url: JSONValue = .string(service.url)
            return [
                "type": .string(service.type), "name": .string(service.name),
                "endpoints_links": [],
                "endpoints": [
                    [
                        "id": identifier(service.type), "region": .string(settings.region),
                        "publicURL": url, "internalURL": url, "adminURL": url,
                    ]
                ],
            ]
        }
        return [
            "access": [
                "token": [
                    "id": .string(token.text), "expires": moment(token.expires),
                    "issued_at": issued(token.expires), "tenant": tenant(entry),
                ],
                "user": [
                    "id": .string(entry.identifier), "name": .string(entry.user.user),
                    "username": .string(entry.user.user), "roles": roles, "roles_links": [],
                ],
                "serviceCatalog": .array(services),
                "metadata": ["is_admin": 0, "roles": []],
            ]
        ]
    }

    // MARK: Catalogue

    private func services(
        for entry: TempAuthDirectory.Entry, version: String
    ) -> [(type: String, name: String, url: String)] {
        [
            (
                "object-store", "swift",
                TempAuth.url(entry.storageURL, request, directory.settings)
            ),
            ("identity", "keystone", "\(host)/\(version)"),
        ]
    }

    func catalog(for entry: TempAuthDirectory.Entry) -> JSONValue {
        let region: JSONValue = .string(settings.region)
        return .array(
            services(for: entry, version: "v3").map { service in
                let endpoints = ["public", "internal", "admin"].map { face -> JSONValue in
                    [
                        "id": identifier("\(service.type)\0\(face)"), "interface": .string(face),
                        "region": region, "region_id": region, "url": .string(service.url),
                    ]
                }
                return [
                    "id": identifier(service.type), "type": .string(service.type),
                    "name": .string(service.name), "endpoints": .array(endpoints),
                ]
            })
    }

    // MARK: Errors

    func response(to error: IdentityError) -> Response {
        let status: Status
        let message: String
        switch error {
        case .malformed(let text):
            status = .badRequest
            message = text
        case .unauthorized:
            status = .unauthorized
            message = "The request you have made requires authentication."
        case .forbidden:
            status = .forbidden
            message = "You are not authorized to perform the requested action."
        case .notFound(let what):
            status = .notFound
            message = "Could not find \(what ?? "what was asked for")."
        case .notAllowed:
            status = Status(405)
            message = "The method is not allowed here."
        case .tooLarge:
            status = Status(413)
            message = "The document is too large."
        case .busy:
            status = .serviceUnavailable
            message = "Too much is asked at once."
        }
        var response = Response.json(
            status,
            [
                "error": [
                    "code": .integer(Int64(status.code)), "title": .string(status.reason),
                    "message": .string(message),
                ]
            ])
        switch error {
        case .unauthorized:
            response.headers["WWW-Authenticate"] = "Keystone uri=\"\(host)/v3\""
        case .notAllowed(let methods):
            response.headers["Allow"] = methods.map(\.rawValue).joined(separator: ", ")
        case .busy: response.headers["Retry-After"] = "1"
        default: break
        }
        return response
    }
}
