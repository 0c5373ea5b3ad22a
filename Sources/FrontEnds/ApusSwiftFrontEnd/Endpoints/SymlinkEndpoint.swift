// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore

/// Symlinks as header fields.
enum SymlinkFields {
    /// `/v1/AUTH_test/container/object`.
    static func path(_ address: ObjectAddress) -> String {
        if let version = address.version {
            return path(version.object) + "?version-id=\(VersionID.stored(version.id))"
        }
        return "/v1" + PercentEncoding.encode("\(address)")
    }

    /// Adds what a symlink that was not followed says of itself.
    static func append(_ target: SymlinkTarget?, to headers: inout Headers) {
        guard let target else { return }
        var address = target.address
        var query = ""
        if let version = address.version {
            address = version.object
            query = "?version-id=\(VersionID.stored(version.id))"
        }
        let path = "\(address.container.container)/\(address.object)"
        headers["X-Symlink-Target"] = PercentEncoding.encode(path) + query
        if target.namesAccount {
            headers["X-Symlink-Target-Account"] = PercentEncoding.encode(
                address.container.account.text)
        }
        headers["X-Symlink-Target-Etag"] = target.etag
        headers["X-Symlink-Target-Bytes"] = target.sizeBytes.map { String($0) }
    }

    /// What a POST to a symlink is told: only the link was changed.
    static func redirection(to target: SymlinkTarget) -> Refusal {
        var refusal = Refusal(
            307,
            html: "The requested POST was applied to a symlink. POST directly to the target to "
                + "apply requested metadata.",
            headers: ["Location": path(target.address)])
        refusal.headers["X-Symlink-Target-Etag"] = target.etag
        return refusal
    }
}

extension SwiftFrontEnd {
    /// What a symlink that is to be stored leads to.
    ///
    /// - Throws: `Refusal` for a body, and for fields that cannot be read.
    func symlink(
        _ field: String, _ request: SwiftRequest, _ address: ObjectAddress
    ) async throws -> SymlinkTarget {
        let isEmpty =
            if let lengthBytes = try request.bodyLengthBytes() {
                lengthBytes == 0
            } else {
                try await request.message.body.next() == nil
            }
        guard isEmpty else {
            throw Refusal(400, text: "Symlink requests require a zero byte body")
        }
        guard PercentEncoding.decode(field)?.utf8.first != UInt8(ascii: "/") else {
            throw Refusal(
                412,
                text: "X-Symlink-Target header must be of the form "
                    + "<container name>/<object name>")
        }
        let named = request.headers["X-Symlink-Target-Account"]
        let account = try Self.account(named, otherwise: address.container.account)
        let target = try Self.address(field, in: account, name: "X-Symlink-Target")
        let etag = request.headers["X-Symlink-Target-Etag"].map { EntityTag($0).value }
        if let etag, etag.utf8.contains(where: { ";\"\\".utf8.contains($0) }) {
            throw Refusal(400, text: "Bad X-Symlink-Target-Etag format")
        }
        return SymlinkTarget(
            target, namesAccount: named != nil, etag: etag.flatMap { $0.isEmpty ? nil : $0 })
    }
}
