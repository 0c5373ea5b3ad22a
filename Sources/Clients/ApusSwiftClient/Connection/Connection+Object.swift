// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

extension Connection {
    /// An object's header fields.
    public func headObject(
        _ container: String, _ object: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(
            call("HEAD", .head, container, object, query: query, headers: headers)
        ).reply
    }

    /// An object's header fields and bytes.
    ///
    /// When the body breaks, it is continued with `Range` and `If-Match`, as long as tries are
    /// left of the policy's `retries`; not when `headers` ask for a range, or the server told
    /// neither length nor ETag. Read the body to its end, or drop it.
    public func getObject(
        _ container: String, _ object: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> ObjectDownload {
        var call = try call("GET", .get, container, object, query: query, headers: headers)
        call.streams = true
        return try await download(call)
    }

    /// Stores an object; the reply's `etag` is the MD5 that the server has computed.
    ///
    /// - Parameters:
    ///   - etag: the MD5 of the body in hexadecimal; the server refuses another body (422).
    ///   - contentType: `Content-Type`; nil lets the server decide.
    public func putObject(
        _ container: String, _ object: String, _ body: UploadBody, etag: String? = nil,
        contentType: String? = nil, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        var call = try call("PUT", .put, container, object, query: query, headers: headers)
        if let etag { call.headers["ETag"] = etag }
        if let contentType { call.headers["Content-Type"] = contentType }
        call.body = body
        return try await perform(call).reply
    }

    /// Replaces an object's metadata.
    public func postObject(
        _ container: String, _ object: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(
            call("POST", .post, container, object, query: query, headers: headers)
        ).reply
    }

    /// Copies an object within the server.
    ///
    /// - Parameters:
    ///   - destination: `/container/object`, not percent-encoded; nil copies onto itself.
    ///   - freshMetadata: whether metadata of the source is left behind; nil leaves it to
    ///     `headers` and the server.
    public func copyObject(
        _ container: String, _ object: String, to destination: String? = nil,
        freshMetadata: Bool? = nil, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        var call = try call("COPY", .copy, container, object, query: query, headers: headers)
        call.headers["Destination"] =
            try destination.map(ResourcePath.encode)
            ?? ResourcePath.encode(container: container, object: object)
        if let freshMetadata { call.headers["X-Fresh-Metadata"] = freshMetadata ? "true" : "false" }
        return try await perform(call).reply
    }

    /// Deletes an object (`["multipart-manifest": "delete"]`: with its segments).
    public func deleteObject(
        _ container: String, _ object: String, headers: Headers = [:], query: Query = [:]
    ) async throws -> Reply {
        try await perform(
            call("DELETE", .delete, container, object, query: query, headers: headers)
        ).reply
    }

    private func call(
        _ verb: String, _ method: Method, _ container: String, _ object: String, query: Query,
        headers: Headers
    ) throws -> Call {
        Call(
            name: "Object \(verb)", method: method,
            place: .underAccount(try ResourcePath.encode(container: container, object: object)),
            query: query, headers: headers)
    }
}
