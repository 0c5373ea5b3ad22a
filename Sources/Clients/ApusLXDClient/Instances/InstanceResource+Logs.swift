// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

// Logs, and what the image says of the instance.
extension InstanceResource {
    private func names(below segments: String...) async throws -> [String] {
        let url = url.appending(segments)
        return (try await lxd.read(url).elements ?? []).compactMap { element in
            element.text.map { ResourceURL($0)?.segments.last ?? $0 }
        }.sorted()
    }

    /// The names of its log files.
    ///
    /// - Throws: `LXDError`.
    public func logs() async throws -> [String] { try await names(below: "logs") }

    /// A log file.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func log(_ name: String) async throws -> BodyReader {
        try await lxd.stream(url.appending("logs", name)).reader
    }

    /// The names of the files that commands with recorded output have written.
    ///
    /// - Throws: `LXDError`.
    public func execOutputs() async throws -> [String] {
        guard try await lxd.hasExtension("instances_logs_exec_output") else {
            // Older servers keep them among the logs.
            return try await logs().filter { $0.hasPrefix("exec_") }
        }
        return try await names(below: "logs", "exec-output")
    }

    private func execOutputURL(_ name: String) async throws -> ResourceURL {
        try await lxd.hasExtension("instances_logs_exec_output")
            ? url.appending("logs", "exec-output", name) : url.appending("logs", name)
    }

    /// What a command with recorded output has written.
    ///
    /// - Parameter name: of `execOutputs()`, or the last part of what `exec` answers with.
    /// - Throws: `LXDError` with `.notFound`.
    public func execOutput(_ name: String) async throws -> BodyReader {
        try await lxd.stream(try await execOutputURL(name)).reader
    }

    /// Deletes what a command has written.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func deleteExecOutput(_ name: String) async throws {
        try await lxd.perform(.delete, try await execOutputURL(name))
    }

    // MARK: Metadata and templates

    /// What its image says of it; changed ones are saved by `lxd.save`.
    ///
    /// - Throws: `LXDError`.
    public func metadata() async throws -> InstanceMetadata {
        try await lxd.get(at: url.appending("metadata"))
    }

    /// The names of its templates.
    ///
    /// - Throws: `LXDError`.
    public func templates() async throws -> [String] {
        (try await lxd.read(url.appending("metadata", "templates")).elements ?? [])
            .compactMap { ResourceURL($0.text ?? "")?.parameter("path") ?? $0.text }.sorted()
    }

    private func templateURL(_ name: String) -> ResourceURL {
        url.appending("metadata", "templates").with("path", name)
    }

    /// A template's text.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func template(_ name: String) async throws -> BodyReader {
        try await lxd.stream(templateURL(name)).reader
    }

    /// Makes or replaces a template.
    ///
    /// - Throws: `LXDError`, or what the body throws.
    public func setTemplate(_ name: String, _ text: BodyReader) async throws {
        let response = try await lxd.send(
            .post, templateURL(name), headers: ["Content-Type": "application/octet-stream"],
            body: text)
        _ = try await lxd.answer(to: response, at: templateURL(name))
    }

    /// Deletes a template.
    ///
    /// - Throws: `LXDError` with `.notFound`.
    public func deleteTemplate(_ name: String) async throws {
        try await lxd.perform(.delete, templateURL(name))
    }
}
