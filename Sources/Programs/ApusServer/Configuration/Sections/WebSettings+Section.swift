// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftFrontEnd

extension StaticWebSettings {
    /// `[filter:staticweb]`.
    init(_ section: inout SectionReader) {
        self.init()
        if let base = section.nonEmptyText("url_base") {
            let rest = base.dropping(prefix: "http://") ?? base.dropping(prefix: "https://")
            let host = rest?.prefix { $0 != "/" } ?? ""
            if host.isEmpty {
                section.complain("url_base", "is a scheme and a host, such as https://example.com")
            }
            // What comes after the host does not count, as with OpenStack Swift.
            baseURL = String(base.dropLast((rest?.count ?? 0) - host.count))
        }
        section.ignore("use", "log_*", "set log_*")
    }
}

extension DomainRemapSettings {
    /// `[filter:domain_remap]`.
    init(_ section: inout SectionReader) {
        self.init()
        let domains = section.list("storage_domain")?.map { domain in
            domain.dropping(prefix: ".").map(String.init) ?? domain
        }
        self.domains = domains ?? self.domains
        if let root = section.text("path_root") {
            pathRoot = root.split(separator: "/").joined(separator: "/")
            if pathRoot.isEmpty { section.complain("path_root", "needs a name") }
        }
        resellerPrefixes = section.list("reseller_prefixes") ?? resellerPrefixes
        standardPrefix = section.nonEmptyText("default_reseller_prefix")
        manglesPaths = section.boolean("mangle_client_paths") ?? manglesPaths
        section.ignore("use", "log_*", "set log_*")
    }
}

extension EtagQuotingSettings {
    /// `[filter:etag-quoter]`.
    init(_ section: inout SectionReader) {
        self.init()
        isUsual = section.boolean("enable_by_default") ?? isUsual
        section.ignore("use", "log_*", "set log_*")
    }
}
