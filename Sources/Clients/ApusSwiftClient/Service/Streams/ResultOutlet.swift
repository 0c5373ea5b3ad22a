// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whose turn it is, when results are to come in the order of what was asked.
final class Turns: Sendable {
    private struct State {
        var current: UInt64 = 0
        var done: Set<UInt64> = []
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    func isTurn(of number: UInt64) -> Bool { state.withLock { $0.current == number } }

    /// Waits until all before have finished.
    func wait(for number: UInt64) async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.current < number, !Task.isCancelled else { return false }
                    state.waiters[number] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
        try Task.checkCancellation()
    }

    func finish(_ number: UInt64) {
        let next = state.withLock { state in
            state.done.insert(number)
            while state.done.remove(state.current) != nil { state.current += 1 }
            return state.waiters.removeValue(forKey: state.current)
        }
        next?.resume()
    }
}

/// Where one job puts its results: at once, or when its turn has come.
///
/// What is put before the turn is kept here rather than waited for, so that a job never holds
/// anything while it waits for another one.
final class ResultOutlet<Element: Sendable>: Sendable {
    private let channel: ResultChannel<Element>
    private let turn: (turns: Turns, number: UInt64)?
    private let kept = Mutex<[Element]>([])

    init(_ channel: ResultChannel<Element>, turn: (turns: Turns, number: UInt64)? = nil) {
        self.channel = channel
        self.turn = turn
    }

    func send(_ element: Element) async throws {
        if let turn, !turn.turns.isTurn(of: turn.number) {
            return kept.withLock { $0.append(element) }
        }
        try await sendKept()
        try await channel.send(element)
    }

    /// The job is done: its results go before those of later ones.
    func finish() async throws {
        guard let turn else { return }
        defer { turn.turns.finish(turn.number) }
        try await turn.turns.wait(for: turn.number)
        try await sendKept()
    }

    private func sendKept() async throws {
        let waiting = kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
        for element in waiting { try await channel.send(element) }
    }
}

/// Runs a job for each item, as `forEachConcurrently`, and lets it put results into the channel.
///
/// - Parameter isOrdered: whether the results of one item come before those of the next.
func forEachItem<Item: Sendable, Element: Sendable>(
    limit: Int, isOrdered: Bool, into channel: ResultChannel<Element>,
    next: () async throws -> Item?,
    _ job: @escaping @Sendable (Item, ResultOutlet<Element>) async throws -> Void
) async throws {
    let turns = isOrdered ? Turns() : nil
    var number: UInt64 = 0
    try await forEachConcurrently(
        limit: limit,
        next: { () -> (Item, ResultOutlet<Element>)? in
            guard let item = try await next() else { return nil }
            defer { number += 1 }
            return (item, ResultOutlet(channel, turn: turns.map { ($0, number) }))
        }
    ) { item, outlet in
        try await job(item, outlet)
        try await outlet.finish()
    }
}
