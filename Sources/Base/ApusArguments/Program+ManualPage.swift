// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension Program {
    /// The manual page of section 1, in the man(7) macros.
    ///
    /// - Parameter version: shown at the foot of the page.
    public func manualPage(version: String) -> String {
        var page = ".TH \(roff(pageName.uppercased())) 1 \"\" \"\(name) \(version)\"\n"
        page += ".SH NAME\n\(roff(pageName)) \\- \(roff(summary))\n"
        page += ".SH SYNOPSIS\n.B \(name)\n"
        page += "[options] \\fIsubcommand\\fR [subcommand options] [arguments]\n"
        page += ".SH DESCRIPTION\n"
        page += description.map { roff($0) + "\n" }.joined(separator: ".PP\n")
        page += ".SH SUBCOMMANDS\n"
        for command in commands where !command.isHidden { page += manual(of: command) }
        for group in groups {
            page += ".SH \(roff(group.title.uppercased()))\n"
            for option in group.options { page += item(option.helpTerm, option.helpText) }
        }
        let named = globalOptions.filter { !$0.environment.isEmpty }
        if !(named.isEmpty && environment.isEmpty) {
            page += ".SH ENVIRONMENT\n"
            for option in named {
                page += item(
                    option.environment.joined(separator: ", "),
                    "Stands in for \(option.joinedSpellings).")
            }
            for variable in environment { page += item(variable.name, variable.help) }
        }
        if !examples.isEmpty {
            page += ".SH EXAMPLES\n.nf\n"
            for example in examples { page += roff(example) + "\n" }
            page += ".fi\n"
        }
        if let outer = name.split(separator: " ").first, outer != name {
            page += ".SH SEE ALSO\n\\fB\(outer)\\fR(1)\n"
        }
        return page
    }

    /// What its page is called: that of `git add` is git-add(1).
    private var pageName: String { name.replacing(" ", with: "-") }

    /// The manual page of a subcommand, of section 1: `apus-upload(1)`.
    ///
    /// - Parameter version: shown at the foot of the page.
    public func manualPage(of command: Command, version: String) -> String {
        let title = "\(pageName)-\(command.name)"
        var page = ".TH \(roff(title.uppercased())) 1 \"\" \"\(name) \(version)\"\n"
        page += ".SH NAME\n\(roff(title)) \\- \(roff(command.summary))\n"
        page += ".SH SYNOPSIS\n.B \(name) \(roff(command.name))\n"
        if !command.synopsis.isEmpty { page += roff(command.synopsis) + "\n" }
        page += ".SH DESCRIPTION\n"
        page += ([command.summary] + command.description).map { roff($0) + "\n" }
            .joined(separator: ".PP\n")
        if !command.aliases.isEmpty {
            let names = command.aliases.map { "\\fB\(roff($0))\\fR" }.joined(separator: ", ")
            page += ".PP\nAlso called \(names).\n"
        }
        if !command.positionals.isEmpty {
            page += ".SH ARGUMENTS\n"
            for positional in command.positionals {
                page += item(positional.name, positional.help)
            }
        }
        if !command.options.isEmpty {
            page += ".SH OPTIONS\n"
            for option in command.options { page += item(option.helpTerm, option.helpText) }
        }
        let own = examples.filter { $0.contains("\(name) \(command.name)") }
        if !own.isEmpty {
            page += ".SH EXAMPLES\n.nf\n" + own.map { roff($0) + "\n" }.joined() + ".fi\n"
        }
        page +=
            ".SH SEE ALSO\n\\fB\(roff(pageName))\\fR(1) has the options that every subcommand takes.\n"
        return page
    }

    private func manual(of command: Command) -> String {
        var text = ".SS \(command.name) \(roff(command.synopsis))\n"
        text += roff(command.summary) + "\n"
        for paragraph in command.description { text += ".PP\n\(roff(paragraph))\n" }
        for positional in command.positionals { text += item(positional.name, positional.help) }
        for option in command.options { text += item(option.helpTerm, option.helpText) }
        return text
    }

    private func item(_ term: String, _ text: String) -> String {
        ".TP\n\\fB\(roff(term))\\fR\n\(roff(text))\n"
    }

    /// Backslashes, dashes and leading dots mean something to roff.
    private func roff(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
