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

/// How old an answer may be.
public enum Freshness: Hashable, Sendable {
    /// Everything committed before the call is in the answer.
    case current
    /// A cached answer will do.
    case mayBeStale
}
