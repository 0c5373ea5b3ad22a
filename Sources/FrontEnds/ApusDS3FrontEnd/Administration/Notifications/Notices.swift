// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import Synchronization

/// Tells those who have registered of what has happened, where the configuration lets it.
///
/// What happens is never held up: notices wait in a queue with an end, and those that find no room
/// count as failures of the registration. A registration keeps how its last notification went.
final class Notices: Sendable {
    private struct Delivery {
        let notice: Notice
        let registration: String
    }

    /// The most that wait to be sent.
    static let queueLimit = 1000
    /// The most that are on their way at once.
    private static let parallel = 8

    private let catalogue: Catalogue
    private let currentWebhooks: Mutex<Webhooks?>
    private let onFailure: @Sendable (any Error) -> Void
    private let deliveries: AsyncStream<Delivery>
    private let queue: AsyncStream<Delivery>.Continuation
    /// How many found no room since a registration was last noted.
    private let dropped = Mutex<[String: Int]>([:])

    /// - Parameter onFailure: told when how it went cannot be noted.
    init(
        _ catalogue: Catalogue, _ webhooks: Webhooks?,
        onFailure: @escaping @Sendable (any Error) -> Void
    ) {
        self.catalogue = catalogue
        currentWebhooks = Mutex(webhooks)
        self.onFailure = onFailure
        (deliveries, queue) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(Self.queueLimit))
    }

    /// Where notifications may go; nil where none are sent. The configuration may change.
    var webhooks: Webhooks? {
        get { currentWebhooks.withLock { $0 } }
        set { currentWebhooks.withLock { $0 = newValue } }
    }

    /// Notes something for all who have registered for it; returns at once.
    func post(_ notice: Notice) {
        guard webhooks != nil else { return }
        let records = catalogue.records
        let wanting = records.filter(notice.kind.type) { registration in
            (registration["JobId"].map { $0 == notice.jobID } ?? true)
                && (registration["BucketId"].map { $0 == notice.bucketID } ?? true)
                && isPermitted(registration, notice)
        }
        for registration in wanting {
            let result = queue.yield(Delivery(notice: notice, registration: registration.id))
            if case .dropped = result {
                dropped.withLock { $0[registration.id, default: 0] += 1 }
            }
        }
    }

    /// Whether somebody may know of it.
    private func isPermitted(_ registration: Record, _ notice: Notice) -> Bool {
        guard let userID = registration["UserId"], let user = catalogue.user(userID) else {
            return false
        }
        return notice.userIDs.contains(userID) || catalogue.isAdministrator(user)
            || (notice.bucketID != nil
                && catalogue.permits(user, .list, bucketID: notice.bucketID))
    }

    /// Takes no more; `send` returns when all that waits is sent.
    func finish() { queue.finish() }

    /// Sends what is posted, until it is cancelled or finished.
    func send() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await delivery in deliveries {
                if running == Self.parallel {
                    await group.next()
                    running -= 1
                }
                group.addTask { await self.send(delivery) }
                running += 1
            }
        }
    }

    private func send(_ delivery: Delivery) async {
        let type = delivery.notice.kind.type
        guard let webhooks,
            let registration = catalogue.records[type, delivery.registration]
        else { return }
        let outcome = await Self.send(delivery.notice, to: registration, webhooks)
        let now = catalogue.now
        let lost = dropped.withLock { $0.removeValue(forKey: delivery.registration) } ?? 0
        do {
            try await catalogue.change { change in
                guard var record = change.records[type, delivery.registration] else { return }
                let before = Int(record["NumberOfFailuresSinceLastSuccess"] ?? "") ?? 0
                record["LastHttpResponseCode"] = outcome.status.map { String($0) }
                record["LastFailure"] = outcome.failure
                record["LastNotification"] = now
                record["NumberOfFailuresSinceLastSuccess"] =
                    outcome.failure == nil ? String(lost) : String(before + lost + 1)
                if outcome.failure == nil,
                    let changes = delivery.notice.payload as? DS3.BucketChangesNotificationPayload
                {
                    record["LastSequenceNumber"] = String(changes.lastProcessedEvent)
                }
                change.put(record)
            }
        } catch {
            onFailure(error)
        }
    }

    // MARK: One notification

    private struct Outcome {
        var status: Int?
        var failure: String?
    }

    private static func send(
        _ notice: Notice, to registration: Record, _ webhooks: Webhooks
    ) async -> Outcome {
        guard let point = EndPoint(registration["NotificationEndPoint"] ?? "") else {
            return Outcome(failure: "The end point is no URL of a web server.")
        }
        guard webhooks.allows(point.origin) else {
            return Outcome(failure: "The configuration lets nothing be sent to this host.")
        }
        let text = NoticeText(
            notice, format: registration["Format"] ?? "",
            naming: registration["NamingConvention"] ?? "")
        let method = Method(rawValue: registration["NotificationHttpMethod"] ?? "POST")
        let hasBody = [.post, .put].contains(method)
        var outcome = Outcome()
        var pause = webhooks.pause
        for attempt in 1...max(1, webhooks.tries) {
            do {
                let response = try await webhooks.client.respond(
                    to: Request(
                        method, point.target, origin: point.origin,
                        headers: hasBody ? ["Content-Type": text.contentType] : [:],
                        body: hasBody ? BodyReader(text.body) : .empty))
                let status = response.status.code
                outcome = Outcome(
                    status: status,
                    failure: (200..<300).contains(status)
                        ? nil : "The end point answered \(status).")
                guard status >= 500 || [408, 429].contains(status) else { return outcome }
            } catch is CancellationError {
                return Outcome(failure: "The server was stopped.")
            } catch {
                outcome = Outcome(failure: "The end point could not be reached: \(error)")
            }
            guard attempt < webhooks.tries else { break }
            do {
                try await ContinuousClock().sleep(for: pause)
            } catch {
                break
            }
            pause *= 2
        }
        return outcome
    }
}

/// Where a notification goes: a URL of HTTP, with or without its scheme.
struct EndPoint {
    let origin: Origin
    let target: String

    init?(_ text: String) {
        var rest = text[...]
        var isSecure = false
        if let plain = rest.dropping(prefix: "http://") {
            rest = plain
        } else if let secure = rest.dropping(prefix: "https://") {
            rest = secure
            isSecure = true
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count).prefix(upTo: "#")
        guard let origin = Origin(isSecure: isSecure, authority: authority),
            // What goes over the wire as it is must not end the line that it goes in.
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.origin = origin
        target = path.first == "/" ? String(path) : "/" + path
    }
}
