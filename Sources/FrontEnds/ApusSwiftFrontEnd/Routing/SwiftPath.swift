// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What a target names: `/v1/ACCOUNT[/CONTAINER[/OBJECT]]`.
struct SwiftPath: Hashable {
    /// `v1` or `v1.0`.
    let version: String
    let account: AccountName
    let container: ContainerName?
    let object: ObjectName?

    /// Why a target names nothing.
    enum Problem: Error, Hashable {
        case notFound
        /// There is only one part, which names no account.
        case badURL
        case unknownVersion
        case invalidEncoding
        case tooLong(kind: String, bytes: Int, limit: Int)
    }

    /// Reads a target without its query.
    init(_ path: some StringProtocol) throws(Problem) {
        guard let decoded = PercentEncoding.decode(path), !decoded.contains(byte: 0) else {
            throw .invalidEncoding
        }
        let parts = decoded.parts(separatedBy: "/", maxSplits: 4)
        guard parts.count >= 2, parts[0].isEmpty, !parts[1].isEmpty else { throw .notFound }
        let isKnown = parts[1] == "v1" || parts[1] == "v1.0"
        // Only the last part may be empty: `/v1/a/` is the account.
        guard parts.dropFirst().dropLast().allSatisfy({ !$0.isEmpty }) else { throw .notFound }
        let account = parts.count > 2 ? parts[2] : ""
        let container = parts.count > 3 ? parts[3] : ""
        let object = parts.count > 4 ? parts[4] : ""
        guard !account.isEmpty else { throw .badURL }
        guard isKnown else { throw .unknownVersion }
        version = String(parts[1])
        do {
            self.account = try AccountName(String(account))
        } catch {
            throw Self.problem(error, "Account")
        }
        do {
            self.container = container.isEmpty ? nil : try ContainerName(String(container))
        } catch {
            throw Self.problem(error, "Container")
        }
        do {
            self.object = object.isEmpty ? nil : try ObjectName(String(object))
        } catch {
            throw Self.problem(error, "Object")
        }
    }

    private static func problem(_ error: NameError, _ kind: String) -> Problem {
        switch error {
        case .tooLong(let bytes, let limit): .tooLong(kind: kind, bytes: bytes, limit: limit)
        case .containsNull: .invalidEncoding
        case .empty, .containsSlash: .badURL
        }
    }

    var containerAddress: ContainerAddress? {
        container.map { ContainerAddress(account, $0) }
    }

    var objectAddress: ObjectAddress? {
        guard let containerAddress, let object else { return nil }
        return ObjectAddress(containerAddress, object)
    }
}
