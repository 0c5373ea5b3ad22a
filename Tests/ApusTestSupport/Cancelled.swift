// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Does work in a task that has been cancelled before it begins.
public func cancelled<T: Sendable>(
    _ work: @Sendable @escaping () async throws -> T
) async throws -> T {
    let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await work()
    }
    task.cancel()
    return try await task.value
}
