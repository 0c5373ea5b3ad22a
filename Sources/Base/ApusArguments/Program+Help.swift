// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension Program {
    /// The line that says how the program is called.
    public var usage: String {
        "Usage: \(name) [options] <subcommand> [subcommand options] [arguments]\n"
    }

    /// Help on the whole program.
    ///
    /// - Parameter showsEveryGroup: also the groups that are not shown at first.
    public func help(showsEveryGroup: Bool = false) -> String {
        var text = usage + "\n"
        text += paragraphs([summary] + description)
        text += "\nSubcommands:\n"
        for command in commands where !command.isHidden {
            text += row(command.name, command.summary)
        }
        if !examples.isEmpty {
            text += "\nExamples:\n"
            for example in examples { text += "  \(example)\n" }
        }
        for group in groups where group.isShownAtFirst || showsEveryGroup {
            text += "\n\(group.title):\n"
            for option in group.options { text += row(option.helpTerm, option.helpText) }
        }
        return text
    }

    /// `Usage:` and the help of one subcommand.
    public func help(on command: Command, calledAs called: String? = nil) -> String {
        var text = "Usage: \(name) \(called ?? command.name) \(command.synopsis)\n"
        text += paragraphs([command.summary] + command.description)
        if !command.positionals.isEmpty {
            text += "\nPositional arguments:\n"
            for positional in command.positionals { text += row(positional.name, positional.help) }
        }
        if !command.options.isEmpty {
            text += "\nOptional arguments:\n"
            for option in command.options { text += row(option.helpTerm, option.helpText) }
        }
        return text
    }

    private func paragraphs(_ texts: [String]) -> String {
        texts.map { fill($0, width: 78, indent: 0).joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    private func row(_ term: String, _ text: String) -> String {
        let column = 26
        let lines = fill(text, width: 78 - column, indent: 0)
        var row = "  " + term
        var rest = lines[...]
        if row.utf8.count < column, let first = rest.popFirst() {
            row += String(repeating: " ", count: column - row.utf8.count) + first
        }
        for line in rest { row += "\n" + String(repeating: " ", count: column) + line }
        return row + "\n"
    }
}

extension OptionDeclaration {
    /// `-A=AUTH, --auth=AUTH`, or `-v, --verbose`.
    var helpTerm: String {
        switch arity {
        case .flag: spellings.joined(separator: ", ")
        case .value(let placeholder):
            spellings.map { "\($0)=\(placeholder)" }.joined(separator: ", ")
        }
    }

    var helpText: String {
        guard !environment.isEmpty else { return help }
        return help + " Defaults to env[\(environment.joined(separator: ", "))]."
    }
}

/// Breaks a text at blanks into lines of at most `width` bytes.
func fill(_ text: String, width: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for bytes in text.utf8.split(separator: UInt8(ascii: " ")) {
        let word = Substring(bytes)
        if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > width - indent {
            lines.append(margin + line)
            line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines
}
