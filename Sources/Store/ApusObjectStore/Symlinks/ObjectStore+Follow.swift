// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// What stands at the end of a chain of symlinks.
struct Located<Thing: Sendable>: Sendable {
    let thing: Thing
    let address: ObjectAddress
    let standing: Standing
    /// Whether a symlink led here.
    let isTarget: Bool
}

extension ObjectStore {
    /// Looks something up, and goes on to where it leads as long as it is a symlink.
    ///
    /// - Parameters:
    ///   - etag: what the bytes in the end must have, as a link to them would say.
    ///   - look: decides on an object and looks it up; called for every link and the target.
    /// - Throws: `StoreError.symlink`, and for the first object whatever `look` throws.
    func follow<Thing: Sendable>(
        _ start: ObjectAddress, _ links: LinkFollowing, expecting etag: String? = nil,
        row: (Thing) -> ObjectRow,
        look: (ObjectAddress) async throws -> (Thing, Standing)
    ) async throws -> Located<Thing> {
        var address = start
        var expected = etag
        var count = 0
        var isTarget = false
        while true {
            let thing: Thing
            let standing: Standing
            do {
                (thing, standing) = try await look(address)
            } catch let error as StoreError {
                guard isTarget else { throw error }
                throw StoreError.symlink(.unreadable(address, error))
            }
            let stored = row(thing)
            guard links != .none, let target = stored.symlink,
                links == .all || target.etag != nil
            else {
                if let expected, expected != stored.etag {
                    throw StoreError.symlink(
                        .etagMismatch(at: address, found: stored.etag, expected: expected))
                }
                return Located(
                    thing: thing, address: address, standing: standing, isTarget: isTarget)
            }
            isTarget = true
            if let expected, expected != target.etag ?? stored.etag {
                throw StoreError.symlink(.targetsDiffer(at: address))
            }
            if target.address.version != nil {
                // Versions keep their bytes, and a link to one is none that a client made.
                address = target.address
                expected = nil
                continue
            }
            guard count < constraints.symlinkLimit else {
                throw StoreError.symlink(.tooManyLevels(limit: constraints.symlinkLimit))
            }
            count += 1
            address = target.address
            expected = target.etag
        }
    }

    /// Looks at what a symlink that is to be stored leads to, when it names an ETag.
    ///
    /// - Returns: the target's row; nil for a link to whatever is there.
    func check(
        symlink target: SymlinkTarget, at address: ObjectAddress, for caller: Caller
    ) async throws -> ObjectRow? {
        guard target.address != address else { throw StoreError.symlink(.targetsItself) }
        guard let etag = target.etag else { return nil }
        do {
            return try await follow(target.address, .staticOnly, expecting: etag) {
                $0
            } look: {
                address in
                let broker = try await container(address.container)
                let standing = try await authorise(
                    .read, objectsOf: address.container, broker, caller)
                return (try await current(address, broker), standing)
            }.thing
        } catch StoreError.notFound {
            throw StoreError.symlink(.targetMissing(target.address))
        } catch StoreError.symlink(.unreadable(let address, StoreError.notFound)) {
            throw StoreError.symlink(.targetMissing(address))
        }
    }
}
