// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusModel
import ApusObjectStore

extension DS3FrontEnd {
    /// Who has signed a request.
    ///
    /// - Throws: `DS3Error` with 403: `AccessDenied` without a signature or a date,
    ///   `InvalidAccessKeyId`, `RequestTimeTooSkewed`, `SignatureDoesNotMatch`.
    func authenticate(_ request: Request) async throws -> DS3User {
        guard let field = request.headers["Authorization"],
            let credential = DS3.Signature.credential(in: field)
        else { throw DS3Error(.accessDenied, "The request is not signed.", status: 403) }
        guard let user = catalogue.user(accessKey: credential.accessKey) else {
            throw DS3Error(
                .invalidAccessKeyID, "Nobody has the access key of the request.", status: 403)
        }
        try checkDate(of: request)
        let parts = request.target.parts(separatedBy: "?", maxSplits: 1)
        let candidates = DS3.Signature.candidates(
            method: request.method.rawValue, path: String(parts[0]),
            query: parts.count > 1 ? String(parts[1]) : "",
            headers: request.headers.fields.map { ($0.name, $0.value) })
        guard
            DS3.Signature.matches(
                credential.signature, candidates: candidates, secretKey: user.secretKey)
        else {
            throw DS3Error(
                .signatureDoesNotMatch, "The signature is not that of the request.", status: 403)
        }
        return user
    }

    private func checkDate(of request: Request) throws(DS3Error) {
        let field = request.headers["x-amz-date"] ?? request.headers["Date"]
        guard let field, let sent = DS3.Time(header: field) ?? DS3.Time(field) else {
            throw DS3Error(.accessDenied, "The request has no date.", status: 403)
        }
        let difference = abs(Int64(store.clock.now().seconds) - sent.milliseconds / 1000)
        guard .seconds(difference) <= settings.clockSkew else {
            throw DS3Error(
                .requestTimeTooSkewed,
                "The date of the request and the server's clock are too far apart.", status: 403)
        }
    }
}
