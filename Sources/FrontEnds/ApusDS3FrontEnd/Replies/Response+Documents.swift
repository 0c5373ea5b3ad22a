// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusXML

extension Response {
    /// 204.
    static var done: Response { Response(.noContent) }

    /// A document.
    static func document(_ element: XMLElement, status: Status = .ok) -> Response {
        Response(
            status, headers: ["Content-Type": "application/xml"], body: .bytes(element.encoded))
    }

    /// A document of the contract's, all its fields written.
    static func document(_ payload: some DS3Payload, status: Status = .ok) -> Response {
        document(payload.document(), status: status)
    }

    /// A page of a list, with the headers that say what is not on it.
    static func list<Item: DS3Payload>(_ page: Page<Item>) -> Response {
        var response = document(DS3.List(page.items).document)
        page.describe(in: &response.headers)
        return response
    }

    /// A document that is written while it is sent.
    static func document(streaming reader: BodyReader) -> Response {
        Response(.ok, headers: ["Content-Type": "application/xml"], body: .stream(reader))
    }

    /// A text that only servers understand.
    static func text(_ text: String) -> Response {
        Response(.ok, headers: ["Content-Type": "text/plain"], body: .bytes(Bytes(text)))
    }
}
