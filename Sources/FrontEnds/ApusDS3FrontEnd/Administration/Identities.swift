// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP

/// What is done with users and groups, beside making and changing them.
enum Identities {
    static let handlers: [String: Handler] = [
        "RegenerateUserSecretKeySpectraS3": renewSecretKey,
        "ModifyUserSpectraS3": modify,
        "VerifyUserIsMemberOfGroupSpectraS3": verifyMembership,
    ]

    private static let users = Resource.record("SpectraUser")
    private static let groups = Resource.record("Group")

    /// A new secret for oneself, or by an administrator for anybody.
    private static func renewSecretKey(_ call: Call) async throws -> Response {
        let id = try call.member(users, in: call.catalogue.records).id
        if id != call.user.id { try call.requireAdministrator() }
        let user = try await call.catalogue.change { change in
            guard var user = change.records["SpectraUser", id] else {
                throw DS3Error.notFound("No user is \(call.subject).")
            }
            user.renewSecretKey()
            change.put(user)
            return user
        }
        if id == BuiltIn.user { await tellOfSecretKey(call) }
        return .document(users.document(user))
    }

    /// Two that come at once may tell in the other order: whoever is last tells of the last.
    private static func tellOfSecretKey(_ call: Call) async {
        do {
            var told: String
            repeat {
                told = call.frontEnd.secretKey
                try await call.settings.onSecretKey?(told)
            } while told != call.frontEnd.secretKey
        } catch {
            // The new one holds, and whoever keeps it looks at the next start.
            call.settings.onFailure?(error, call.id)
        }
    }

    /// A user keeps at least the name that the configuration gives, so that the next start finds
    /// it as it was.
    private static func modify(_ call: Call) async throws -> Response {
        let user = try call.member(users, in: call.catalogue.records)
        if user.isBuiltIn, let name = call.parameters.text("name"), name != user.name {
            throw DS3Error.badRequest("The configuration names this user.")
        }
        let secretKey = call.frontEnd.secretKey
        let response = try await RecordEngine(users).modify(call)
        if user.id == BuiltIn.user, call.frontEnd.secretKey != secretKey {
            await tellOfSecretKey(call)
        }
        return response
    }

    /// 204 for who is in no group within.
    private static func verifyMembership(_ call: Call) async throws -> Response {
        let records = call.catalogue.records
        let group = try call.member(groups, in: records)
        var user = call.user.id
        if let word = call.parameters.text("user_id") {
            user = try await call.id(word, named: "user_id", in: "Group", records)
        }
        guard records.isMember(user: user, of: group.id) else { return .done }
        return .document(groups.document(group))
    }
}
