// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
public import ApusLXDAPI

/// What happens at a server, as it happens.
///
/// Each iteration listens by a connection of its own, from its first `next()` on. A connection that
/// is lost is made anew, with growing pauses; what happened in between is lost, and a `.gap` stands
/// for it, once the server is listened to again. Whoever keeps a picture of the server's state by
/// its events reads that state anew at a gap.
///
/// Handles that are held are brought up to date before an event about their resource, or a gap, is
/// handed out. An iterator that is not asked for a long time makes the server drop the connection,
/// which is a gap too.
public struct Events: AsyncSequence, Sendable {
    /// What one hears.
    public enum Element: Sendable {
        /// Something happened.
        case event(Event)
        /// The connection was lost; whatever happened since the last event is not known.
        case gap(LXDError)

        /// The event; nil for a gap.
        public var event: Event? {
            if case .event(let event) = self { event } else { nil }
        }
    }

    /// How a lost connection is made anew.
    public struct Reconnection: Hashable, Sendable {
        /// The pause before the first attempt. It doubles from one to the next.
        public var firstPause: Duration = .milliseconds(250)
        /// The longest pause.
        public var longestPause: Duration = .seconds(30)
        /// How many attempts may fail, one after the other; nil for as many as there be.
        public var attempts: Int?

        /// From a quarter of a second to half a minute, for ever.
        public init() {}

        /// Never: the iteration throws when the connection is lost.
        public static let never: Reconnection = {
            var never = Reconnection()
            never.attempts = 0
            return never
        }()
    }

    let lxd: LXD
    let url: ResourceURL
    let reconnection: Reconnection

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Listens. Dropping it ends the connection.
    public struct Iterator: AsyncIteratorProtocol {
        private let events: Events
        private var socket: WebSocket?

        init(_ events: Events) {
            self.events = events
        }

        /// The next event or gap; never nil.
        ///
        /// - Throws: `LXDError` when the first connection cannot be made, when the server refuses a
        ///   later one, or when attempts are used up; `CancellationError`.
        public mutating func next() async throws -> Element? {
            while true {
                guard let socket else {
                    socket = try await events.lxd.webSocket(events.url)
                    continue
                }
                let lost: LXDError
                do throws(LXDError) {
                    let event = try await events.event(from: socket)
                    await events.update(by: event)
                    return .event(event)
                } catch {
                    lost = error
                }
                try Task.checkCancellation()
                self.socket = nil
                self.socket = try await events.listenAgain(after: lost)
                await events.lxd.transport.handles.refreshAll()
                return .gap(lost)
            }
        }
    }

    private func event(from socket: WebSocket) async throws(LXDError) -> Event {
        do {
            guard let message = try await socket.message() else {
                throw LXDError(
                    .connectionLost, "The server has ended the connection", url: url)
            }
            let bytes =
                switch message {
                case .text(let text): Bytes(text)
                case .binary(let bytes): bytes
                }
            guard let event = (try? JSONValue(parsing: bytes)).flatMap(Event.init(json:)) else {
                socket.abandon()
                throw LXDError(.badAnswer, "What came is no event", url: url)
            }
            return event
        } catch let error as LXDError {
            throw error
        } catch {
            throw LXDError(
                .connectionLost, "The connection was lost: \(error)", url: url, cause: error)
        }
    }

    /// - Throws: `LXDError` when there is no use in going on.
    private func listenAgain(after lost: LXDError) async throws -> WebSocket {
        var pause = reconnection.firstPause
        var last = lost
        var attempt = 0
        while attempt < reconnection.attempts ?? .max {
            attempt += 1
            // Not all clients of a server that was restarted at once.
            try await ContinuousClock().sleep(for: pause * Double.random(in: 0.5...1))
            pause = Swift.min(pause * 2, reconnection.longestPause)
            do {
                return try await lxd.webSocket(url)
            } catch let error as LXDError {
                switch error.code {
                case .unreachable, .connectionLost, .timedOut, .badAnswer: last = error
                case _ where (error.status ?? 0) >= 500: last = error
                default: throw error
                }
            }
        }
        throw last
    }

    /// Brings handles up to date.
    private func update(by event: Event) async {
        guard case .lifecycle(let lifecycle) = event.body, let source = event.source else { return }
        let handles = lxd.transport.handles
        if lifecycle.action?.hasSuffix("-deleted") == true {
            handles.publishDeletion(at: source, ticket: handles.nextTicket())
        } else {
            var hasChanged = await handles.refresh(source)
            // Servers tell of some changes shortly before they make them (LXD 5.0 of profiles).
            for pause in [50, 100, 200] where !hasChanged {
                try? await ContinuousClock().sleep(for: .milliseconds(pause))
                hasChanged = await handles.refresh(source)
            }
            // What was renamed is no longer where it was.
            if let old = lifecycle.context["old_name"]?.text {
                let place = source.dropping(1).appending(old).with("project", source.project)
                handles.publishDeletion(at: place, ticket: handles.nextTicket())
            }
        }
    }
}

extension LXD {
    /// Listens to what happens at the server, in the project of this view.
    ///
    /// - Parameters:
    ///   - types: what to hear of; all that the server tells, if there are none.
    ///   - allProjects: whether to hear of all projects, not of this view's alone.
    ///   - reconnection: what to do when the connection is lost.
    public func events(
        _ types: [EventType] = [], allProjects: Bool = false,
        reconnection: Events.Reconnection = Events.Reconnection()
    ) -> Events {
        var address = url.events
        if !types.isEmpty {
            address = address.with("type", types.map(\.rawValue).joined(separator: ","))
        }
        if allProjects { address = address.with("all-projects", "true") }
        return Events(lxd: self, url: address, reconnection: reconnection)
    }
}
