// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftAPI

/// What a form says before the files it brings.
struct FormFields {
    /// How much of a value counts, in bytes.
    static let valueLimitBytes = 4096
    /// How many fields there may be.
    static let countLimit = 100

    /// By name, in lower case.
    private(set) var values: [String: String] = [:]

    /// Adds a field; line ends and dashes at the end of its value do not count.
    mutating func add(_ name: String, _ value: Bytes) throws(FormProblem) {
        guard let text = value.validText else { throw .invalid("a field is not UTF-8") }
        var bytes = Array(text.utf8)[...]
        while let last = bytes.last, [0x0D, 0x0A, 0x2D].contains(last) { bytes.removeLast() }
        values[name.lowercased()] = String(decoding: bytes, as: UTF8.self)
        guard values.count <= Self.countLimit else { throw .invalid("too many fields") }
    }

    subscript(name: String) -> String? { values[name] }

    /// A number; 0 when the field is not there or empty.
    func number(_ name: String) throws(FormProblem) -> Int64 {
        guard let value = values[name], !value.isEmpty else { return 0 }
        guard let number = Int64(value) else { throw .invalid("\(name) not an integer") }
        return number
    }

    /// What the signature is of.
    private func statement(path: String) -> Bytes {
        func text(_ name: String, otherwise: String) -> String {
            values[name].flatMap { $0.isEmpty ? nil : $0 } ?? otherwise
        }
        let lines = [
            path, text("redirect", otherwise: ""), text("max_file_size", otherwise: "0"),
            text("max_file_count", otherwise: "0"), text("expires", otherwise: "0"),
        ]
        return Bytes(lines.joined(separator: "\n"))
    }

    /// The first of the keys that has signed this form.
    func signer<Key>(
        among keys: [Key], text: (Key) -> String, path: String,
        functions: [TemporaryURLSignature.Function]
    ) -> Key? {
        guard let signature = TemporaryURLSignature(values["signature"] ?? ""),
            functions.contains(signature.function)
        else { return nil }
        let statement = statement(path: path)
        return keys.first { signature.isGenuine(statement, key: text($0)) }
    }
}

/// Why a form is refused.
enum FormProblem: Error {
    /// 400 with a reason.
    case invalid(String)
    /// 401 with a reason.
    case unauthorised(String)
}
