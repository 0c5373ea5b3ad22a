// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP

/// The parameters of a request's query. Names are compared without case, `-` and `_`; an empty
/// value is no value.
///
/// A parameter that the contract says to be a number, a date, `true` or `false`, or a word out of
/// a list has been found to be one before a handler is called.
struct Parameters: Sendable {
    /// As they were sent, decoded.
    let all: [(name: String, value: String?)]
    private let values: [String: String]

    /// Reads what follows the question mark of a target; a plus stands for itself.
    ///
    /// - Throws: 400 for what is not UTF-8.
    init(query: String) throws(DS3Error) {
        var all: [(name: String, value: String?)] = []
        var values: [String: String] = [:]
        for part in query.parts(separatedBy: "&", keepsEmpty: false) {
            let halves = part.parts(separatedBy: "=", maxSplits: 1)
            guard let name = PercentEncoding.decode(halves[0]),
                let value = PercentEncoding.decode(halves.count > 1 ? halves[1] : "")
            else { throw .badRequest("A parameter is not UTF-8.") }
            all.append((name, halves.count > 1 ? value : nil))
            values[Self.bare(name)] = value
        }
        self.all = all
        self.values = values
    }

    /// A name without what clients write differently.
    static func bare(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { $0 != 0x2D && $0 != 0x5F }, as: UTF8.self)
    }

    /// Whether it was sent, with whatever value: how flags are read.
    func has(_ name: String) -> Bool { values[Self.bare(name)] != nil }

    /// Nil when it was not sent, or has no value.
    func text(_ name: String) -> String? {
        values[Self.bare(name)].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: 400 when it was not sent, or has no value.
    func required(_ name: String) throws(DS3Error) -> String {
        guard let text = text(name) else { throw .badRequest("The parameter \(name) is missing.") }
        return text
    }

    /// - Throws: 400 when it is no number.
    func number(_ name: String) throws(DS3Error) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text) else { throw Self.malformed(name, text) }
        return number
    }

    /// A number that is not below zero.
    ///
    /// - Throws: 400 when it is none.
    func natural(_ name: String) throws(DS3Error) -> Int? {
        guard let number = try number(name) else { return nil }
        guard number >= 0 else { throw Self.malformed(name, String(number)) }
        return number
    }

    /// - Throws: 400 when it is neither `true` nor `false`, in any case.
    func boolean(_ name: String) throws(DS3Error) -> Bool? {
        guard let text = text(name) else { return nil }
        guard let value = DS3.boolean(text) else { throw Self.malformed(name, text) }
        return value
    }

    /// Milliseconds since 1970, or ISO 8601.
    ///
    /// - Throws: 400 when it is neither.
    func time(_ name: String) throws(DS3Error) -> DS3.Time? {
        guard let text = text(name) else { return nil }
        guard let time = DS3.Time(text) else { throw Self.malformed(name, text) }
        return time
    }

    /// A word in any case.
    func word<Word: DS3Word>(_ name: String) -> Word? {
        text(name).map { Word(parameter: $0) }
    }

    /// The part of a list that is wanted.
    ///
    /// - Throws: 400 when one of the parameters of paging is no number, or makes no sense.
    func page() throws(DS3Error) -> PageRequest {
        var page = PageRequest()
        if let length = try natural("page_length") {
            page.length = min(length, PageRequest.lengthLimit)
        }
        page.offset = try natural("page_offset") ?? 0
        page.startMarker = text("page_start_marker")
        page.isLast = has("last_page")
        return page
    }

    /// Refuses parameters that are not the operation's, and values that cannot be.
    func check(against operation: DS3.Operation) throws(DS3Error) {
        let isAdministration = operation.path.startsBytewise(with: "/_rest_/")
        var known: [String: DS3.Operation.Parameter] = [:]
        for parameter in operation.parameters { known[Self.bare(parameter.name)] = parameter }
        for sent in all {
            let bare = Self.bare(sent.name)
            if let parameter = known[bare] {
                guard let value = sent.value, !value.isEmpty, !parameter.accepts(value) else {
                    continue
                }
                throw Self.malformed(parameter.name, value)
            }
            let isPaging = operation.isPaged && Self.paging.contains(bare)
            guard isPaging || !isAdministration else {
                throw .badRequest("There is no parameter \(sent.name) here.")
            }
        }
    }

    private static let paging: Set<String> = [
        "pagelength", "pageoffset", "pagestartmarker", "lastpage",
    ]

    private static func malformed(_ name: String, _ value: String) -> DS3Error {
        .badRequest("The parameter \(name) cannot be '\(value)'.")
    }
}
