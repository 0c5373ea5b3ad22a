// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP

extension DS3FrontEnd {
    /// What answers each request of the contract, by its name. Every part contributes its own.
    static let handlers: [String: Handler] = [
        Service.handlers, S3Buckets.handlers, BucketListing.handlers, S3Objects.handlers,
        Multipart.handlers,
        Buckets.handlers, Objects.handlers, Placement.handlers,
        Jobs.handlers, JobCreation.handlers, JobChunks.handlers, Administration.handlers,
    ].reduce(into: [:]) { all, part in
        all.merge(part) { _, _ in preconditionFailure("two handlers for one request") }
    }

    func dispatch(_ request: Request, id: String) async throws -> Response {
        let target = request.target.parts(separatedBy: "?", maxSplits: 1)
        let path = String(target[0])
        let user = try await authenticate(request)
        let parameters = try Parameters(query: target.count > 1 ? String(target[1]) : "")
        try Self.checkPath(path, request.method)
        guard let method = DS3.Method(rawValue: request.method.rawValue),
            let operation = DS3.Operation.find(method, path: path, parameters: parameters.all),
            let handler = Self.handlers[operation.name]
        else { throw Self.unknown(request.method, path, parameters) }
        try parameters.check(against: operation)
        let (subject, object) = try Self.names(in: path)
        let call = Call(
            frontEnd: self, request: request, operation: operation, parameters: parameters,
            user: user, id: id, subject: subject, object: object)
        try call.checkAllowed()
        return try await handler(call)
    }

    /// Why nothing of the contract is asked for.
    private static func unknown(
        _ method: Method, _ path: String, _ parameters: Parameters
    ) -> DS3Error {
        let lacking = DS3.Method(rawValue: method.rawValue).flatMap { method in
            DS3.Operation.lacking(method, path: path, parameters: parameters.all)
        }
        if let lacking {
            // Of a folder in a bucket whose name is empty, an official suite takes nothing else.
            if path.startsBytewise(with: "/_rest_/folder/"), parameters.has(lacking) {
                return DS3Error(
                    .internalError, "The parameter \(lacking) is empty.", status: 500)
            }
            return .badRequest("The parameter \(lacking) is missing.")
        }
        return DS3Error(
            .methodNotAllowed, "There is no such operation at this path.", status: 405)
    }

    /// Refuses paths without the name that the method is about.
    private static func checkPath(_ path: String, _ method: Method) throws(DS3Error) {
        guard path != "/" else {
            guard [.put, .delete, .head].contains(method) else { return }
            throw .badRequest("The path names no bucket.")
        }
        guard !path.startsBytewise(with: "//") else {
            guard method != .head else { throw .notFound("There is no bucket without a name.") }
            throw .badRequest("The path names no bucket.")
        }
        guard path.startsBytewise(with: "/") else { throw .badRequest("The path is none.") }
        // What ends behind the bucket's name is an object without one, where objects are made.
        let segments = path.parts(separatedBy: "/", maxSplits: 2)
        guard segments.count == 3, segments[2].isEmpty, segments[1] != "_rest_",
            method == .put
        else { return }
        throw .badRequest("The path names no object.")
    }

    /// The names in a path, decoded: a bucket and an object, or a member of a collection.
    private static func names(
        in path: String
    ) throws(DS3Error) -> (subject: String, object: String) {
        func decoded(_ text: Substring) throws(DS3Error) -> String {
            guard let text = PercentEncoding.decode(text) else {
                throw .badRequest("The path is not UTF-8.")
            }
            return text
        }
        if let rest = path.dropping(prefix: "/_rest_/") {
            let parts = rest.parts(separatedBy: "/", maxSplits: 1)
            return (parts.count > 1 ? try decoded(parts[1]) : "", "")
        }
        let parts = path.dropFirst().parts(separatedBy: "/", maxSplits: 1)
        return (try decoded(parts[0]), parts.count > 1 ? try decoded(parts[1]) : "")
    }
}
