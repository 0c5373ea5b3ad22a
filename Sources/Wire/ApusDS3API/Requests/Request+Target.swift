// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

extension DS3 {
    /// A request as it is typed, `GET` and `/_rest_/tape?page_length=3`, whose answer is left as
    /// the text it came as.
    ///
    /// - Parameters:
    ///   - target: path and query, escaped where need be.
    /// - Throws: `DS3Error` with `.badRequest` when the contract has no such request.
    public static func request(
        _ method: Method, _ target: String
    ) throws(DS3Error) -> Request<String> {
        let parts = target.parts(separatedBy: "?", maxSplits: 1)
        let path = String(parts[0])
        var parameters: [(name: String, value: String?)] = []
        for item in (parts.count > 1 ? parts[1] : "").parts(separatedBy: "&")
        where !item.isEmpty {
            let pair = item.parts(separatedBy: "=", maxSplits: 1)
            parameters.append((try decoded(pair[0]), pair.count > 1 ? try decoded(pair[1]) : nil))
        }
        guard path.startsBytewise(with: "/"),
            let operation = Operation.find(method, path: path, parameters: parameters)
        else {
            throw DS3Error(.badRequest, "DS3 has no request \(method.rawValue) \(target)")
        }
        var request = Request<String>(operation.name, method, path)
        for parameter in parameters {
            if let value = parameter.value {
                request.text(parameter.name, value)
            } else {
                request.flag(parameter.name)
            }
        }
        return request
    }

    private static func decoded(_ text: Substring) throws(DS3Error) -> String {
        guard let decoded = PercentEncoding.decode(text) else {
            throw DS3Error(.badRequest, "'\(text)' is not well escaped")
        }
        return decoded
    }
}
