// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension LXD {
    /// How long a failure waits for what is done about it.
    private static let tidyingLimit = Duration.seconds(10)

    /// Takes back what was begun, before a failure is told; whether that can be done is no matter.
    ///
    /// In a cancelled task every request fails at once, and so this is no part of the task.
    static func tidying(_ body: @escaping @Sendable () async throws -> Void) async {
        await Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await body() }
                group.addTask { try? await ContinuousClock().sleep(for: tidyingLimit) }
                await group.next()
                group.cancelAll()
            }
        }.value
    }
}
