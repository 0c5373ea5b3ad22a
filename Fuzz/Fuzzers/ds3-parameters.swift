// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Sources/FrontEnds/ApusDS3FrontEnd/Requests/Parameters.swift
// compile with: Sources/FrontEnds/ApusDS3FrontEnd/Replies/DS3Error+Reasons.swift
// compile with: Sources/FrontEnds/ApusDS3FrontEnd/Replies/Page.swift
// compile with: Sources/FrontEnds/ApusDS3FrontEnd/Objects/NamePattern.swift
// compile with: Sources/FrontEnds/ApusDS3FrontEnd/S3/ReadRanges.swift

import ApusBytes
import ApusDS3API
import ApusHTTP

/// What is read of a query is written so that it reads the same, and what the contract has been
/// compared with can be read as what the contract says.
private func look(at query: String, path: String) {
    guard let parameters = try? Parameters(query: query) else { return }
    let written = parameters.all.map { name, value in
        PercentEncoding.encode(name, keeping: "")
            + (value.map { "=" + PercentEncoding.encode($0, keeping: "") } ?? "")
    }.joined(separator: "&")
    let again = (try? Parameters(query: written))?.all ?? []
    require(
        again.count == parameters.all.count
            && zip(again, parameters.all).allSatisfy { $0.name == $1.name && $0.value == $1.value },
        "written: \(written)")
    for (name, _) in parameters.all { require(parameters.has(name), "\(name) is not there") }
    if let page = try? parameters.page() { look(at: page) }
    for method in [DS3.Method.get, .put, .post, .delete, .head] {
        guard
            let operation = DS3.Operation.find(method, path: path, parameters: parameters.all),
            (try? parameters.check(against: operation)) != nil
        else { continue }
        for parameter in operation.parameters where parameters.text(parameter.name) != nil {
            let name = parameter.name
            let isRead =
                switch parameter.type {
                case "I": (try? parameters.number(name)) != nil
                case "B": (try? parameters.boolean(name)) != nil
                case "D": (try? parameters.time(name)) != nil
                default: true
                }
            require(isRead, "\(name) of \(operation.name) cannot be read")
        }
    }
}

/// Pages are parts of the list, behind what they begin behind.
private func look(at page: PageRequest) {
    let items = ["a", "b", "c", "d"]
    for marker in [page.startMarker, nil, "b"] {
        var page = page
        page.startMarker = marker
        guard let cut = try? page.cut(items, id: { $0 }) else { continue }
        require(cut.items.count <= page.length, "\(cut.items.count) of \(page.length)")
        require(cut.totalCount == items.count, "another total")
        let end = items.count - cut.behindCount
        require(end >= cut.items.count && end <= items.count, "\(cut.behindCount) behind")
        require(cut.items == Array(items[(end - cut.items.count)..<end]), "other items")
        if marker == "b" { require(!cut.items.contains("b"), "what the page begins behind") }
    }
}

/// Whether a name is one of a pattern, worked out byte by byte.
private func isMatch(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    // After each byte of the pattern: which beginnings of the name it stands for.
    var reached = [true] + Array(repeating: false, count: name.count)
    for byte in pattern {
        var next = Array(repeating: false, count: name.count + 1)
        for end in 0...name.count {
            if byte == UInt8(ascii: "%") {
                next[end] = reached[end] || (end > 0 && next[end - 1])
            } else {
                next[end] = end > 0 && reached[end - 1] && name[end - 1] == byte
            }
        }
        reached = next
    }
    return reached[name.count]
}

/// Lines: a query, a path, a pattern, a name, and the field `Range`.
func fuzz(_ input: Bytes) {
    guard let text = input.validText else { return }
    let lines = text.parts(separatedBy: "\n", maxSplits: 4)
    look(at: String(lines[0]), path: lines.count > 1 ? String(lines[1]) : "/")
    guard lines.count == 5 else { return }
    if lines[2].utf8.count < 200, lines[3].utf8.count < 200 {
        let pattern = NamePattern(String(lines[2]))
        let name = String(lines[3])
        let expected = isMatch(Array(name.utf8), Array(lines[2].utf8))
        require(pattern.matches(name) == expected, "it is \(expected)")
        if expected {
            require(name.utf8.starts(with: pattern.prefix.utf8), "another prefix")
        }
    }
    let bounds: Range<UInt64> = 10..<30
    if let ranges = try? ReadRanges(String(lines[4]), within: bounds, sizeBytes: 100) {
        require(!ranges.ranges.isEmpty, "no range")
        for range in ranges.ranges {
            require(!range.isEmpty && range.clamped(to: bounds) == range, "\(range)")
        }
        require(ranges.lengthBytes >= UInt64(ranges.ranges.count), "too short")
    }
}
