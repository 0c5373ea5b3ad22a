// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage

/// What `apusd-build-backend` looks for: the group that the shared library offers.
public let backendGroup = MirrorBackend.group

/// Keeps everything twice, in two back-ends, and reads from the second what the first cannot read.
///
/// The first decides: it judges guards and says what was replaced; the second does the same
/// changes in the same order. When it cannot, it is left behind, `checkHealth` says so, and
/// nothing more is written until an operator has copied the first over it.
public final class MirrorBackend: Backend {
    /// What configurations call it. Both halves are baselines, in directories of their own.
    public static let group = BackendGroup(
        name: "mirror",
        options: [
            BackendOption(
                "second_path", .text,
                help: "Where the second half is, on another disk; beside the first if absent.")
        ]
    ) { context in
        guard let directory = context.directory else {
            throw StorageError(.unavailable, "a mirror needs a directory")
        }
        let second = context.options.text("second_path") ?? directory + "/second"
        let first = try await context.baseline(in: directory + "/first")
        do {
            return MirrorBackend(first, try await context.baseline(in: second))
        } catch {
            await first.shutdown()
            throw error
        }
    }

    public let name = "mirror"

    let first: any Backend
    let second: any Backend
    let order = Order()

    /// Mirrors two back-ends that hold the same.
    public init(_ first: any Backend, _ second: any Backend) {
        self.first = first
        self.second = second
    }

    public func account(_ name: AccountName) -> any AccountBroker {
        MirrorAccountBroker(
            halves: Halves(
                first: first.account(name), second: second.account(name), order: order))
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        MirrorContainerBroker(
            halves: Halves(
                first: first.container(address), second: second.container(address), order: order))
    }

    public func checkHealth() async throws(StorageError) {
        try await first.checkHealth()
        try await second.checkHealth()
        try order.check()
    }

    public func shutdown() async {
        await first.shutdown()
        await second.shutdown()
    }
}
