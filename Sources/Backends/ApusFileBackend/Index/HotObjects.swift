// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
import ApusStorage
import Synchronization

/// Objects of one container that were opened a short while ago, so that the next reader needs
/// neither the index nor the disk, and therefore no other thread.
///
/// What is here is what the index says: a commit takes its objects out before its transaction and
/// lets nobody put them back before it has ended, and whoever read while any commit ended does
/// not put anything in, since what was read may be from before it.
final class HotObjects: Sendable {
    private struct Entry {
        let object: FileObject
        var lastUse: UInt64
    }

    private struct State {
        var entries: [ObjectKey: Entry] = [:]
        /// Keys that commits under way change, and how many do.
        var busy: [ObjectKey: Int] = [:]
        var endedCommits: UInt64 = 0
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())
    private let budget: HotBudget

    init(budget: HotBudget) {
        self.budget = budget
    }

    deinit {
        for entry in state.withLock({ $0.entries.values }) { budget.giveBack(entry.object) }
    }

    /// The object, when it is here.
    subscript(key: ObjectKey) -> FileObject? {
        state.withLock { state in
            state.clock += 1
            guard let object = state.entries[key]?.object else { return nil }
            state.entries[key]?.lastUse = state.clock
            return object
        }
    }

    /// What a reader notes before it looks at the index.
    var endedCommits: UInt64 { state.withLock { $0.endedCommits } }

    /// Keeps an object that was read when so many commits had ended.
    func keep(_ object: FileObject, at key: ObjectKey, readAfter endedCommits: UInt64) {
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
    func begin(_ changes: [ObjectChange]) {
        state.withLock { state in
            for key in changes.flatMap(\.touchedKeys) {
                state.busy[key, default: 0] += 1
                if let entry = state.entries.removeValue(forKey: key) {
                    budget.giveBack(entry.object)
                }
            }
        }
    }

    /// The commit has ended, one way or the other.
    func end(_ changes: [ObjectChange]) {
        state.withLock { state in
            state.endedCommits += 1
            for key in changes.flatMap(\.touchedKeys) {
                guard let count = state.busy[key] else { continue }
                state.busy[key] = count == 1 ? nil : count - 1
            }
        }
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

/// What the hot objects of all containers may hold together.
final class HotBudget: Sendable {
    private struct Left {
        var bytes = 16 * 1024 * 1024
        var objects = 4096
        var descriptors = 256
    }

    private let left = Mutex(Left())

    /// Whether there is room for one more object, which is then taken.
    func take(_ object: FileObject) -> Bool {
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

    func giveBack(_ object: FileObject) {
        left.withLock { left in
            left.objects += 1
            left.bytes += object.heldBytes
            left.descriptors += object.heldDescriptors
        }
    }
}

extension ObjectChange {
    /// Every key whose row the change may alter.
    fileprivate var touchedKeys: [ObjectKey] {
        switch effect {
        case .put, .amend, .remove: [key]
        case .assemble(_, let sources): [key] + sources
        case .move(let source): [key, source]
        }
    }
}
