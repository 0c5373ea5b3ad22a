// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore

/// Metadata as header fields.
enum MetadataFields {
    /// What an object keeps besides `x-object-meta-…`, as OpenStack Swift's object server has it
    /// (`allowed_headers`).
    static let objectFields: Set<String> = [
        "content-disposition", "content-encoding", "content-language", "cache-control", "expires",
        "x-robots-tag", "x-object-manifest",
    ]

    /// What a container keeps besides `x-container-meta-…`.
    static let containerFields: Set<String> = [
        OwnerMetadata.readers, OwnerMetadata.writers, "x-container-sync-key",
        "x-container-sync-to",
    ]

    /// The metadata of an object that a request brings; nothing of it is a removal.
    static func object(_ headers: Headers) -> Metadata {
        var metadata = Metadata()
        for field in headers {
            let name = field.lowercasedName
            if name.startsBytewise(with: "x-object-meta-") || objectFields.contains(name) {
                metadata[name] = field.value
            }
        }
        return metadata
    }

    /// The changes to a container's metadata that a request brings.
    ///
    /// - Throws: `ACLError` when a list cannot be read.
    static func containerChanges(_ headers: Headers) throws -> [String: String?] {
        var changes = changes(headers, prefix: "x-container-meta-", also: containerFields)
        for (name, kind) in [
            (OwnerMetadata.readers, ContainerACL.Kind.read), (OwnerMetadata.writers, .write),
        ] {
            if case .some(.some(let sent)) = changes[name] {
                changes[name] = try ContainerACL(cleaning: sent, kind: kind).text
            }
        }
        return changes
    }

    /// The changes to an account's metadata that a request brings.
    ///
    /// - Throws: `Refusal` when the access control list cannot be read.
    static func accountChanges(_ headers: Headers) throws -> [String: String?] {
        let name = OwnerMetadata.accountAccess
        var changes = changes(headers, prefix: "x-account-meta-", also: [name])
        if case .some(.some(let sent)) = changes[name] {
            do {
                changes[name] = try AccountACL(parsing: sent).text
            } catch {
                throw Refusal(
                    400,
                    text: "X-Account-Access-Control invalid: \(error)\n\nInput: \(sent)\n")
            }
        }
        return changes
    }

    private static func changes(
        _ headers: Headers, prefix: String, also names: Set<String>
    ) -> [String: String?] {
        var changes: [String: String?] = [:]
        for field in headers {
            let name = field.lowercasedName
            guard let rest = name.dropping(prefix: "x-remove-") else { continue }
            let removed = "x-" + rest
            if removed.startsBytewise(with: prefix) || names.contains(removed) {
                changes[removed] = .some(nil)
            }
        }
        // A value wins over a removal.
        for field in headers {
            let name = field.lowercasedName
            guard name.startsBytewise(with: prefix) || names.contains(name) else { continue }
            changes[name] = field.value.isEmpty ? .some(nil) : field.value
        }
        return changes
    }

    /// Adds metadata to a response.
    static func append(_ metadata: Metadata, to headers: inout Headers) {
        for (name, value) in metadata.sorted { headers.append(titled(name), value) }
    }

    /// `X-Object-Meta-Colour` for `x-object-meta-colour`.
    static func titled(_ name: String) -> String {
        var isStart = true
        let bytes = name.utf8.map { byte in
            defer { isStart = byte == UInt8(ascii: "-") }
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            return isStart && isLetter ? byte - 0x20 : byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How messages about a metadata item call it: the prefix in lower case, the rest as a
    /// response would have it.
    static func shown(_ name: String) -> String {
        for prefix in ["x-account-meta-", "x-container-meta-", "x-object-meta-"] {
            if let rest = name.dropping(prefix: prefix) { return prefix + titled(String(rest)) }
        }
        return name
    }

    /// A number of any length; one that is too large is the largest there is.
    private static func wholeNumber(_ text: String) -> Int64? {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        guard !digits.isEmpty,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(text) ?? (text.first == "-" ? .min : .max)
    }

    /// The expiry that a request brings.
    ///
    /// - Throws: `Refusal` when a value is no number.
    static func expiry(_ headers: Headers) throws -> Expiry? {
        if let delay = headers["X-Delete-After"] {
            guard let seconds = wholeNumber(delay) else {
                throw Refusal(400, text: "Non-integer X-Delete-After")
            }
            return .after(seconds)
        }
        if let moment = headers["X-Delete-At"] {
            guard let seconds = wholeNumber(moment) else {
                throw Refusal(400, text: "Non-integer X-Delete-At")
            }
            return .at(seconds)
        }
        return nil
    }
}
