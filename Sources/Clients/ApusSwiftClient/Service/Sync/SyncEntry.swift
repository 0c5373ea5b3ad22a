// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusIO

/// A file or an object at one end of a synchronisation.
struct SyncEntry: Sendable {
    /// Relative to what is synchronised.
    let name: String
    let sizeBytes: UInt64
    /// A file's time of change.
    var modified: FileTime?
    /// An object's row in its listing.
    var object: ListedObject?
}

/// What a walk through one end finds.
enum SyncFinding: Sendable {
    case entry(SyncEntry)
    /// Something that should be there and could not be read.
    case unreadable(LocalFileError)
}

/// One end, read in the order of the bytes of its names.
typealias SyncStream = () async throws -> SyncFinding?

/// Which names take part.
struct SyncFilter: Sendable {
    let include: [Glob]
    let exclude: [Glob]

    func takes(_ name: String) -> Bool {
        (include.isEmpty || include.contains { $0.matches(name) })
            && !exclude.contains { $0.matches(name) }
    }
}

/// Walks through two ends at once: names that both have meet, whatever their number, since both
/// are in the same order.
struct SyncMerge: ~Copyable {
    enum Step: Sendable {
        case source(SyncEntry)
        case destination(SyncEntry)
        case both(SyncEntry, SyncEntry)
        case unreadable(LocalFileError)
    }

    private let source: SyncStream
    private let destination: SyncStream
    private let filter: SyncFilter
    private var nextSource: SyncFinding?
    private var nextDestination: SyncFinding?
    private var isStarted = false

    init(_ source: @escaping SyncStream, _ destination: @escaping SyncStream, _ filter: SyncFilter)
    {
        self.source = source
        self.destination = destination
        self.filter = filter
    }

    private func advance(_ stream: SyncStream) async throws -> SyncFinding? {
        while let finding = try await stream() {
            guard case .entry(let entry) = finding, !filter.takes(entry.name) else {
                return finding
            }
        }
        return nil
    }

    mutating func next() async throws -> Step? {
        if !isStarted {
            isStarted = true
            nextSource = try await advance(source)
            nextDestination = try await advance(destination)
        }
        switch (nextSource, nextDestination) {
        case (.unreadable(let error), _):
            nextSource = try await advance(source)
            return .unreadable(error)
        case (_, .unreadable(let error)):
            nextDestination = try await advance(destination)
            return .unreadable(error)
        case (nil, nil): return nil
        case (.entry(let left), .entry(let right)) where left.name.equalsBytewise(right.name):
            nextSource = try await advance(source)
            nextDestination = try await advance(destination)
            return .both(left, right)
        case (.entry(let left), .entry(let right)):
            if left.name.utf8.lexicographicallyPrecedes(right.name.utf8) { fallthrough }
            nextDestination = try await advance(destination)
            return .destination(right)
        case (.entry(let left), _):
            nextSource = try await advance(source)
            return .source(left)
        case (nil, .entry(let right)):
            nextDestination = try await advance(destination)
            return .destination(right)
        }
    }
}
