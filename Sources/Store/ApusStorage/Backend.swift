// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// A storage engine, as a storage policy names it.
///
/// Conforming types pass `ApusBackendConformance`. Nothing here names a database, a path, a
/// connection or a thread pool: those are the engine's own.
public protocol Backend: Sendable {
    /// What the engine is called, in configurations and logs.
    var name: String { get }

    /// The broker of an account: a handle, got without I/O, whether or not the account exists.
    func account(_ name: AccountName) -> any AccountBroker

    /// The broker of a container: a handle, got without I/O, whether or not it exists.
    func container(_ address: ContainerAddress) -> any ContainerBroker

    /// Whether the engine can read and write now; throws with the reason when it cannot.
    func checkHealth() async throws(StorageError)

    /// Finishes what has been begun and releases everything. No call follows.
    func shutdown() async
}

/// What a read says of its future, so that the engine knows what to keep in memory.
public enum CacheHint: Hashable, Sendable {
    /// The engine decides.
    case automatic
    /// It will be read again soon: worth keeping.
    case keep
    /// It is read once: nothing else shall make room for it.
    case drop
}

/// How old an answer may be.
public enum Freshness: Hashable, Sendable {
    /// Everything committed before the call is in the answer.
    case current
    /// A cached answer will do.
    case mayBeStale
}
