// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusDS3API

/// Metadata as it goes over the wire: escaped as Spectra's Java client does, since servers store it
/// byte for byte.
enum MetadataText {
    static func header(_ key: String) -> String {
        "x-amz-meta-" + PercentEncoding.encode(key.lowercased(), keeping: "!#$&'*-.^_`|")
    }

    static func encode(_ value: String) -> String {
        PercentEncoding.encode(value, keeping: "!#$&'*-.^_`|()<>@,;:\"/\\[]?={}")
    }

    static func decode(_ text: String) -> String { PercentEncoding.decode(text) ?? text }
}

extension DS3.ObjectHead {
    /// The metadata with names and values unescaped, as clients escape them before they send them.
    public var plainMetadata: [String: String] {
        var plain: [String: String] = [:]
        for (key, value) in metadata {
            plain[MetadataText.decode(key)] = MetadataText.decode(value)
        }
        return plain
    }
}
