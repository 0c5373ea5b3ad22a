// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
package import ApusModel
import ApusStorage
import Synchronization

/// Which objects expire when, ordered by the moment: rows of a reserved account, in a container
/// for every day.
///
/// A row is put before the object it stands for is committed, and goes after that has gone. So a
/// crash leaves at worst a row too many, and a row means nothing until it was compared with its
/// object. Changing or removing an expiry leaves the old row, which is found stale when it is due.
///
/// Source: OpenStack Swift, `obj/expirer.py`, which keeps the same queue in the same account.
package struct ExpiryQueue: Sendable {
    /// A row of the queue.
    package struct Entry: Sendable {
        /// The second since 1970 from which on the object is gone for readers.
        package let second: UInt64
        package let object: ObjectAddress
        let key: ObjectKey
        let container: ContainerAddress
        let queuedAt: Timestamp
    }

    /// The seconds that share a container.
    private static let secondsPerContainer: UInt64 = 86_400
    /// What rows say in their listings, so that a page of them needs no look at the rows.
    private enum Field {
        static let account = "account"
        static let container = "container"
        static let object = "object"
    }

    private let backend: any Backend
    private let policy: PolicyIndex
    private let clock: StoreClock
    private let underway = Underway()

    /// - Parameter policies: the first back-end has the queue.
    init(_ policies: StoragePolicies, clock: StoreClock) {
        backend = policies.backends[0]
        policy = (policies.all.first { $0.backendNumber == 0 } ?? policies.standard).index
        self.clock = clock
    }

    // MARK: Putting

    /// Commits a row of an object, which is queued first when it expires.
    func committing<Answer>(
        _ object: ObjectAddress, expiringAt second: UInt64?,
        _ commit: () async throws -> Answer
    ) async throws -> Answer {
        guard let second else { return try await commit() }
        let key = try Self.key(object, second)
        // Until the commit is done, the row has no object and must not be taken for stale.
        underway.begin(key.name)
        defer { underway.end(key.name) }
        try await add(object, second)
        return try await commit()
    }

    /// Puts a row for an object that expires.
    package func add(_ object: ObjectAddress, _ second: UInt64) async throws {
        let container = backend.container(try Self.container(of: second))
        let key = try Self.key(object, second)
        let writer = try await staging(in: container)
        do {
            let body = try await writer.seal()
            let row = ObjectRow(
                createdAt: clock.tick(), sizeBytes: 0, etag: "d41d8cd98f00b204e9800998ecf8427e",
                contentType: "text/plain;version=expiring_objects",
                listing: [
                    Field.account: object.container.account.text,
                    Field.container: object.container.container.text,
                    Field.object: object.object.text,
                ])
            let change = ObjectChange(key, .put(row, body))
            do {
                _ = try await container.commit([change])
            } catch {
                guard error.isAbsence else { throw error }
                try await create(try Self.container(of: second))
                _ = try await container.commit([change])
            }
        } catch {
            await writer.abandon()
            throw error
        }
    }

    private func staging(
        in container: any ContainerBroker
    ) async throws(StorageError) -> any ObjectWriter {
        try await container.stage(sizeBytes: 0)
    }

    private func create(_ address: ContainerAddress) async throws(StorageError) {
        _ = try await backend.account(address.account).create(at: clock.tick(), metadata: [:])
        _ = try await backend.container(address).create(
            ContainerRecord(createdAt: clock.tick(), defaultPolicy: policy))
    }

    // MARK: Finding

    /// The containers that may have rows that are due, oldest first.
    package func dueContainers() async throws -> [ContainerAddress] {
        let account = AccountName.expiringObjects
        let limit = Self.digits(clock.now().seconds + 1)
        var containers: [ContainerAddress] = []
        var marker: String?
        while true {
            let page: AccountPage
            do {
                page = try await backend.account(account).list(
                    ListingQuery(limit: 1000, marker: marker, endMarker: limit))
            } catch {
                guard error.isAbsence else { throw error }
                return []
            }
            guard let last = page.entries.last else { return containers }
            for entry in page.entries {
                containers.append(ContainerAddress(account, try ContainerName(entry.name)))
            }
            marker = last.name
        }
    }

    /// Rows of a container that are due, oldest first; none when there are no more.
    package func due(
        in container: ContainerAddress, after last: Entry? = nil, limit: Int = 1000
    ) async throws -> [Entry] {
        let page: ListingPage
        do {
            page = try await backend.container(container).list(
                ListingQuery(
                    limit: limit, marker: last?.key.name.text,
                    endMarker: Self.digits(clock.now().seconds + 1)))
        } catch {
            guard error.isAbsence else { throw error }
            return []
        }
        return page.entries.compactMap { entry in
            guard case .object(let object) = entry else { return nil }
            return Entry(object, in: container)
        }
    }

    /// Whether an object is being stored that the row stands for.
    func isUnderway(_ entry: Entry) -> Bool { underway.contains(entry.key.name) }

    /// Takes a row away, unless it was put again since it was read.
    func remove(_ entry: Entry) async throws {
        do {
            _ = try await backend.container(entry.container).commit([
                ObjectChange(
                    entry.key, requires: .row(modifiedAt: entry.queuedAt),
                    .remove(at: clock.tick()))
            ])
        } catch {
            if error.isAbsence { return }
            guard case .guardFailed = error.reason else { throw error }
        }
    }

    /// Removes a container without rows whose day is over.
    package func removeIfEmpty(_ container: ContainerAddress) async throws {
        guard let start = UInt64(container.container.text),
            start + Self.secondsPerContainer <= clock.now().seconds
        else { return }
        do {
            try await backend.container(container).delete(at: clock.tick())
        } catch {
            guard error.isAbsence || error.reason == .notEmpty else { throw error }
        }
    }

    // MARK: Names

    private static func container(of second: UInt64) throws(NameError) -> ContainerAddress {
        let day = second / secondsPerContainer * secondsPerContainer
        return ContainerAddress(.expiringObjects, try ContainerName(digits(day)))
    }

    /// The moment, then a digest: an address itself may be longer than a name.
    private static func key(
        _ object: ObjectAddress, _ second: UInt64
    ) throws(NameError) -> ObjectKey {
        let digest = Hexadecimal.encode(Digest.of(Bytes("\(object)"), .sha256))
        return ObjectKey(try ObjectName("\(digits(second))-\(digest)"))
    }

    private static func digits(_ second: UInt64) -> String {
        let text = String(second)
        return String(repeating: "0", count: max(0, 10 - text.utf8.count)) + text
    }

    /// The objects that are being stored with an expiry: how many times, by the row's name.
    private final class Underway: Sendable {
        private let counts = Mutex<[ObjectName: Int]>([:])

        func begin(_ name: ObjectName) {
            counts.withLock { $0[name, default: 0] += 1 }
        }

        func end(_ name: ObjectName) {
            counts.withLock { counts in
                let count = counts[name, default: 1] - 1
                counts[name] = count == 0 ? nil : count
            }
        }

        func contains(_ name: ObjectName) -> Bool {
            counts.withLock { $0[name] != nil }
        }
    }
}

extension ExpiryQueue.Entry {
    /// Reads a row; nil for one that is not of the queue.
    fileprivate init?(_ listing: ObjectListing, in container: ContainerAddress) {
        guard let second = UInt64(listing.name.prefix(10)),
            let account = listing.extras["account"].flatMap({ try? AccountName($0) }),
            let name = listing.extras["container"].flatMap({ try? ContainerName($0) }),
            let object = listing.extras["object"].flatMap({ try? ObjectName($0) }),
            let key = try? ObjectName(listing.name)
        else { return nil }
        self.second = second
        self.object = ObjectAddress(ContainerAddress(account, name), object)
        self.key = ObjectKey(key)
        self.container = container
        queuedAt = listing.modifiedAt
    }
}
