// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest

extension Call {
    /// - Throws: 403 for all but administrators.
    func requireAdministrator() throws {
        guard catalogue.isAdministrator(user) else {
            throw DS3Error.denied("Only administrators may do this.")
        }
    }

    /// What the request's member is, by id or name.
    ///
    /// - Throws: 404 when there is none.
    func member(_ resource: Resource, in records: Records) throws(DS3Error) -> Record {
        guard let record = records.find(resource.type, subject) else {
            throw .notFound("No \(resource.noun) is \(subject).")
        }
        return record
    }

    /// What the parameters say of fields, as documents have it: ids for names, words in capitals.
    ///
    /// - Throws: 404 for what names nothing, 400 for what cannot be.
    func given(
        _ resource: Resource, in records: Records
    ) async throws -> [(field: String, text: String)] {
        var given: [(field: String, text: String)] = []
        for parameter in operation.parameters where parameter.value == nil {
            guard parameter.type != "flag", let text = parameters.text(parameter.name),
                let field = resource.field(parameter.name)
            else { continue }
            given.append(
                (field.name, try await value(text, of: field, in: resource.type, records)))
        }
        return given
    }

    /// The value of a parameter as documents have it.
    func value(
        _ text: String, of field: DS3.FieldSchema, in type: String, _ records: Records
    ) async throws -> String {
        switch field.type {
        case "U": return try await id(text, named: field.name, in: type, records)
        case "B": return String(DS3.boolean(text) ?? false)
        case "I", "L":
            guard let number = Int64(text), number >= 0 else {
                throw DS3Error.badRequest("\(field.name) cannot be \(text).")
            }
            return String(number)
        case "F":
            guard let number = Double(text), (0...1).contains(number) else {
                throw DS3Error.badRequest("\(field.name) cannot be \(text).")
            }
            return "\(number)"
        case "D": return DS3.Time(text)?.description ?? text
        case "S":
            // What a document cannot hold could not be read again.
            let isPlain = text.unicodeScalars.allSatisfy { scalar in
                scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value & 0xFFFE != 0xFFFE
            }
            guard isPlain, text.utf8.count <= Catalogue.textLimitBytes else {
                throw DS3Error.badRequest(
                    "\(field.name) has at most \(Catalogue.textLimitBytes) bytes and no control "
                        + "characters.")
            }
            return text
        default: return text.uppercased()
        }
    }

    /// The id of what a parameter names.
    ///
    /// - Throws: 404 when it names nothing, 400 for what can only be an id and is none.
    func id(
        _ word: String, named name: String, in type: String, _ records: Records
    ) async throws -> String {
        guard let target = Resource.target(of: name, in: type) else {
            guard let id = UUIDText.parse(word) else {
                throw DS3Error.badRequest("\(name) cannot be '\(word)'.")
            }
            return id
        }
        if target == "Bucket" { return try await bucket(word, for: nil).id }
        guard let record = records.find(target, word) else {
            throw DS3Error.notFound("Nothing that \(name) could mean is \(word).")
        }
        return record.id
    }
}
