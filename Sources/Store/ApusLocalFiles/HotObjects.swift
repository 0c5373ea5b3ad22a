// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusStorage
import Synchronization

/// An object that can be kept open for its next reader.
package protocol HeldObject: AnyObject, Sendable {
    /// Bytes of memory that it holds, apart from its row.
    var heldBytes: Int { get }
    /// Descriptors that it keeps open.
    var heldDescriptors: Int { get }
}

/// Objects that were opened a short while ago, so that the next reader needs neither the index
/// nor the disk, and therefore no other thread.
///
/// What is here is what the index says: a commit takes its objects out before its transaction and
/// lets nobody put them back before it has ended, and whoever read while any commit ended does
/// not put anything in, since what was read may be from before it.
package final class HotObjects<Key: Hashable & Sendable, Object: HeldObject>: Sendable {
    /// A reference, so that a use writes nothing into the table.
    private final class Entry {
        let object: Object
        var lastUse: UInt64

        init(object: Object, lastUse: UInt64) {
            self.object = object
            self.lastUse = lastUse
        }
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// Keys that commits under way change, and how many do.
        var busy: [Key: Int] = [:]
        var endedCommits: UInt64 = 0
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let budget: HotBudget

    package init(budget: HotBudget) {
        self.budget = budget
    }

    deinit {
        for object in state.withLock({ $0.entries.values.map(\.object) }) {
            budget.giveBack(object)
        }
    }

    /// The object, when it is here.
    package subscript(key: Key) -> Object? {
        state.withLock { state in
            state.clock += 1
            guard let entry = state.entries[key] else { return nil }
            entry.lastUse = state.clock
            return entry.object
        }
    }

    /// What a reader notes before it looks at the index.
    package var endedCommits: UInt64 { state.withLock { $0.endedCommits } }

    /// Keeps an object that was read when so many commits had ended.
    package func keep(_ object: Object, at key: Key, readAfter endedCommits: UInt64) {
        state.withLock { state in
            guard state.endedCommits == endedCommits, state.busy[key] == nil,
                state.entries[key] == nil
            else { return }
            while !budget.take(object) {
                guard dropOldest(&state) else { return }
            }
            state.entries[key] = Entry(object: object, lastUse: state.clock)
        }
    }

    /// Takes out what a commit is about to change.
    package func begin(_ keys: [Key]) {
        state.withLock { state in
            for key in keys {
                state.busy[key, default: 0] += 1
                if let entry = state.entries.removeValue(forKey: key) {
                    budget.giveBack(entry.object)
                }
            }
        }
    }

    /// The commit has ended, one way or the other.
    package func end(_ keys: [Key]) {
        state.withLock { state in
            state.endedCommits += 1
            for key in keys {
                guard let count = state.busy[key] else { continue }
                state.busy[key] = count == 1 ? nil : count - 1
            }
        }
    }

    /// Lets go of everything.
    package func clear() {
        let objects = state.withLock { state in
            defer { state.entries = [:] }
            state.endedCommits += 1
            return state.entries.values.map(\.object)
        }
        for object in objects { budget.giveBack(object) }
    }

    /// Drops the half that was used longest ago; false when there is nothing to drop.
    private func dropOldest(_ state: inout State) -> Bool {
        guard !state.entries.isEmpty else { return false }
        let uses = state.entries.values.map(\.lastUse).sorted()
        let limit = uses[uses.count / 2]
        for (key, entry) in state.entries where entry.lastUse <= limit {
            state.entries[key] = nil
            budget.giveBack(entry.object)
        }
        return true
    }
}

/// What hot objects may hold together.
package final class HotBudget: Sendable {
    private struct Left {
        var bytes: Int
        var objects: Int
        var descriptors: Int
    }

    private let left: Mutex<Left>

    package init(bytes: Int = 16 * 1024 * 1024, objects: Int = 4096, descriptors: Int = 256) {
        left = Mutex(Left(bytes: bytes, objects: objects, descriptors: descriptors))
    }

    /// Whether there is room for one more object, which is then taken.
    package func take(_ object: some HeldObject) -> Bool {
        left.withLock { left in
            guard left.objects > 0, left.bytes >= object.heldBytes,
                left.descriptors >= object.heldDescriptors
            else { return false }
            left.objects -= 1
            left.bytes -= object.heldBytes
            left.descriptors -= object.heldDescriptors
            return true
        }
    }

    package func giveBack(_ object: some HeldObject) {
        left.withLock { left in
            left.objects += 1
            left.bytes += object.heldBytes
            left.descriptors += object.heldDescriptors
        }
    }
}

extension ObjectChange {
    /// Every key whose row the change may alter.
    package var touchedKeys: [ObjectKey] {
        switch effect {
        case .put, .amend, .remove: [key]
        case .assemble(_, let sources): [key] + sources
        case .move(let source): [key, source]
        }
    }
}
