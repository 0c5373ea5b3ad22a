// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore

/// A segment of a static large object that is asked for by its number: `?part-number=N`.
struct PartNumber {
    /// Counted from 1.
    let number: Int

    /// - Returns: nil when no part is asked for, or the object has none.
    /// - Throws: `Refusal` for what is no number, and for a range of a part.
    init?(_ request: SwiftRequest, _ info: ObjectInfo) throws {
        guard info.form == .staticLargeObject, let text = request.query["part-number"] else {
            return nil
        }
        guard let number = Int(text), number > 0 else {
            throw Refusal(400, html: "Part number must be an integer greater than 0")
        }
        guard request.headers["Range"].flatMap({ ByteRangeSet($0) }) == nil else {
            throw Refusal(
                400, html: "Range requests are not supported with part number queries")
        }
        self.number = number
    }

    /// Where the part lies in the large object; nil when there are fewer.
    func range(in lengthsBytes: [UInt64]) -> Range<UInt64>? {
        guard number <= lengthsBytes.count else { return nil }
        let start = lengthsBytes.prefix(number - 1).reduce(0, +)
        return start..<start + lengthsBytes[number - 1]
    }

    /// 416 for a part that is not there.
    func unsatisfiable(
        _ info: ObjectInfo, _ headers: Headers, isHead: Bool
    ) -> Response {
        var headers = headers
        headers["Content-Range"] = "bytes */\(info.sizeBytes ?? 0)"
        if isHead {
            headers["Content-Length"] = "0"
            return Response(Status(416, ErrorPage.titles[416]), headers: headers)
        }
        return Response(
            Status(416, ErrorPage.titles[416]), headers: headers,
            body: .bytes(Bytes("The requested part number is not satisfiable")))
    }
}
