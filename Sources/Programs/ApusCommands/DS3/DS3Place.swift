// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `BUCKET/NAME`, taken apart.
struct DS3Place: Hashable, Sendable {
    let bucket: String
    /// The object, or the beginning of names; empty for the bucket.
    let name: String

    init(_ text: String) throws(Refusal) {
        guard let slash = text.firstIndex(of: "/") else {
            bucket = text
            name = ""
            if text.isEmpty { throw Refusal("'' is no bucket") }
            return
        }
        bucket = String(text[..<slash])
        name = String(text[text.index(after: slash)...])
        guard !bucket.isEmpty else {
            throw Refusal("'\(text)' names no bucket: objects are BUCKET/NAME")
        }
    }

    /// An object.
    static func object(_ text: String) throws(Refusal) -> DS3Place {
        let place = try DS3Place(text)
        guard !place.name.isEmpty else {
            throw Refusal("'\(text)' is a bucket: objects are BUCKET/NAME")
        }
        return place
    }

    /// Objects by the bucket they are in, in their order.
    static func grouped(_ texts: [String]) throws(Refusal) -> [(bucket: String, names: [String])] {
        var groups: [(bucket: String, names: [String])] = []
        for text in texts {
            let place = try object(text)
            if let known = groups.firstIndex(where: { $0.bucket == place.bucket }) {
                groups[known].names.append(place.name)
            } else {
                groups.append((place.bucket, [place.name]))
            }
        }
        return groups
    }
}
