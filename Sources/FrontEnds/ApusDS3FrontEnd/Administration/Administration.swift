// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API

/// What is administered: all that is not buckets, objects and jobs.
enum Administration {
    /// What answers each of its requests: by hand where something is done, and otherwise by what
    /// the contract's tables say.
    static let handlers: [String: Handler] = {
        var engines: [String: (DS3.Operation) -> Handler?] = [:]
        for resource in Resource.records {
            engines[resource.path] = RecordEngine(resource).handler
        }
        for engine in AbsentEngine.all { engines[engine.resource.path] = engine.handler }
        var handlers: [String: Handler] = [:]
        for operation in DS3.Operation.all {
            guard let path = operation.path.dropping(prefix: "/_rest_/")?.prefix(upTo: "/") else {
                continue
            }
            handlers[operation.name] = engines[String(path)]?(operation)
        }
        let byHand = [
            Identities.handlers, Tapes.handlers, Pools.handlers, Caches.handlers,
            SystemState.handlers, History.handlers,
        ]
        for part in byHand { handlers.merge(part) { _, new in new } }
        return handlers
    }()
}
