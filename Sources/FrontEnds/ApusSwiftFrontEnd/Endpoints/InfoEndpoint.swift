// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// `/info`: what this server can do. Open to everybody.
    func info(_ request: Request) -> Response {
        switch request.method {
        case .get, .head:
            guard settings.exposesInfo else { return Refusal(403).response }
            let query = RequestQuery(ofTarget: request.target)
            var isAdministrator = false
            if query["swiftinfo_sig"] ?? "" != "" || query["swiftinfo_expires"] ?? "" != "" {
                guard let key = settings.administratorKey else { return Refusal(403).response }
                guard isSigned(query, by: key, request.method) else {
                    return Refusal(401).response
                }
                isAdministrator = true
            }
            var headers: Headers = ["Content-Type": "application/json; charset=UTF-8"]
            if let origin = request.headers["Origin"] {
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = "x-trans-id"
            }
            return Response(
                .ok, headers: headers, body: .bytes(infoDocument(isAdministrator).encoded))
        case .options:
            return Response(.ok, headers: ["Allow": "HEAD, GET, OPTIONS"])
        default:
            return notAllowed([.get, .head, .options]).response
        }
    }

    /// Whether the query holds a signature that has not expired: HMAC-SHA-1 of the method, the
    /// time it expires, and the path. One for GET serves for HEAD as well.
    private func isSigned(_ query: RequestQuery, by key: String, _ method: Method) -> Bool {
        guard let signature = query["swiftinfo_sig"],
            let expires = query["swiftinfo_expires"].flatMap({ UInt64($0) }),
            expires >= store.clock.now().seconds
        else { return false }
        let methods: [Method] = method == .head ? [.head, .get] : [.get]
        return methods.contains { method in
            let code = Digest.hmac(
                Bytes("\(method.rawValue)\n\(expires)\n/info"), key: Bytes(key), .sha1)
            return Digest.secretsAreEqual(Bytes(Hexadecimal.encode(code)), Bytes(signature))
        }
    }

    private func infoDocument(_ isAdministrator: Bool) -> InfoDocument {
        let limits = store.constraints
        func number(_ value: some BinaryInteger) -> JSONValue { .integer(Int64(value)) }
        let policies = store.policies.all.filter { !$0.isDeprecated }.map { policy in
            var members: [String: JSONValue] = [
                "name": .string(policy.name),
                "aliases": .string(([policy.name] + policy.aliases).joined(separator: ", ")),
            ]
            if policy == store.policies.standard { members["default"] = .boolean(true) }
            return JSONValue.object(members)
        }
        var sections: [String: [String: JSONValue]] = [
            "swift": [
                "version": .string(settings.version),
                "strict_cors_mode": .boolean(settings.isCORSStrict),
                "allow_account_management": .boolean(settings.allowsAccountManagement),
                "account_autocreate": .boolean(store.createsAccounts),
                "allow_open_expired": .boolean(settings.allowsOpenExpired),
                "policies": .array(policies),
                "max_file_size": number(limits.fileSizeLimitBytes),
                "max_meta_name_length": number(limits.metadataNameLimitBytes),
                "max_meta_value_length": number(limits.metadataValueLimitBytes),
                "max_meta_count": number(limits.metadataCountLimit),
                "max_meta_overall_size": number(limits.metadataTotalLimitBytes),
                "max_header_size": number(limits.headerFieldLimitBytes),
                "max_object_name_length": number(limits.objectNameLimitBytes),
                "max_container_name_length": number(limits.containerNameLimitBytes),
                "max_account_name_length": number(limits.accountNameLimitBytes),
                "container_listing_limit": number(limits.containerListingLimit),
                "account_listing_limit": number(limits.accountListingLimit),
                "extra_header_count": .integer(0),
            ],
            "symlink": [
                "symloop_max": number(limits.symlinkLimit), "static_links": .boolean(true),
            ],
            "slo": [
                "max_manifest_segments": number(limits.manifestSegmentLimit),
                "max_manifest_size": number(limits.manifestSizeLimitBytes),
                "yield_frequency": number(settings.heartbeatInterval.components.seconds),
                "min_segment_size": .integer(1),
                "allow_async_delete": .boolean(true),
            ],
        ]
        func list(_ steps: [RateLimitSettings.Step]) -> JSONValue {
            .array(
                steps.sorted { $0.containerSize < $1.containerSize }.map {
                    .array([number($0.containerSize), .number($0.rate)])
                })
        }
        let rates = settings.rateLimits
        sections["ratelimit"] = [
            "account_ratelimit": .number(rates.accountRate),
            "max_sleep_time_seconds": .number(rates.longestDelay / .seconds(1)),
            "container_ratelimits": list(rates.containerSteps),
            "container_listing_ratelimits": list(rates.listingSteps),
        ]
        if settings.readOnly.isEverywhere { sections["read_only"] = [:] }
        if let names = settings.nameCheck {
            sections["name_check"] = [
                "forbidden_chars": .string(names.forbiddenCharacters),
                "maximum_length": number(names.lengthLimitBytes),
                "forbidden_regexp": .string(names.forbiddenPattern),
            ]
        }
        sections["container_quotas"] = [:]
        sections["account_quotas"] = [:]
        sections["bulk_upload"] = [
            "max_containers_per_extraction": number(settings.bulk.containerLimit),
            "max_failed_extractions": number(settings.bulk.failedExtractionLimit),
        ]
        sections["bulk_delete"] = [
            "max_deletes_per_request": number(settings.bulk.deletionLimit),
            "max_failed_deletes": number(settings.bulk.failedDeletionLimit),
        ]
        if store.versioning.allowsObjectVersioning { sections["object_versioning"] = [:] }
        if store.versioning.allowsArchives {
            let fields = ["x-versions-location", "x-history-location"]
            sections["versioned_writes"] = [
                "allowed_flags": .array(fields.map(JSONValue.string))
            ]
        }
        if let urls = settings.temporaryURLs {
            func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
            sections["tempurl"] = [
                "methods": list(urls.methods),
                "incoming_remove_headers": list(urls.removedFromRequests.texts),
                "incoming_allow_headers": list(urls.keptInRequests.texts),
                "outgoing_remove_headers": list(urls.removedFromResponses.texts),
                "outgoing_allow_headers": list(urls.keptInResponses.texts),
                "allowed_digests": list(urls.functions.map(\.rawValue).sorted()),
            ]
        }
        if let forms = settings.forms {
            let functions = forms.functions.map(\.rawValue).sorted()
            sections["formpost"] = ["allowed_digests": .array(functions.map(JSONValue.string))]
        }
        if let realms = settings.containerSync {
            sections["container_sync"] = Self.info(of: realms)
        }
        if settings.staticWeb != nil { sections["staticweb"] = [:] }
        if let remap = settings.domainRemap {
            sections["domain_remap"] = [
                "default_reseller_prefix": remap.standardPrefix.map(JSONValue.string) ?? .null
            ]
        }
        if settings.crossDomainPolicy != nil { sections["crossdomain"] = [:] }
        if let quoting = settings.etagQuoting {
            sections["etag_quoter"] = ["enable_by_default": .boolean(quoting.isUsual)]
        }
        sections.merge(settings.infoSections) { _, further in further }
        for hidden in settings.hiddenInfoSections {
            let parts = hidden.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2 {
                sections[parts[0]]?[parts[1]] = nil
            } else {
                sections[hidden] = nil
            }
        }
        if isAdministrator {
            let hidden = settings.hiddenInfoSections.map(JSONValue.string)
            sections["admin"] = settings.administratorSections.mapValues(JSONValue.object)
            sections["admin"]?["disallowed_sections"] = .array(hidden)
        }
        return InfoDocument(sections: sections)
    }
}
