// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// Metadata of an account or container with the moment of each name's last change.
///
/// Two updates may reach an engine in another order than they were made in; each name keeps the
/// later one. A removal is remembered for the same reason, as long as it is one of the latest few
/// hundred: names come from clients. Of two at one moment the second wins.
///
/// Source: OpenStack Swift, `DatabaseBroker.update_metadata`.
public struct TimedMetadata: Hashable, Sendable {
    /// What is known of one name.
    public struct Entry: Hashable, Sendable {
        /// Nil when it was removed.
        public let value: String?
        /// When it was set or removed.
        public let changedAt: Timestamp

        /// Makes an entry.
        public init(_ value: String?, at time: Timestamp) {
            self.value = value
            changedAt = time
        }
    }

    /// How many removals are remembered at most.
    private static let removalLimit = 512

    /// By name, removed ones included.
    public private(set) var entries: [String: Entry]

    /// Takes up what an engine kept; nothing when there is nothing.
    public init(_ entries: [String: Entry] = [:]) {
        self.entries = entries
    }

    /// Takes over changes: a value replaces, nil or an empty text removes, an older one is left.
    public mutating func merge(_ changes: [String: String?], at time: Timestamp) {
        for (name, value) in changes {
            if let known = entries[name], time < known.changedAt { continue }
            if let value, !value.isEmpty {
                entries[name] = Entry(value, at: time)
            } else {
                entries[name] = Entry(nil, at: time)
            }
        }
        forgetOldRemovals()
    }

    /// Forgets the older half when there are too many, so that not every change looks for them.
    private mutating func forgetOldRemovals() {
        guard entries.count > Self.removalLimit else { return }
        let removals = entries.filter { $0.value.value == nil }
        guard removals.count > Self.removalLimit else { return }
        let oldestFirst = removals.sorted { $0.value.changedAt < $1.value.changedAt }
        for (name, _) in oldestFirst.prefix(removals.count - Self.removalLimit / 2) {
            entries[name] = nil
        }
    }

    /// Takes over values at one moment.
    public mutating func merge(_ values: Metadata, at time: Timestamp) {
        merge(values.values.mapValues { Optional($0) }, at: time)
    }

    /// What stands now.
    public var metadata: Metadata {
        var metadata = Metadata()
        for (name, entry) in entries {
            if let value = entry.value { metadata[name] = value }
        }
        return metadata
    }
}
