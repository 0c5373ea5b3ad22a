// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension SwiftService {
    /// Copies objects within the server; the destination's container is made first.
    ///
    /// The sequence throws `ServiceError` for a destination that cannot be.
    public func copy(
        _ objects: [String], from container: String, options: CopyOptions? = nil
    ) -> ServiceResults<CopyResult> {
        let options = options ?? self.options.copy
        return results { channel in
            let target = try Self.target(options.destination, objects: objects)
            let sent = try HeaderItems.headers(options.metadata, prefix: "X-Object-Meta-")
                .overlaid(with: try HeaderItems.headers(options.headers))
            if let made = target?.container {
                var headers = Headers()
                headers["X-Storage-Policy"] = sent["X-Storage-Policy"]
                try await channel.send(.container(await self.create(made, headers)))
            }
            var rest = objects[...]
            try await forEachConcurrently(
                limit: self.uploadPool.limit, next: { rest.popFirst() }
            ) { object in
                let destination = target.map { "/\($0.container)/\($0.object ?? object)" }
                var result = ObjectCopy(
                    container: container, object: object, destination: destination,
                    headers: sent, freshMetadata: options.freshMetadata)
                do {
                    result.isPlanned = self.options.isDryRun
                    result.reply = try await self.uploadPool.use {
                        if self.options.isDryRun {
                            return try await self.connection.headObject(container, object)
                        }
                        return try await self.connection.copyObject(
                            container, object, to: destination,
                            freshMetadata: options.freshMetadata, headers: sent)
                    }
                } catch {
                    try Task.checkCancellation()
                    result.failure = error
                }
                try await channel.send(.object(result))
            }
        }
    }

    /// Makes a container, or finds it there.
    func create(_ container: String, _ headers: Headers) async -> ContainerCreation {
        do {
            if options.isDryRun { return try await planned(container, headers) }
            let reply = try await containerPool.use {
                try await connection.putContainer(container, headers: headers)
            }
            return ContainerCreation(container: container, headers: headers, reply: reply)
        } catch {
            return ContainerCreation(container: container, headers: headers, failure: error)
        }
    }

    private func planned(
        _ container: String, _ headers: Headers
    ) async throws -> ContainerCreation {
        do {
            let reply = try await containerPool.use {
                try await connection.headContainer(container)
            }
            return ContainerCreation(container: container, headers: headers, reply: reply)
        } catch let error as ClientError where error.reason == .status(404) {
            return ContainerCreation(container: container, headers: headers, isPlanned: true)
        }
    }

    private static func target(
        _ destination: String?, objects: [String]
    ) throws(ServiceError) -> (container: String, object: String?)? {
        guard let destination else { return nil }
        guard destination.hasPrefix("/"), destination.utf8.count > 1 else {
            throw ServiceError("destination must be in format /cont[/obj]")
        }
        guard destination.last != "/" else {
            throw ServiceError("destination can not end in a slash")
        }
        let path = destination.dropFirst()
        guard let slash = path.firstIndex(of: "/") else { return (String(path), nil) }
        guard objects.count == 1 else {
            throw ServiceError(
                "Combination of multiple objects and destination including object is invalid")
        }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
