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
        copy(items: objects.map { ServiceItem($0) }, from: container, options: options)
    }

    /// Copies objects within the server, each to a destination of its own if it has options of
    /// its own; metadata and header fields of an item are laid over the call's. The containers
    /// of all destinations are made first, each once.
    ///
    /// The sequence throws `ServiceError` for a destination that cannot be.
    public func copy(
        items: [ServiceItem<CopyOptions>], from container: String, options: CopyOptions? = nil
    ) -> ServiceResults<CopyResult> {
        let options = options ?? self.options.copy
        return results { channel in
            let common = try Self.target(
                options.destination, isAlone: items.count == 1 || options.destination == nil)
            let sent = try Self.copyHeaders(options)
            let jobs = try items.map { item -> CopyJob in
                guard let own = item.options else {
                    return CopyJob(
                        object: item.name, target: common, freshMetadata: options.freshMetadata,
                        headers: sent)
                }
                return CopyJob(
                    object: item.name,
                    target: try Self.target(own.destination, isAlone: true) ?? common,
                    freshMetadata: own.freshMetadata,
                    headers: sent.overlaid(with: try Self.copyHeaders(own)))
            }
            var made: Set<String> = []
            for job in jobs {
                guard let container = job.target?.container, made.insert(container).inserted
                else { continue }
                var headers = Headers()
                headers["X-Storage-Policy"] = job.headers["X-Storage-Policy"]
                try await channel.send(.container(await self.create(container, headers)))
            }
            // After the containers, as in OpenStack's tool.
            try ServiceError.refuseEmptyNames(items.map(\.name))
            var rest = jobs[...]
            try await forEachItem(
                limit: self.uploadPool.limit, isOrdered: options.isOrdered, into: channel,
                next: { rest.popFirst() }
            ) { job, outlet in
                try await outlet.send(.object(try await self.copy(job, from: container)))
            }
        }
    }

    private struct CopyJob: Sendable {
        let object: String
        let target: (container: String, object: String?)?
        let freshMetadata: Bool
        let headers: Headers
    }

    private func copy(_ job: CopyJob, from container: String) async throws -> ObjectCopy {
        let destination = job.target.map { "/\($0.container)/\($0.object ?? job.object)" }
        var result = ObjectCopy(
            container: container, object: job.object, destination: destination,
            headers: job.headers, freshMetadata: job.freshMetadata)
        do {
            result.isPlanned = options.isDryRun
            result.reply = try await uploadPool.use {
                if options.isDryRun {
                    return try await connection.headObject(container, job.object)
                }
                return try await connection.copyObject(
                    container, job.object, to: destination, freshMetadata: job.freshMetadata,
                    headers: job.headers)
            }
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }

    private static func copyHeaders(_ options: CopyOptions) throws(ServiceError) -> Headers {
        try HeaderItems.headers(options.metadata, prefix: "X-Object-Meta-")
            .overlaid(with: try HeaderItems.headers(options.headers))
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
        _ destination: String?, isAlone: Bool
    ) throws(ServiceError) -> (container: String, object: String?)? {
        guard let destination else { return nil }
        guard destination.hasPrefix("/") else {
            throw ServiceError("destination must be in format /cont[/obj]")
        }
        let path = destination.dropFirst()
        let slash = path.firstIndex(of: "/")
        guard slash == nil || isAlone else {
            throw ServiceError(
                "Combination of multiple objects and destination including object is invalid")
        }
        guard destination.last != "/" else {
            throw ServiceError("destination can not end in a slash")
        }
        guard let slash else { return (String(path), nil) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
