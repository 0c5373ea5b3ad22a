// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusHTTP

/// Lists, shows, makes, changes and removes records of whatever type, by what the contract's
/// tables say of its fields.
struct RecordEngine: Sendable {
    let resource: Resource

    init(_ resource: Resource) {
        self.resource = resource
    }

    /// What answers an operation on the resource; nil for those that are not about fields.
    func handler(for operation: DS3.Operation) -> Handler? {
        guard !operation.parameters.contains(where: { $0.value != nil }) else { return nil }
        let isMember = operation.path.utf8.last == UInt8(ascii: "}")
        let hasDocument = operation.payload == resource.type
        switch operation.method {
        case .get where isMember && hasDocument: return show
        case .get where operation.payload == "[\(resource.type)]": return list
        case .post where !isMember && hasDocument: return create
        case .put where isMember && hasDocument: return modify
        case .delete where isMember: return delete
        default: return nil
        }
    }

    // MARK: Looking

    func list(_ call: Call) async throws -> Response {
        let page = try call.parameters.page().cut(try await matching(call), id: \.id)
        return resource.list(page.map { call.seen($0) })
    }

    /// The records that the parameters of a list ask for, in its order.
    func matching(_ call: Call) async throws -> [Record] {
        let records = try await call.records()
        let isVisible = call.visibility(of: resource)
        var filters: [(Record) -> Bool] = [isVisible]
        for parameter in call.operation.parameters where parameter.type != "flag" {
            guard let text = call.parameters.text(parameter.name) else { continue }
            let filter = try await filter(parameter.name, text, call, records)
            if let filter { filters.append(filter) }
        }
        var items = records.all(resource.type).filter { record in
            filters.allSatisfy { $0(record) }
        }
        if let key = call.parameters.text("sort_by") {
            guard let field = resource.field(key)?.name else {
                throw DS3Error.badRequest("Nothing can be sorted by \(key).")
            }
            items = RecordOrder(by: field).sorted(items)
        }
        return items
    }

    private func filter(
        _ parameter: String, _ text: String, _ call: Call, _ records: Records
    ) async throws -> ((Record) -> Bool)? {
        if parameter == "name", text.contains(byte: UInt8(ascii: "%")) {
            let pattern = NamePattern(text)
            return { pattern.matches($0["Name"] ?? "") }
        }
        if let field = resource.field(parameter) ?? resource.field(parameter + "_id") {
            let value = try await call.value(text, of: field, in: resource.type, records)
            return { $0[field.name] == value }
        }
        guard parameter == "storage_domain" else { return nil }
        let domain = try await call.id(text, named: parameter, in: resource.type, records)
        let members = Set(
            records.filter("StorageDomainMember") { $0["StorageDomainId"] == domain }.map(\.id))
        return { record in record["StorageDomainMemberId"].map(members.contains) ?? false }
    }

    func show(_ call: Call) async throws -> Response {
        let record = try call.member(resource, in: try await call.records())
        guard call.visibility(of: resource)(record) else { throw DS3Error.denied() }
        return .document(resource.document(call.seen(record)))
    }

    // MARK: Changing

    func create(_ call: Call) async throws -> Response {
        let catalogue = call.catalogue
        let known = try await call.records()
        let given = try await call.given(resource, in: known)
        let now = catalogue.now
        guard try await call.mayMake(resource) else {
            throw DS3Error.denied("Only administrators may do this.")
        }
        let record = try await catalogue.change { change in
            guard change.records.count(resource.type) < Catalogue.limit else {
                throw DS3Error.conflict("There are too many already.")
            }
            if NotificationKind.types.contains(resource.type), !catalogue.isAdministrator(call.user)
            {
                let own = change.records.filter(resource.type) { $0["UserId"] == call.user.id }
                guard own.count < Catalogue.userLimit else {
                    throw DS3Error.conflict("There are too many of yours already.")
                }
            }
            var record = Record(resource.type, id: UUIDText.random())
            for (field, text) in given { record[field] = text }
            guard change.records[resource.type, record.id] == nil else {
                throw DS3Error.conflict("There is one of that id.")
            }
            if NotificationKind.types.contains(resource.type) { record["UserId"] = call.user.id }
            record.fillIn(now: now)
            try resource.check?(&record, change.records)
            try refuseTwin(of: record, in: change.records)
            change.put(record)
            return record
        }
        return .document(resource.document(record), status: .created)
    }

    func modify(_ call: Call) async throws -> Response {
        let known = try await call.records()
        let id = try call.member(resource, in: known).id
        let given = try await call.given(resource, in: known)
        try call.requireAdministrator()
        let record = try await call.catalogue.change { change in
            guard var record = change.records[resource.type, id] else {
                throw DS3Error.notFound("No \(resource.noun) is \(call.subject).")
            }
            guard !record.isFixed else {
                throw DS3Error.denied("The server itself needs it as it is.")
            }
            for (field, text) in given { record[field] = text }
            try resource.check?(&record, change.records)
            try refuseTwin(of: record, in: change.records)
            change.put(record)
            return record
        }
        let shown = try await call.records()[resource.type, record.id] ?? record
        return .document(resource.document(call.seen(shown)))
    }

    func delete(_ call: Call) async throws -> Response {
        let known = try call.member(resource, in: try await call.records())
        let id = known.id
        guard try await call.mayRemove(known) else {
            throw DS3Error.denied("Only administrators may do this.")
        }
        let buckets = try await call.bucketsInUse(resource, id)
        try await call.catalogue.change { change in
            guard let record = change.records[resource.type, id] else {
                throw DS3Error.notFound("No \(resource.noun) is \(call.subject).")
            }
            guard !record.isBuiltIn else {
                throw record.isFixed
                    ? DS3Error.denied("The server itself needs it.")
                    : DS3Error.conflict("The server itself needs it.")
            }
            if let bucket = buckets {
                throw DS3Error.conflict("The bucket \(bucket) needs it.")
            }
            for dependent in change.records.references(to: record) {
                guard RecordEngine.falls(dependent.type, with: record.type) else {
                    throw DS3Error.conflict("A \(dependent.type) (\(dependent.id)) needs it.")
                }
                change.remove(dependent)
            }
            change.remove(record)
        }
        return .done
    }

    /// Whether records of a type go with what they are about, rather than keep it.
    private static func falls(_ type: String, with other: String) -> Bool {
        switch other {
        case "Group", "SpectraUser", "DataPolicy":
            ["GroupMember", "BucketAcl", "DataPolicyAcl"].contains(type)
                || NotificationKind.types.contains(type)
        default: false
        }
    }

    private func refuseTwin(of record: Record, in records: Records) throws(DS3Error) {
        let keys = resource.unique + (resource.field("name") == nil ? [] : [["Name"]])
        for key in keys {
            let twin = records.first(resource.type) { other in
                other.id != record.id && key.allSatisfy { other[$0] == record[$0] }
            }
            guard twin == nil else {
                throw .conflict("There is such a \(resource.noun) already.")
            }
        }
    }
}

extension Records {
    /// What names a record in one of its fields.
    func references(to record: Record) -> [Record] {
        Catalogue.types.flatMap { type in
            let fields = (DS3.Schema.known(type)?.fields ?? []).map(\.name).filter { field in
                Resource.target(of: field, in: type) == record.type
            }
            guard !fields.isEmpty else { return [Record]() }
            return filter(type) { other in
                fields.contains { other[$0] == record.id }
            }
        }
    }
}

extension Record {
    /// Whether not even an administrator changes it.
    var isFixed: Bool { type == "Group" && isBuiltIn }

    /// Fields that were not given, as the contract has them then.
    mutating func fillIn(now: String) {
        for field in DS3.Schema.known(type)?.fields ?? [] where self[field.name] == nil {
            if field.isMoment {
                self[field.name] = now
            } else if let standard = field.standard, !standard.isEmpty {
                self[field.name] = standard
            } else if field.null == .never, ["I", "L"].contains(field.type) {
                self[field.name] = "0"
            }
        }
    }
}
