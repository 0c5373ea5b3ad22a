// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusXML

/// Answers for what this server never has: failures of hardware, copies on other systems, blobs
/// that lack one. Lists are empty, no member is known, what is done to all is done, and nothing
/// can be made.
struct AbsentEngine: Sendable {
    let resource: Resource
    /// Why nothing can be made.
    let reason: String

    init(_ path: String, _ type: String, _ reason: String) {
        resource = Resource(path, type)
        self.reason = reason
    }

    func handler(for operation: DS3.Operation) -> Handler? {
        let isMember = operation.path.utf8.last == UInt8(ascii: "}")
        switch operation.method {
        case _ where isMember: return unknown
        case .get where operation.payload?.utf8.first == UInt8(ascii: "["): return list
        case .get: return emptyDocument
        case .post: return refuse
        case .put, .delete: return nothing
        case .head: return nil
        }
    }

    private func list(_ call: Call) async throws -> Response {
        try await checkNames(call)
        return resource.list(try call.parameters.page().cut([], id: \.id))
    }

    /// A list that is one document.
    private func emptyDocument(_ call: Call) async throws -> Response {
        try await checkNames(call)
        return .document(XMLElement("Data"))
    }

    private func unknown(_ call: Call) async throws -> Response {
        if call.operation.method != .get { try call.requireAdministrator() }
        throw DS3Error.notFound("No \(resource.noun) is \(call.subject).")
    }

    private func refuse(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        try await checkNames(call)
        throw DS3Error.badRequest(reason)
    }

    /// What is done to all of none.
    private func nothing(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        return .done
    }

    /// - Throws: 404 when a parameter names what is not there.
    private func checkNames(_ call: Call) async throws {
        let records = try await call.records()
        for parameter in call.operation.parameters where parameter.type == "U" {
            guard let text = call.parameters.text(parameter.name) else { continue }
            _ = try await call.id(text, named: parameter.name, in: resource.type, records)
        }
    }
}
