// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP

/// What a container's header fields add to its row in a long listing.
public struct ContainerDetails: Sendable {
    /// `YYYY-MM-DD HH:MM:SS`, UTC; nil when the server does not tell.
    public let createdText: String?
    /// The name of its storage policy.
    public let policy: String?

    /// Reads header fields of a container.
    public init(_ headers: Headers) {
        policy = headers["X-Storage-Policy"]
        createdText = headers["X-Timestamp"].flatMap { text in
            guard let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e11 else {
                return nil
            }
            let time = CivilTime(secondsSince1970: Int64(seconds.rounded(.down)))
            var writer = ByteWriter(capacity: 19)
            writer.append(dateOf: time)
            writer.append(UInt8(ascii: " "))
            writer.append(timeOfDay: time)
            return writer.finish().text
        }
    }
}

extension AccountListing.Entry {
    /// The row as the server's JSON has it.
    ///
    /// - Parameter details: the container's header fields, shown as `meta`.
    public func document(details: Headers? = nil) -> JSONValue {
        guard case .container(let container) = self else {
            return .object(["subdir": .string(name)])
        }
        var members = container.extras
        members["name"] = .string(container.name)
        members["count"] = .integer(Int64(clamping: container.count))
        members["bytes"] = .integer(Int64(clamping: container.bytes))
        if !container.lastModified.isEmpty {
            members["last_modified"] = .string(container.lastModified)
        }
        if let details {
            var meta: [String: JSONValue] = [:]
            for field in details { meta[field.name.lowercased()] = .string(field.value) }
            members["meta"] = .object(meta)
        }
        return .object(members)
    }
}

extension ContainerListing.Entry {
    /// The row as the server's JSON has it.
    public func document() -> JSONValue {
        guard case .object(let object) = self else { return .object(["subdir": .string(name)]) }
        var members = object.extras
        members["name"] = .string(object.name)
        members["bytes"] = .integer(Int64(clamping: object.bytes))
        members["hash"] = .string(object.hash)
        members["content_type"] = .string(object.contentType)
        members["last_modified"] = .string(object.lastModified)
        if let version = object.versionID { members["version_id"] = .string(version) }
        if let isLatest = object.isLatest { members["is_latest"] = .boolean(isLatest) }
        return .object(members)
    }
}
