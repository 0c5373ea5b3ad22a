// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Which paths are refused for what is in them (`[filter:name_check]`).
///
/// Source: OpenStack Swift, `swift.common.middleware.name_check`.
public struct NameCheckSettings: Hashable, Sendable {
    /// What refuses `.` and `..` between slashes.
    public static let usualPattern = #"/\./|/\.\./|/\.$|/\.\.$"#

    /// Characters (`forbidden_chars`).
    public var forbiddenCharacters = "'\"`<>"
    /// In bytes, all of the path (`maximum_length`).
    public var lengthLimitBytes = 255
    /// A regular expression (`forbidden_regexp`); empty for none.
    public var forbiddenPattern = usualPattern

    public init() {}

    /// Whether something can be looked for with a pattern.
    public static func isPattern(_ text: String) -> Bool { (try? Regex(text)) != nil }

    /// - Parameter path: percent-decoded.
    /// - Throws: `Refusal`.
    func check(_ path: Bytes) throws {
        let text = path.text
        guard !text.unicodeScalars.contains(where: forbiddenCharacters.unicodeScalars.contains)
        else {
            throw Refusal(
                400,
                html: "Object/Container/Account name contains forbidden chars from "
                    + forbiddenCharacters)
        }
        guard path.count <= lengthLimitBytes else {
            throw Refusal(
                400,
                html: "Object/Container/Account name longer than the allowed maximum "
                    + "\(lengthLimitBytes)")
        }
        guard !matches(text) else {
            throw Refusal(
                400,
                html: "Object/Container/Account name contains a forbidden substring from regular "
                    + "expression \(forbiddenPattern)")
        }
    }

    private func matches(_ text: String) -> Bool {
        if forbiddenPattern.isEmpty { return false }
        if forbiddenPattern == Self.usualPattern {
            return text.parts(separatedBy: "/").dropFirst().contains { $0 == "." || $0 == ".." }
        }
        guard let pattern = try? Regex(forbiddenPattern) else { return false }
        return text.contains(pattern)
    }
}
