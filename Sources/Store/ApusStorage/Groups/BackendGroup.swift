// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A back-end under a name that configurations use: `backend = NAME`, or `engine = NAME` in a
/// section `[backend:...]`.
///
/// A group supplies account brokers, container brokers and object files. What it leaves out
/// comes from the baseline: see `init(name:options:parts:)`. A group that supplies everything
/// opens a `Backend` of its own.
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

    /// The same section for an engine within this one, in a directory of its own.
    ///
    /// - Parameter directory: within the context's own.
    public func within(_ directory: String) -> BackendContext {
        BackendContext(
            name: name, directory: directory, options: options, openBaseline: openBaseline)
    }
}
