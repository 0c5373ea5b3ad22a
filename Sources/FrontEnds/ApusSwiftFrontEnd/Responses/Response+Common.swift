// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

extension Response {
    /// 201 without a word.
    static var made: Response {
        Response(.created, headers: ["Content-Type": ErrorPage.contentType])
    }

    /// 202 with the standard sentence.
    static var accepted: Response { Refusal(202).response }

    /// 204.
    static var nothing: Response {
        Response(.noContent, headers: ["Content-Type": ErrorPage.contentType])
    }

    /// The head of a listing, for HEAD.
    ///
    /// It promises no bytes, whatever GET would send: that is what OpenStack Swift does, and
    /// clients look for the field.
    static func listingHead(
        _ status: Status, _ parameters: ListingParameters, _ headers: Headers
    ) -> Response {
        var headers = headers
        headers["Content-Type"] = parameters.contentType
        headers["Content-Length"] = "0"
        if parameters.isNegotiated { headers["Vary"] = "Accept" }
        return Response(status, headers: headers)
    }

    /// A listing; 204 when there is nothing to say.
    static func listing(
        _ document: Bytes, _ parameters: ListingParameters, _ headers: Headers
    ) -> Response {
        var headers = headers
        headers["Content-Type"] = parameters.contentType
        if parameters.isNegotiated { headers["Vary"] = "Accept" }
        guard !document.isEmpty else {
            headers["Content-Length"] = "0"
            return Response(.noContent, headers: headers)
        }
        return Response(.ok, headers: headers, body: .bytes(document))
    }
}
