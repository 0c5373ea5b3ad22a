// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The path of a container or an object under its account, percent-encoded.
enum ResourcePath {
    /// `/container` or `/container/object`, ready for a URL.
    ///
    /// A part that is `.` or `..` is written `%2E` and `%2E%2E`, because a URL layer that
    /// normalises paths would otherwise reach another container.
    ///
    /// - Throws: `ClientError` with `.badName`: an empty name would address the container or the
    ///   account instead, and a container with `/` an object.
    static func encode(container: String, object: String? = nil) throws -> String {
        guard !container.isEmpty, !container.utf8.contains(UInt8(ascii: "/")) else {
            throw ClientError(
                .badName, "Container names must be non-empty and must not contain '/'")
        }
        var path = "/" + encode(container)
        if let object {
            guard !object.isEmpty else {
                throw ClientError(.badName, "Object names must be specified as non-empty strings")
            }
            path += "/" + encode(object)
        }
        return path
    }

    /// Percent-encodes a name, keeping its slashes.
    static func encode(_ name: String) -> String {
        let encoded = PercentEncoding.encode(name)
        guard encoded.utf8.contains(UInt8(ascii: ".")) else { return encoded }
        return encoded.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0 == "." ? "%2E" : $0 == ".." ? "%2E%2E" : $0 }
            .joined(separator: "/")
    }
}
