// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How a listing is written.
public enum ListingFormat: Hashable, Sendable, CaseIterable {
    case plain
    case json
    case xml

    /// The media type, without parameters.
    public var mediaType: String {
        switch self {
        case .plain: "text/plain"
        case .json: "application/json"
        case .xml: "application/xml"
        }
    }
}
