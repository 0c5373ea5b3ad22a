// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Takes the bytes of a body; never makes anything visible.
public protocol ObjectWriter: Sendable {
    /// Adds bytes; returns once the engine has taken them, so a slow disk slows the caller.
    func write(_ bytes: Bytes) async throws(StorageError)

    /// Ends the body. A large one is durable then; a small one may wait for the commit.
    func seal() async throws(StorageError) -> any StagedBody

    /// Throws the body away. Never throws, ignores cancellation, harmless after a commit.
    func abandon() async
}

/// A sealed body that no row refers to yet. Opaque to all but the engine that made it.
public protocol StagedBody: Sendable {
    /// How many bytes were written.
    var sizeBytes: UInt64 { get }
}
