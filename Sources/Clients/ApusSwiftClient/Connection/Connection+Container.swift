// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

extension Connection {
    /// A container's totals and metadata, in the reply's header fields.
    public func headContainer(
        _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(call("HEAD", .head, container, query: query, headers: headers)).reply
    }

    /// One page of a container's objects.
    ///
    /// The next page begins after the name of the last entry (and its version); an empty page is
    /// the end.
    ///
    /// - Parameter query: added after what `part` says (`["versions": nil]`).
    public func getContainer(
        _ container: String, _ part: ListingOptions = ListingOptions(), headers: Headers = [:],
        query: Query = [:]
    ) async throws -> ContainerListing {
        var whole = part.query
        whole.append(query)
        let reply = try await perform(
            call("GET", .get, container, query: whole, headers: headers)
        ).reply
        return ContainerListing(
            reply: reply, entries: try ContainerListing.decode(reply.body),
            container: container, part: part)
    }

    /// Makes a container, or changes one that exists.
    public func putContainer(
        _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(call("PUT", .put, container, query: query, headers: headers)).reply
    }

    /// Changes a container's metadata.
    public func postContainer(
        _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(call("POST", .post, container, query: query, headers: headers)).reply
    }

    /// Deletes a container, which must be empty.
    public func deleteContainer(
        _ container: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(call("DELETE", .delete, container, query: query, headers: headers)).reply
    }

    private func call(
        _ verb: String, _ method: Method, _ container: String, query: Query,
        headers: Headers
    ) throws -> Call {
        Call(
            name: "Container \(verb)", method: method,
            place: .underAccount(try ResourcePath.encode(container: container)), query: query,
            headers: headers)
    }
}
