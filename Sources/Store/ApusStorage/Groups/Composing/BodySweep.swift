// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Looks for bodies that no row names: those that a crash has left between a body and its row.
///
/// One sweep is over the bodies that were there when it began, page by page: each page's names
/// are suspected, every row of the store clears what it names, and who is left is removed. Bodies
/// that are being written are never suspected, and what a commit names is cleared by it, wherever
/// its rows go meanwhile.
final class BodySweep: Sendable {
    private struct State {
        /// How often a sweep was asked for, and how many of those have been answered: the first is
        /// the start of the process.
        var asked = 1
        var answered = 0
        /// Which of them the sweep under way answers.
        var answering = 0
        /// Bodies that have no row yet, and those of rows that are being committed.
        var held: Set<BodyName> = []
        /// What no row was found for so far; nil when no page is looked at.
        var suspects: Set<BodyName>?
        /// Where the walk over the rows stands.
        var position: AuditPosition?
        /// Counts what a walk has to begin again for.
        var walk = 0
        /// The last name of the page.
        var last: BodyName?
    }

    private let state = Mutex(State())

    /// Asks for a sweep: rows went that nobody has looked at.
    func ask() {
        state.withLock { $0.asked += 1 }
    }

    /// Somebody writes a body.
    func hold(_ name: BodyName) {
        state.withLock { _ = $0.held.insert(name) }
    }

    /// The body has got a row, or is gone.
    func release(_ name: BodyName) {
        state.withLock { _ = $0.held.remove(name) }
    }

    /// Rows that name these bodies are put somewhere.
    func keep(_ names: Set<BodyName>) {
        state.withLock { $0.suspects?.subtract(names) }
    }

    /// An index can be read again that the walk may have passed over.
    func walkAgain() {
        state.withLock { state in
            state.walk += 1
            state.position = nil
        }
    }

    /// Goes on by about so many rows.
    ///
    /// - Returns: how many bodies were removed, and whether the sweep is at its end.
    func step(
        over backend: ObjectFilesBackend, limit: Int
    ) async throws(StorageError) -> (removed: UInt64, isFinished: Bool) {
        guard state.withLock({ $0.answered < $0.asked }) else { return (0, true) }
        if state.withLock({ $0.suspects }) == nil {
            let last = state.withLock { state in
                if state.last == nil { state.answering = state.asked }
                return state.last
            }
            // Many at once: for each page every row is read.
            let page = try await backend.files.names(after: last, limit: 100_000)
            guard let end = page.last else {
                state.withLock { state in
                    state.answered = state.answering
                    state.last = nil
                }
                return (0, state.withLock { $0.answered == $0.asked })
            }
            state.withLock { state in
                state.suspects = Set(page).subtracting(state.held)
                state.position = nil
                state.last = end
            }
        }
        let (position, walk) = state.withLock { ($0.position, $0.walk) }
        let page = try await backend.rest.objects(.all, after: position, limit: max(limit, 1))
        for location in page.elements {
            do throws(StorageError) {
                let row = try await backend.rest.container(location.container).row(location.key)
                keep(Set(try NamedBodies(row).names))
            } catch {
                // What was removed meanwhile has no bodies. What cannot be read may have some.
                guard error.reason == .notFound else { throw error }
            }
        }
        guard page.next == nil else {
            state.withLock { if $0.walk == walk { $0.position = page.next } }
            return (0, false)
        }
        do throws(StorageError) {
            try await checkIndexes(of: backend.rest)
        } catch {
            // The walk has left out what could not be read.
            walkAgain()
            throw error
        }
        let orphans = state.withLock { state -> Set<BodyName>? in
            guard state.walk == walk else { return nil }
            defer {
                state.suspects = nil
                state.position = nil
            }
            return state.suspects
        }
        guard let orphans else { return (0, false) }
        await backend.remove(orphans.sorted())
        return (UInt64(orphans.count), false)
    }

    /// Throws when an account or a container cannot be read: a walk passes over it, and what its
    /// rows name is no orphan.
    private func checkIndexes(of rest: any Auditable) async throws(StorageError) {
        var position: AuditPosition?
        repeat {
            let page = try await rest.indexes(after: position, limit: 1_000)
            for index in page.elements {
                do throws(StorageError) {
                    switch index {
                    case .account(let name): _ = try await rest.account(name).stat(.current)
                    case .container(let address):
                        _ = try await rest.container(address).stat(.current)
                    }
                } catch {
                    guard error.reason == .notFound || error.reason == .deleted else { throw error }
                }
            }
            position = page.next
        } while position != nil
    }
}
