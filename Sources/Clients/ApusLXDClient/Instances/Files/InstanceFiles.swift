// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusHTTPClient
public import ApusIO
import ApusLXDAPI

/// The files within an instance, which need not run.
public struct InstanceFiles: Sendable {
    let instance: InstanceResource
    var lxd: LXD { instance.lxd }

    private func url(_ path: String) throws(LXDError) -> ResourceURL {
        guard path.first == "/", !path.utf8.contains(0) else {
            throw LXDError(
                .badName, "A path within an instance begins with /: \(path)", url: instance.url)
        }
        return instance.url.appending("files").with("path", path)
    }

    // MARK: Reading

    /// A file's bytes as a stream, or the names in a directory. Links are told, not followed.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func get(_ path: String) async throws -> InstanceFile {
        let url = try url(path)
        let response = try await lxd.stream(url)
        guard response.headers[lxd: "type"] == "directory" else {
            return InstanceFile(response.headers, body: response.reader, entries: [])
        }
        let names = try await lxd.answer(to: response, at: url).metadata.elements ?? []
        return InstanceFile(
            response.headers, body: .empty, entries: names.compactMap(\.text).sorted())
    }

    /// What is at a path, without its bytes; nil when nothing is.
    ///
    /// - Throws: `LXDError` for every other failure.
    public func info(_ path: String) async throws -> InstanceFile? {
        let url = try url(path)
        let response = try await lxd.send(.head, url)
        if response.status.code == 404 { return nil }
        guard response.status.isSuccess else {
            throw LXDError(status: response.status.code, response.status.reason, url: url)
        }
        return InstanceFile(response.headers, body: .empty, entries: [])
    }

    // MARK: Writing

    /// Writes a file, replacing what is there or, appending, after it.
    ///
    /// - Throws: `LXDError`, or what the body throws.
    public func put(
        _ path: String, _ body: BodyReader,
        attributes: InstanceFileAttributes = InstanceFileAttributes(), isAppending: Bool = false
    ) async throws {
        var headers = attributes.headers(.file)
        headers[lxd: "write"] = isAppending ? "append" : "overwrite"
        try await post(path, headers, body)
    }

    /// Makes a directory; one that is there stays.
    ///
    /// - Throws: `LXDError`.
    public func makeDirectory(
        _ path: String, attributes: InstanceFileAttributes = InstanceFileAttributes()
    ) async throws {
        try await post(path, attributes.headers(.directory), .empty)
    }

    /// Makes a symbolic link.
    ///
    /// - Throws: `LXDError`.
    public func makeSymlink(
        _ path: String, to target: String,
        attributes: InstanceFileAttributes = InstanceFileAttributes()
    ) async throws {
        try await post(path, attributes.headers(.symlink), BodyReader(Bytes(target)))
    }

    private func post(_ path: String, _ headers: Headers, _ body: BodyReader) async throws {
        let url = try url(path)
        let response = try await lxd.send(.post, url, headers: headers, body: body)
        _ = try await lxd.answer(to: response, at: url)
    }

    /// Deletes a file, a link or an empty directory.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func delete(_ path: String) async throws {
        _ = try await lxd.ask(.delete, try url(path))
    }

    /// Deletes a directory with all that is in it, or a file.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func deleteTree(_ path: String) async throws {
        guard let top = try await info(path) else {
            throw LXDError(.notFound, "There is no \(path)", url: try url(path))
        }
        guard top.kind == .directory else { return try await delete(path) }
        for name in try await get(path).entries {
            guard Self.isName(name) else {
                throw LXDError(.badAnswer, "That is no name in a directory: \(name)")
            }
            try await deleteTree(Self.path(path, name))
        }
        try await delete(path)
    }

    /// Whether a server's word may be part of a path here.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && !name.utf8.contains(UInt8(ascii: "/")) && !name.utf8.contains(0)
    }

    static func path(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }
}

extension InstanceResource {
    /// A connection on which the server speaks SFTP (version 3), for programs that bring a client
    /// of it.
    ///
    /// - Throws: `LXDError`.
    public func sftp() async throws -> UpgradedStream {
        try await lxd.upgrade(url.appending("sftp"), to: "sftp")
    }

    /// The files within it.
    public var files: InstanceFiles { InstanceFiles(instance: self) }
}
