// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftAPI
import ApusSwiftFrontEnd

extension TemporaryURLSettings {
    /// `[filter:tempurl]`.
    init(_ section: inout SectionReader) {
        self.init()
        methods = section.list("methods")?.map { $0.uppercased() } ?? methods
        func patterns(_ option: String, _ usual: FieldPatterns) -> FieldPatterns {
            section.list(option).map { FieldPatterns($0) } ?? usual
        }
        removedFromRequests = patterns("incoming_remove_headers", removedFromRequests)
        keptInRequests = patterns("incoming_allow_headers", keptInRequests)
        removedFromResponses = patterns("outgoing_remove_headers", removedFromResponses)
        keptInResponses = patterns("outgoing_allow_headers", keptInResponses)
        functions = section.functions("allowed_digests") ?? functions
        section.ignore("use")
    }
}

extension FormSettings {
    /// `[filter:formpost]`.
    init(_ section: inout SectionReader) {
        self.init()
        functions = section.functions("allowed_digests") ?? functions
        section.ignore("use")
    }
}

extension SectionReader {
    /// Functions that sign; nil when the option is not there.
    fileprivate mutating func functions(
        _ option: String
    ) -> [TemporaryURLSignature.Function]? {
        guard let names = list(option) else { return nil }
        let functions = names.compactMap {
            TemporaryURLSignature.Function(rawValue: $0.lowercased())
        }
        guard functions.count == names.count, !functions.isEmpty else {
            complain(at: nil, "\(option) is some of sha1, sha256 and sha512")
            return nil
        }
        return functions
    }
}
