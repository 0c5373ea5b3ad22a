// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI
public import Observation
import Synchronization

/// One object for one resource: all who ask a client, or a view of it, for the handle of an
/// address hold the same one, and see the same value in it.
///
/// Every read, write and event that passes through the client updates it. The client does not
/// keep it: it lives as long as somebody holds it.
public final class Handle<Value: Entity>: Observable, AnyHandle {
    private struct State {
        var value: Value?
        var isDeleted = false
        /// When what is known was asked.
        var ticket: UInt64 = 0
        var watchers: [Int: AsyncStream<Value?>.Continuation] = [:]
        var nextWatcher = 0
    }

    /// Where the resource is.
    public let url: ResourceURL
    private let lxd: LXD
    private let state = Mutex(State())
    private let registrar = ObservationRegistrar()

    init(url: ResourceURL, of lxd: LXD) {
        self.url = url
        self.lxd = lxd
    }

    deinit {
        state.withLock { state in
            for watcher in state.watchers.values { watcher.finish() }
        }
    }

    /// The resource as it was last seen; nil before the first read and after its deletion.
    public var value: Value? {
        registrar.access(self, keyPath: \.value)
        return state.withLock { $0.value }
    }

    /// Whether it is known to be gone.
    public var isDeleted: Bool {
        registrar.access(self, keyPath: \.isDeleted)
        return state.withLock { $0.isDeleted }
    }

    /// Reads it again, for all who hold the handle.
    ///
    /// - Throws: `LXDError`.
    @discardableResult
    public func refresh() async throws -> Value {
        try await lxd.get(Value.self, at: url)
    }

    /// The value now, if one is known, and every one that follows; nil for its deletion. Ends
    /// with the task.
    public func values() -> AsyncStream<Value?> {
        AsyncStream(bufferingPolicy: .bufferingNewest(16)) { continuation in
            let number = state.withLock { state in
                let number = state.nextWatcher
                state.nextWatcher += 1
                state.watchers[number] = continuation
                if let value = state.value { continuation.yield(value) }
                return number
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.watchers[number] = nil }
            }
        }
    }

    func receive(_ value: Value, ticket: UInt64) {
        change(ticket: ticket, to: value)
    }

    func receiveDeletion(ticket: UInt64) {
        change(ticket: ticket, to: nil)
    }

    func refreshQuietly() async -> Bool {
        let before = state.withLock { $0.value }
        // Whoever wants to know why asks by `refresh()`; the value stays what it was.
        _ = try? await refresh()
        return state.withLock { $0.value } != before
    }

    private func change(ticket: UInt64, to value: Value?) {
        // Answers may overtake each other: what was asked first must not replace what was asked
        // later.
        let isNews = state.withLock { state in
            guard ticket >= state.ticket else { return false }
            state.ticket = ticket
            return state.value != value || state.isDeleted != (value == nil)
        }
        guard isNews else { return }
        registrar.willSet(self, keyPath: \.value)
        registrar.willSet(self, keyPath: \.isDeleted)
        state.withLock { state in
            guard ticket >= state.ticket else { return }
            state.value = value
            state.isDeleted = value == nil
            for watcher in state.watchers.values { watcher.yield(value) }
        }
        registrar.didSet(self, keyPath: \.isDeleted)
        registrar.didSet(self, keyPath: \.value)
    }
}
