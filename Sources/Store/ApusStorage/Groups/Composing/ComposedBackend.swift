// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// A back-end of parts: what is not given comes from another one.
///
/// The parts are answerable for each other. Whoever replaces the account brokers sees to it that
/// they list and count what the container brokers hold, and the other way round; the conformance
/// suite checks the whole.
///
/// Optional abilities are those of no part: a whole that has one says so itself. With other
/// object files only (`BackendParts.objectFiles`) nothing of the baseline is replaced, and its
/// auditing and reclaiming remain.
public struct ComposedBackend: Backend {
    /// What configurations call the whole.
    public let name: String
    private let rest: any Backend
    private let parts: BackendParts

    /// Puts parts together.
    ///
    /// - Parameters:
    ///   - rest: what the other parts come from; it is shut down with the whole.
    ///   - account: makes account brokers; nil for those of `rest`.
    ///   - container: makes container brokers, and so object files; nil for those of `rest`.
    public init(
        name: String, rest: any Backend,
        account: (@Sendable (AccountName) -> any AccountBroker)? = nil,
        container: (@Sendable (ContainerAddress) -> any ContainerBroker)? = nil
    ) {
        self.init(name: name, rest: rest, BackendParts(account: account, container: container))
    }

    private init(name: String, rest: any Backend, _ parts: BackendParts) {
        self.name = name
        self.rest = rest
        self.parts = parts
    }

    /// What parts and a baseline make together.
    ///
    /// - Throws: `.unavailable` for parts that do not go together.
    static func whole(
        of parts: BackendParts, over baseline: any Backend, name: String
    ) throws(StorageError) -> any Backend {
        var rest = baseline
        if let files = parts.objectFiles {
            guard parts.container == nil else {
                throw StorageError(
                    .unavailable, "\(name) has object files, and container brokers of their own")
            }
            guard let baseline = baseline as? any (Auditable & Reclaiming) else {
                throw StorageError(
                    .unavailable, "object files need a baseline that can be walked")
            }
            rest = ObjectFilesBackend(name: name, rest: baseline, files: files)
        }
        let isBare =
            parts.account == nil && parts.container == nil && parts.checkHealth == nil
            && parts.shutdown == nil
        return isBare ? rest : ComposedBackend(name: name, rest: rest, parts)
    }

    /// The broker of an account: the part that was given, or that of `rest`.
    public func account(_ name: AccountName) -> any AccountBroker {
        parts.account?(name) ?? rest.account(name)
    }

    /// The broker of a container: the part that was given, or that of `rest`.
    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        parts.container?(address) ?? rest.container(address)
    }

    /// Whether `rest` and the parts can read and write now.
    public func checkHealth() async throws(StorageError) {
        try await rest.checkHealth()
        try await parts.checkHealth?()
    }

    /// Shuts the parts down, and `rest`.
    public func shutdown() async {
        await parts.shutdown?()
        await rest.shutdown()
    }
}
