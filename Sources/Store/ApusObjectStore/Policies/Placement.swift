// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusModel
package import ApusStorage

extension ObjectStore {
    /// The broker that keeps an account's own metadata.
    func account(_ name: AccountName) -> any AccountBroker {
        policies.backends[0].account(name)
    }

    /// The broker of the back-end that has the container, or that of the default policy when
    /// none has it.
    func container(_ address: ContainerAddress) async throws -> any ContainerBroker {
        if policies.backends.count > 1 {
            for backend in policies.backends {
                let broker = watched(backend.container(address), of: address)
                do {
                    _ = try await broker.stat(.mayBeStale)
                    return broker
                } catch {
                    suspects.note(error, in: .container(address))
                    guard error.isAbsence else { throw error }
                    continue
                }
            }
        }
        return watched(
            policies.backends[policies.standard.backendNumber].container(address), of: address)
    }

    /// The engine that has a container, where its bodies may lie on slow media; nil where every
    /// body is at hand.
    package func staging(of address: ContainerAddress) async throws -> (any Staging)? {
        guard policies.backends.contains(where: { $0 is any Staging }) else { return nil }
        for backend in policies.backends {
            do {
                _ = try await backend.container(address).stat(.mayBeStale)
                return backend as? any Staging
            } catch {
                guard error.isAbsence else { throw error }
            }
        }
        return nil
    }

    /// A broker whose engine is timed and whose commits are told, where anybody wants to know.
    private func watched(
        _ broker: any ContainerBroker, of address: ContainerAddress
    ) -> any ContainerBroker {
        let onCommit = commits.listener
        guard onStorage != nil || onCommit != nil else { return broker }
        return WatchedContainerBroker(
            base: broker, address: address, onStorage: onStorage, onCommit: onCommit)
    }

    /// Metadata and totals of a container; nil when there is none.
    func stat(
        _ broker: any ContainerBroker, of address: ContainerAddress, _ freshness: Freshness
    ) async throws -> ContainerStat? {
        do {
            return try await broker.stat(freshness)
        } catch {
            suspects.note(error, in: .container(address))
            guard error.isAbsence else { throw error }
            return nil
        }
    }
}

extension StorageError {
    /// Whether there is simply nothing.
    var isAbsence: Bool { reason == .notFound || reason == .deleted }
}
