// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI

extension LXD {
    /// Does something at the first of the addresses at which another server reaches this one.
    ///
    /// - Parameters:
    ///   - addresses: URLs; nil for those that it listens at.
    ///   - attempt: begins anew for each; an operation that fails is taken for a wrong address.
    /// - Throws: `LXDError` with `.badRequest` when it does not listen on the network; what the
    ///   last attempt threw.
    func reached<Result>(
        at addresses: [String]?,
        by attempt: (_ address: String, _ certificate: String?) async throws -> Result
    ) async throws -> Result {
        let environment = try await server().environment
        let addresses = addresses ?? (environment?.addresses ?? []).map { "https://\($0)" }
        var failure = LXDError(
            .badRequest,
            "The server does not listen on the network; set core.https_address so that others "
                + "reach it", url: url.url)
        for address in addresses {
            do {
                return try await attempt(address, environment?.certificate)
            } catch let error as LXDError where error.code == .operationFailed {
                failure = error
            }
        }
        throw failure
    }
}
