// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
import ApusStorage

/// Which part of a listing of versions is wanted.
public struct VersionQuery: Hashable, Sendable {
    /// As for objects: names, before and after which it begins and ends.
    public var names: ListingQuery
    /// The version of the marker's name after which it begins; nil begins after all of them.
    public var marker: VersionID?

    public init(_ names: ListingQuery, marker: VersionID? = nil) {
        self.names = names
        self.marker = marker
    }
}

/// One line of a listing of versions.
public enum VersionEntry: Sendable {
    case version(ObjectListing, VersionID, isLatest: Bool)
    case subdirectory(String)

    /// The object's name, or what names were rolled up to.
    var name: String {
        switch self {
        case .version(let listing, _, _): listing.name
        case .subdirectory(let name): name
        }
    }
}

extension ObjectStore {
    /// A container with one page of the versions of its objects: by name, and the latest first.
    ///
    /// A name without a current object has its delete marker for the latest version, if that is
    /// the last thing that was stored.
    public func versions(
        of address: ContainerAddress, _ query: VersionQuery, for caller: Caller
    ) async throws -> (container: ContainerView, entries: [VersionEntry]) {
        let (view, page) = try await objects(of: address, query.names, for: caller)
        // By bytes: Swift has texts equal that differ in the composition of their characters.
        var latest: [Bytes: VersionID] = [:]
        var entries: [VersionEntry] = []
        var directories: Set<Bytes> = []
        for entry in page.entries {
            switch entry {
            case .subdirectory(let name):
                directories.insert(Bytes(name))
                entries.append(.subdirectory(name))
            case .object(let listing):
                if let id = listing.extras[ListingExtra.version].flatMap({ VersionID($0) }) {
                    latest[Bytes(listing.name)] = id
                } else {
                    latest[Bytes(listing.name)] = .null
                    entries.append(.version(listing, .null, isLatest: true))
                }
            }
        }
        let isReversed = query.names.isReversed
        if let marker = query.names.marker, query.marker != nil {
            // What is current of the name that the page before has ended in; if nothing is, what
            // that page has begun with.
            latest[Bytes(marker)] =
                try await currentVersion(of: marker, in: address) ?? (isReversed ? nil : .null)
        }
        var stored = try await storedVersions(of: address, query)
        if isReversed {
            if stored.count >= query.names.limit, case .object(let last) = stored.last,
                let (name, id) = ObjectAddress.parse(versionName: last.name),
                latest[Bytes(name)] == nil,
                try await newestVersion(of: name, in: address) != .stored(id)
            {
                // The page ends before the latest version of its last name.
                latest[Bytes(name)] = .null
            }
            stored.reverse()
        }
        var versions: [VersionEntry] = []
        for entry in stored {
            switch entry {
            case .subdirectory(let name):
                let shown = String(name.dropFirst())
                if directories.insert(Bytes(shown)).inserted {
                    versions.append(.subdirectory(shown))
                }
            case .object(var listing):
                guard let (name, id) = ObjectAddress.parse(versionName: listing.name) else {
                    continue
                }
                let version = VersionID.stored(id)
                let isMarker = listing.contentType == ObjectRow.deleteMarkerType
                listing.name = name
                let key = Bytes(name)
                if isMarker, latest[key] == nil { latest[key] = version }
                versions.append(.version(listing, version, isLatest: latest[key] == version))
                // Whatever comes later is older.
                if latest[key] == nil { latest[key] = .null }
            }
        }
        entries += isReversed ? versions.reversed() : versions
        let sorted = entries.enumerated().sorted { left, right in
            let (first, second) = (left.element.name.utf8, right.element.name.utf8)
            if first.elementsEqual(second) { return left.offset < right.offset }
            return isReversed
                ? second.lexicographicallyPrecedes(first)
                : first.lexicographicallyPrecedes(second)
        }
        return (view, sorted.prefix(query.names.limit).map(\.element))
    }

    private func currentVersion(
        of name: String, in address: ContainerAddress
    ) async throws -> VersionID? {
        guard let object = try? ObjectName(name) else { return nil }
        do {
            let broker = try await container(address)
            let row = try await current(ObjectAddress(address, object), broker)
            return row.versionID.map { .stored($0) }
        } catch StoreError.notFound {
            return nil
        }
    }

    private func newestVersion(
        of name: String, in address: ContainerAddress
    ) async throws -> VersionID? {
        let query = VersionQuery(ListingQuery(limit: 1, marker: name), marker: .null)
        guard case .object(let listing) = try await storedVersions(of: address, query).first,
            let (found, id) = ObjectAddress.parse(versionName: listing.name),
            found.equalsBytewise(name)
        else { return nil }
        return .stored(id)
    }

    /// The same part of the container that keeps the versions.
    private func storedVersions(
        of address: ContainerAddress, _ query: VersionQuery
    ) async throws -> [ListingPage.Entry] {
        guard let versions = try? address.versions() else { return [] }
        var names = query.names
        names.showsReserved = true
        names.prefix = "\0" + names.prefix
        names.endMarker = names.endMarker.map { "\0" + $0 }
        names.path = nil
        names.marker = query.names.marker.map { name in
            switch query.marker {
            // Behind all moments, or before them.
            case nil: "\0\(name)\0" + (names.isReversed ? "" : ":")
            case .null?: "\0\(name)\0"
            case .stored(let id)?:
                "\0\(name)\0" + Timestamp(ticks: Timestamp.latest.ticks - id.ticks).moment
            }
        }
        let broker = try await container(versions)
        do {
            return try await broker.list(names).entries
        } catch {
            guard error.isAbsence else { throw error }
            return []
        }
    }

    /// Adds to the containers of a page the bytes that their versions take.
    func countVersions(
        in page: inout AccountPage, of account: AccountName, _ query: ListingQuery
    ) async throws {
        guard versioning.allowsObjectVersioning, !page.entries.isEmpty else { return }
        var names = query
        names.showsReserved = true
        names.delimiter = nil
        names.prefix = ContainerAddress.versionsName(query.prefix)
        names.marker = query.marker.map(ContainerAddress.versionsName)
        names.endMarker = query.endMarker.map(ContainerAddress.versionsName)
        var bytes: [Bytes: UInt64] = [:]
        for backend in policies.backends {
            do {
                for case .container(let listing) in try await backend.account(account)
                    .list(names).entries
                {
                    bytes[Bytes(listing.name)] = listing.totals.bytesUsed
                }
            } catch {
                guard error.isAbsence else { throw error }
            }
        }
        guard !bytes.isEmpty else { return }
        page.entries = page.entries.map { entry in
            guard case .container(var listing) = entry,
                let more = bytes[Bytes(ContainerAddress.versionsName(listing.name))]
            else { return entry }
            listing.totals.bytesUsed += more
            return .container(listing)
        }
    }
}
