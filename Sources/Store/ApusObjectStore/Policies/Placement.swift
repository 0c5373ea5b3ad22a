// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

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
                let broker = timed(backend.container(address))
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
        return timed(policies.backends[policies.standard.backendNumber].container(address))
    }

    /// A broker whose engine is timed, where anybody wants to know.
    private func timed(_ broker: any ContainerBroker) -> any ContainerBroker {
        onStorage.map { TimedContainerBroker(base: broker, report: $0) } ?? broker
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
