// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// What a group supplies itself; the rest comes from the baseline.
///
/// Source: "Pluggable Back-ends: Evolving API" (the selectors `account`, `container`, `object`).
public struct BackendParts: Sendable {
    /// Makes account brokers; nil for the baseline's.
    public var account: (@Sendable (AccountName) -> any AccountBroker)?
    /// Makes container brokers, and with them object files; nil for the baseline's.
    public var container: (@Sendable (ContainerAddress) -> any ContainerBroker)?
    /// Where the bytes of objects are, under the baseline's container brokers; nil for the
    /// baseline's own. Not together with `container`, whose brokers open their own.
    public var objectFiles: (any ObjectFiles)?
    /// Whether brokers that the group makes can read and write now; asked beside the baseline.
    public var checkHealth: (@Sendable () async throws(StorageError) -> Void)?
    /// Releases what brokers that the group makes hold, before the baseline is shut down.
    public var shutdown: (@Sendable () async -> Void)?

    /// Names parts; nothing but the baseline when none is given.
    public init(
        account: (@Sendable (AccountName) -> any AccountBroker)? = nil,
        container: (@Sendable (ContainerAddress) -> any ContainerBroker)? = nil,
        objectFiles: (any ObjectFiles)? = nil
    ) {
        self.account = account
        self.container = container
        self.objectFiles = objectFiles
    }
}

extension BackendGroup {
    /// Makes a group that supplies some parts; the baseline, in a directory within the group's,
    /// supplies the others.
    ///
    /// - Parameter parts: is given the baseline too, so that brokers can be made of its brokers.
    public init(
        name: String, options: [BackendOption] = [],
        parts:
            @escaping @Sendable (
                _ context: BackendContext, _ baseline: any Backend
            ) async throws -> BackendParts
    ) {
        self.init(name: name, options: options) { context in
            guard let directory = context.directory else {
                throw StorageError(.unavailable, "the baseline needs a directory")
            }
            let baseline = try await context.baseline(in: directory + "/baseline")
            do {
                return try ComposedBackend.whole(
                    of: try await parts(context, baseline), over: baseline, name: name)
            } catch {
                await baseline.shutdown()
                throw error
            }
        }
    }
}
