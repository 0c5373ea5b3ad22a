// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusTelemetry

/// What a client reads whose request never became one, or failed on the way.
enum RefusalPage {
    static func response(
        to refusal: HTTPRefusal, _ transactions: TransactionIDGenerator
    ) -> Response {
        let id = transactions.next()
        // The body of 412 is the sentence alone: the Swift API's for a path that is not UTF-8.
        let page =
            refusal.status.code == 412
            ? refusal.reason
            : "<html><h1>\(refusal.status.reason)</h1><p>\(refusal.reason)</p></html>"
        return Response(
            refusal.status,
            headers: [
                "Content-Type": "text/html; charset=UTF-8",
                "X-Trans-Id": id,
                "X-Openstack-Request-Id": id,
            ], body: .bytes(Bytes(page)))
    }
}
