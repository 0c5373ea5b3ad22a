// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Sections, names and values of a configuration file, before anybody asks what they mean.
///
/// The flavour is that of Python's `RawConfigParser`, which OpenStack's services read theirs
/// with: `[section]`, `name = value` or `name: value`, whole-line comments with `#` or `;`,
/// values that go on in lines indented deeper than their name. Names keep their case, nothing is
/// interpolated, and what appears twice is an error.
struct INIFile: Hashable, Sendable {
    /// One `name = value`.
    struct Entry: Hashable, Sendable {
        let name: String
        /// Without surrounding blanks; continued lines are joined by line feeds.
        var value: String
        /// Where the name is, counted from 1.
        let line: Int
    }

    /// One `[section]`.
    struct Section: Hashable, Sendable {
        let name: String
        let line: Int
        var entries: [Entry] = []
    }

    /// The most bytes a file may have.
    static let limitBytes = 4 * 1024 * 1024
    /// The most bytes a line may have.
    static let lineLimitBytes = 64 * 1024
    /// The most entries a file may have, over all sections.
    static let entryLimit = 100_000

    /// The sections in the order of the file.
    private(set) var sections: [Section] = []

    /// Reads a file's bytes.
    ///
    /// - Parameter file: what errors call it.
    /// - Throws: `ConfigurationError` with every line that cannot be read.
    init(parsing bytes: Bytes, file: String) throws(ConfigurationError) {
        guard bytes.count <= Self.limitBytes else {
            throw ConfigurationError(file, [.init("more than \(Self.limitBytes) bytes")])
        }
        var reader = LineReader()
        // Lines end at LF; a CR before it goes with the blanks that are cut off.
        let lines = bytes.array.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (position, line) in lines.enumerated() { reader.read(line, number: position + 1) }
        guard reader.problems.isEmpty else { throw ConfigurationError(file, reader.problems) }
        sections = reader.sections
    }
}

/// Reads line after line and keeps what it has understood, and what not.
private struct LineReader {
    private(set) var sections: [INIFile.Section] = []
    private(set) var problems: [ConfigurationError.Problem] = []

    private var sectionLines: [String: Int] = [:]
    private var nameLines: [String: Int] = [:]
    private var entryCount = 0
    /// How deep the name is indented whose value may go on; nil when there is none.
    private var nameIndent: Int?

    /// So many problems are reported at most: a file of another kind has one in every line.
    private static let problemLimit = 20

    mutating func read(_ bytes: ArraySlice<UInt8>, number: Int) {
        guard problems.count < Self.problemLimit else { return }
        guard bytes.count <= INIFile.lineLimitBytes else {
            return problems.append(
                .init(line: number, "more than \(INIFile.lineLimitBytes) bytes"))
        }
        guard !bytes.contains(0), let line = String(validating: bytes, as: UTF8.self) else {
            return problems.append(.init(line: number, "not a line of UTF-8 text"))
        }
        let unmarked = number == 1 && line.hasPrefix("\u{feff}") ? line.dropFirst() : line[...]
        let text = unmarked.trimmed
        guard let first = text.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";")
        else { return }
        let indent = unmarked.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .count
        if let nameIndent, indent > nameIndent {
            return goOn(text)
        }
        nameIndent = nil
        if first == UInt8(ascii: "[") {
            beginSection(text, number: number)
        } else {
            addEntry(text, indent: indent, number: number)
        }
    }

    private mutating func beginSection(_ text: Substring, number: Int) {
        guard text.utf8.last == UInt8(ascii: "]") else {
            return problems.append(.init(line: number, "a section name without its ]"))
        }
        // By bytes: a combining mark beside a bracket would make one character with it.
        let inner = text.utf8.dropFirst().dropLast()
        let name = String(text[inner.startIndex..<inner.endIndex].trimmed)
        guard !name.isEmpty else {
            return problems.append(.init(line: number, "a section without a name"))
        }
        if let before = sectionLines[name] {
            problems.append(.init(line: number, "[\(name)] again, first in line \(before)"))
        }
        sectionLines[name] = number
        nameLines = [:]
        sections.append(INIFile.Section(name: name, line: number))
    }

    private mutating func addEntry(_ text: Substring, indent: Int, number: Int) {
        guard !sections.isEmpty else {
            return problems.append(.init(line: number, "an option before the first [section]"))
        }
        let delimiters = [UInt8(ascii: "="), UInt8(ascii: ":")]
        guard let delimiter = text.utf8.firstIndex(where: delimiters.contains) else {
            return problems.append(
                .init(line: number, "neither [section] nor name = value: \(text.shortened)"))
        }
        var name = text[..<delimiter].trimmed
        // Paste's way to override a value of [DEFAULT] in a section of its own.
        if let rest = name.dropping(prefix: "set ") { name = rest.trimmed }
        guard !name.isEmpty else {
            return problems.append(.init(line: number, "a value without a name"))
        }
        if let before = nameLines[String(name)] {
            problems.append(.init(line: number, "\(name) again, first in line \(before)"))
        }
        nameLines[String(name)] = number
        entryCount += 1
        guard entryCount <= INIFile.entryLimit else {
            return problems.append(
                .init(line: number, "more than \(INIFile.entryLimit) options"))
        }
        nameIndent = indent
        let value = text[text.utf8.index(after: delimiter)...].trimmed
        sections[sections.count - 1].entries.append(
            INIFile.Entry(name: String(name), value: String(value), line: number))
    }

    private mutating func goOn(_ text: Substring) {
        let section = sections.count - 1
        let entry = sections[section].entries.count - 1
        guard section >= 0, entry >= 0 else { return }
        if sections[section].entries[entry].value.isEmpty {
            sections[section].entries[entry].value = String(text)
        } else {
            sections[section].entries[entry].value += "\n" + text
        }
    }
}

extension Substring {
    /// Without blanks, tabs and carriage returns at its ends.
    fileprivate var trimmed: Substring {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        guard let start = utf8.firstIndex(where: { !isBlank($0) }),
            let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return self[start..<utf8.index(after: last)]
    }

    /// The first characters, for an error.
    fileprivate var shortened: String {
        count > 40 ? "\(prefix(40))..." : String(self)
    }
}
