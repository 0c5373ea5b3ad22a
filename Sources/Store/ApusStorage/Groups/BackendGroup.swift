// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// A back-end under a name that configurations use: `backend = NAME`, or `engine = NAME` in a
/// section `[backend:...]`.
///
/// A group supplies account brokers, container brokers and object files. What it leaves out
/// comes from the baseline, which its context opens: a group may hand that through whole, wrap
/// it, or replace one part with `ComposedBackend`.
///
/// Source: "Pluggable Back-ends: Evolving API" (groups of `account`, `container` and `object`).
public struct BackendGroup: Sendable {
    /// What configurations call it: small letters, digits and dashes.
    public let name: String
    /// The options it takes, beside those that every back-end has (`path`, `library`).
    public let options: [BackendOption]
    /// Whether what it keeps is there after the process has ended: without, it needs no place.
    public let keepsData: Bool
    /// Opens an engine. Called once for each section that names the group.
    public let open: @Sendable (BackendContext) async throws -> any Backend

    /// Makes a group.
    ///
    /// - Parameter open: throws with a description that an operator understands; the server does
    ///   not start then.
    public init(
        name: String, options: [BackendOption] = [], keepsData: Bool = true,
        open: @escaping @Sendable (BackendContext) async throws -> any Backend
    ) {
        self.name = name
        self.options = options
        self.keepsData = keepsData
        self.open = open
    }
}

/// What a group is given to open an engine with.
public struct BackendContext: Sendable {
    /// The section's name: tells apart two engines of one group.
    public let name: String
    /// A directory of its own, where the engine keeps what it keeps; nil for a group that keeps
    /// nothing. It may not be there yet; what is beside it is not the engine's.
    public let directory: String?
    /// What the section says.
    public let options: BackendOptions
    private let openBaseline: @Sendable (_ directory: String) async throws -> any Backend

    /// Makes a context; a program that loads groups does.
    ///
    /// - Parameter openBaseline: opens the baseline in a directory.
    public init(
        name: String, directory: String?, options: BackendOptions,
        openBaseline: @escaping @Sendable (_ directory: String) async throws -> any Backend
    ) {
        self.name = name
        self.directory = directory
        self.options = options
        self.openBaseline = openBaseline
    }

    /// Opens the baseline: the file back-end, for what the group leaves out.
    ///
    /// - Parameter directory: where it keeps what it keeps; within the context's own directory.
    public func baseline(in directory: String) async throws -> any Backend {
        try await openBaseline(directory)
    }
}

/// A back-end of parts: what is not given comes from another one.
///
/// The parts are answerable for each other. Whoever replaces the account brokers sees to it that
/// they list and count what the container brokers hold, and the other way round; the conformance
/// suite checks the whole.
///
/// Optional abilities are those of no part: a whole that has one says so itself.
public struct ComposedBackend: Backend {
    public let name: String
    private let rest: any Backend
    private let makeAccount: (@Sendable (AccountName) -> any AccountBroker)?
    private let makeContainer: (@Sendable (ContainerAddress) -> any ContainerBroker)?

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
        self.name = name
        self.rest = rest
        makeAccount = account
        makeContainer = container
    }

    public func account(_ name: AccountName) -> any AccountBroker {
        makeAccount?(name) ?? rest.account(name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        makeContainer?(address) ?? rest.container(address)
    }

    public func checkHealth() async throws(StorageError) {
        try await rest.checkHealth()
    }

    public func shutdown() async {
        await rest.shutdown()
    }
}
