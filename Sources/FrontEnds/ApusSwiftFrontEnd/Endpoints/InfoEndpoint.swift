// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusObjectStore
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// `/info`: what this server can do. Open to everybody.
    func info(_ request: Request) -> Response {
        switch request.method {
        case .get, .head:
            guard settings.exposesInfo else { return Refusal(403).response }
            let query = RequestQuery(ofTarget: request.target)
            // The administrator's view is not offered: no key is configured.
            if query["swiftinfo_sig"] != nil || query["swiftinfo_expires"] != nil {
                return Refusal(403).response
            }
            var headers: Headers = ["Content-Type": "application/json; charset=UTF-8"]
            if let origin = request.headers["Origin"] {
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = "x-trans-id"
            }
            return Response(.ok, headers: headers, body: .bytes(infoDocument.encoded))
        case .options:
            return Response(.ok, headers: ["Allow": "HEAD, GET, OPTIONS"])
        default:
            return notAllowed([.get, .head, .options]).response
        }
    }

    private var infoDocument: InfoDocument {
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
                "account_autocreate": .boolean(true),
                "allow_open_expired": .boolean(settings.allowsOpenExpired),
                "policies": .array(policies),
                "max_file_size": number(limits.fileSizeLimitBytes),
                "max_meta_name_length": number(limits.metadataNameLimitBytes),
                "max_meta_value_length": number(limits.metadataValueLimitBytes),
                "max_meta_count": number(limits.metadataCountLimit),
                "max_meta_overall_size": number(limits.metadataTotalLimitBytes),
                "max_header_size": number(limits.headerValueLimitBytes),
                "max_object_name_length": number(limits.objectNameLimitBytes),
                "max_container_name_length": number(limits.containerNameLimitBytes),
                "max_account_name_length": number(limits.accountNameLimitBytes),
                "container_listing_limit": number(limits.containerListingLimit),
                "account_listing_limit": number(limits.accountListingLimit),
                "extra_header_count": .integer(0),
            ],
            "slo": [
                "max_manifest_segments": number(limits.manifestSegmentLimit),
                "max_manifest_size": number(limits.manifestSizeLimitBytes),
                "yield_frequency": .integer(10),
                "min_segment_size": .integer(1),
                "allow_async_delete": .boolean(false),
            ],
        ]
        sections.merge(settings.infoSections) { _, further in further }
        return InfoDocument(sections: sections)
    }
}
