// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// The metadata with which a container or an account asks for quoted ETags.
///
/// Source: OpenStack Swift, "Etag Quoter".
public enum EntityTagQuoting {
    /// `True` or `False`, of an account.
    public static let account = "x-account-rfc-compliant-etags"
    /// `True` or `False`, of a container; decides before its account's.
    public static let container = "x-container-rfc-compliant-etags"
}

extension ObjectStore {
    /// Whether the ETags of a container's objects are to be quoted; nil where nobody says.
    public func quotesEntityTags(in address: ContainerAddress) async throws -> Bool? {
        guard let stat = try await stat(try await container(address), of: address, .mayBeStale)
        else { return nil }
        if let own = stat.metadata[EntityTagQuoting.container] { return own == "True" }
        let account = try await account(address.account).stat(.mayBeStale)
        return account.metadata[EntityTagQuoting.account].map { $0 == "True" }
    }
}
