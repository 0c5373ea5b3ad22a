// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Sources/Programs/ApusServer/Configuration/INI/*.swift
// compile with: Sources/Programs/ApusServer/Configuration/ConfigurationError.swift

import ApusBytes

/// Names and values without their places, byte by byte.
private func contents(_ file: INIFile) -> [[[UInt8]]] {
    file.sections.map { section in
        [Array(section.name.utf8)]
            + section.entries.flatMap { [Array($0.name.utf8), Array($0.value.utf8)] }
    }
}

/// The file as an editor would write it; `set` before every name, since it may begin with one.
private func written(_ file: INIFile) -> Bytes {
    var text = ""
    for section in file.sections {
        text += "[\(section.name)]\n"
        for entry in section.entries {
            let lines = entry.value.split(separator: "\n", omittingEmptySubsequences: false)
            text += "set \(entry.name) = \(lines.joined(separator: "\n  "))\n"
        }
    }
    return Bytes(text)
}

/// Asks for every option of a section in every way there is.
private func readOptions(_ section: INIFile.Section) {
    var reader = SectionReader(section)
    for entry in section.entries.dropLast() {
        _ = reader.nonEmptyText(entry.name)
        _ = reader.list(entry.name)
        _ = reader.boolean(entry.name)
        _ = reader.integer(entry.name, in: 1...1000)
        _ = reader.sizeBytes(entry.name, in: 0...(.max))
        _ = reader.duration(entry.name, in: .zero ... .seconds(1_000_000))
        _ = reader.choice(entry.name, ["file": 1, "memory": 2])
    }
    reader.ignore("use", "log_*")
    _ = reader.entries(prefix: "user_")
    reader.refuseTheRest()
    let lines = (section.entries.first?.line ?? section.line)...
    for problem in reader.problems {
        require(problem.line.map { lines.contains($0) } == true, "a problem nowhere: \(problem)")
    }
}

/// What is read lies in order within the file, and written again reads the same; what is refused
/// is refused for a reason.
func fuzz(_ input: Bytes) {
    let file: INIFile
    do throws(ConfigurationError) {
        file = try INIFile(parsing: input, file: "fuzz")
    } catch {
        require(!error.problems.isEmpty, "refused without a reason")
        let lines = error.problems.compactMap(\.line)
        require(lines == lines.sorted(), "problems out of order: \(error)")
        return
    }
    let lines = file.sections.flatMap { [$0.line] + $0.entries.map(\.line) }
    let lineCount = input.array.count { $0 == UInt8(ascii: "\n") } + 1
    require(zip(lines, lines.dropFirst()).allSatisfy(<), "lines out of order: \(lines)")
    require(lines.allSatisfy { (1...lineCount).contains($0) }, "lines elsewhere: \(lines)")
    for section in file.sections { readOptions(section) }

    let text = written(file)
    do throws(ConfigurationError) {
        let again = try INIFile(parsing: text, file: "again")
        require(contents(again) == contents(file), "written: \(text.text), read: \(again)")
    } catch {
        fatalError("written, but cannot be read: \(error)\n\(text.text)")
    }
}
