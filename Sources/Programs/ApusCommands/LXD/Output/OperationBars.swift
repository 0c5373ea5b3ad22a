// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient
import Synchronization

/// The lines that say how far operations are, in the order they were begun.
final class OperationBars: Sendable {
    private let lines = Mutex<[(label: String, text: String)]>([])

    /// Changes one line, nil takes it away.
    ///
    /// - Returns: all lines, nil for none.
    func set(_ label: String, _ text: String?) -> String? {
        lines.withLock { lines in
            let place = lines.firstIndex { $0.label == label }
            switch (place, text) {
            case (let place?, let text?): lines[place].text = text
            case (let place?, nil): lines.remove(at: place)
            case (nil, let text?): lines.append((label, text))
            case (nil, nil): break
            }
            guard !lines.isEmpty else { return nil }
            return lines.suffix(8).map(\.text).joined(separator: "\n")
        }
    }
}

extension LXDContext {
    /// Whether lines about what goes on are wanted: on a terminal alone.
    var showsProgress: Bool {
        verbosity > 0 && !arguments[GlobalOptions.noProgress] && Terminal.isTerminal(2)
    }

    /// Shows a line about what goes on; nil takes it away.
    func showBar(_ label: String, _ text: String?) async {
        guard showsProgress else { return }
        let columns = Terminal.columns(2) ?? 80
        let line = text.map { ProgressBar.shortened("\(label): \($0)", to: max(1, columns - 1)) }
        await output.showBar(bars.set(label, line))
    }

    /// Waits for the end of an operation, and tells on a terminal how it goes.
    @discardableResult
    func finish(_ running: RunningOperation, _ label: String) async throws -> Operation {
        guard showsProgress else { return try await running.wait() }
        let words = running.operation.description ?? "working"
        do {
            let ended = try await withThrowingTaskGroup(of: Operation?.self) { group in
                group.addTask { try await running.wait() }
                group.addTask {
                    try await Task.sleep(for: .milliseconds(300))
                    await showBar(label, words)
                    // How it ends is told by the other task.
                    do {
                        for try await operation in running.progress() {
                            let texts = operation.progressTexts
                            await showBar(
                                label, texts.isEmpty ? words : texts.joined(separator: " "))
                        }
                    } catch {}
                    return nil
                }
                while let result = try await group.next() {
                    if let result {
                        group.cancelAll()
                        return result
                    }
                }
                throw CancellationError()
            }
            await showBar(label, nil)
            return ended
        } catch {
            await showBar(label, nil)
            throw error
        }
    }

    /// Asks for something to be done, waits until it is, and tells how it goes.
    ///
    /// - Returns: the operation as it ended; nil where all was done at once.
    @discardableResult
    func perform(
        _ lxd: LXD, _ method: Method, _ address: some ResourceAddress,
        _ document: JSONValue? = nil, headers: Headers = [:], label: String
    ) async throws -> Operation? {
        let answer: RawAnswer =
            switch method {
            case .put: try await lxd.raw.put(address, document ?? [:], headers: headers)
            case .patch: try await lxd.raw.patch(address, document ?? [:], headers: headers)
            case .delete: try await lxd.raw.delete(address, document, headers: headers)
            default: try await lxd.raw.post(address, document ?? [:], headers: headers)
            }
        guard let running = try await answer.operation() else { return nil }
        return try await finish(running, label)
    }

    /// How many instances are worked on at once.
    private static var concurrency: Int { 8 }

    /// Does something with each of several names, at once; failures are told for each.
    func forEach<Item: Sendable>(
        _ items: [Item], name: @escaping @Sendable (Item) -> String,
        _ body: @escaping @Sendable (Item) async throws -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for (position, item) in items.enumerated() {
                if position >= Self.concurrency { await group.next() }
                group.addTask {
                    do {
                        try await body(item)
                    } catch {
                        await tell(error, of: name(item))
                    }
                }
            }
        }
    }
}
