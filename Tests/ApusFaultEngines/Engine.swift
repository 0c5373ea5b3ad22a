// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusFileBackend
import ApusPackedBackend
package import ApusStorage

/// An engine that keeps its data in a directory, as the fault tests see it.
///
/// An engine that joins `all` is put through every one of them.
package struct Engine: Sendable, CustomStringConvertible {
    /// As the configuration calls it.
    package let name: String
    /// Opens a directory, made when it is not there.
    package let open: @Sendable (_ directory: String) async throws -> any Backend
    /// The folder in which every file is a body, where there is one: after a recovery it has as
    /// many as there are objects.
    package let bodies: String?

    package var description: String { name }

    package static let all = [
        Engine(
            name: "file", open: { try await FileBackend.open($0) }, bodies: "bodies"),
        // Its small bodies lie in the index.
        Engine(name: "packed", open: { try await PackedBackend.open($0) }, bodies: nil),
    ]

    /// Those whose process is killed. The archive takes every body out of its cache as soon as a
    /// volume has it, so that each is read from there; its cache is one of the others.
    package static let killed =
        all + [
            Engine(
                name: "archive",
                open: {
                    let directory = $0
                    var options = ArchiveOptions(
                        cacheBytes: 1 << 30, volumeBytes: 4 << 20, delay: .zero)
                    options.highWatermarkPercent = 0
                    options.lowWatermarkPercent = 0
                    let cache = try await PackedBackend.open(directory + "/cache")
                    return try await ArchiveBackend.open(cache, in: directory, options: options)
                }, bodies: nil)
        ]
}
