// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The shells that completions are written for.
public enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}

extension Program {
    /// What may be typed next: after a subcommand its options, before one the subcommands and
    /// the global options. Sorted; hidden spellings are part of a subcommand's.
    ///
    /// - Returns: nothing for a subcommand that does not exist.
    public func words(after commandName: String?) -> [String] {
        guard let commandName else {
            return
                (commands.filter { !$0.isHidden }.flatMap { [$0.name] + $0.aliases }
                + globalOptions.flatMap(\.spellings)).sorted()
        }
        guard let command = command(commandName) else { return [] }
        return (command.options + globalOptions).flatMap(\.allSpellings).sorted()
    }

    /// A completion script.
    public func completions(for shell: Shell) -> String {
        switch shell {
        case .bash: bashCompletions
        case .zsh: zshCompletions
        case .fish: fishCompletions
        }
    }

    private var shownCommands: [Command] { commands.filter { !$0.isHidden } }

    private func visibleWords(_ options: [OptionDeclaration]) -> String {
        options.flatMap(\.spellings).sorted().joined(separator: " ")
    }

    /// The spellings of options whose value is of a kind, in a shell's list of words.
    private func spellings(
        _ options: [OptionDeclaration], of kind: OptionDeclaration.ValueKind
    ) -> String {
        options.filter { $0.valueKind == kind }.flatMap(\.spellings).sorted()
            .joined(separator: " ")
    }

    /// The names of all commands that are shown, each with its aliases.
    private var shownNames: [String] { shownCommands.flatMap { [$0.name] + $0.aliases } }

    /// One case for each command, and for those of programs below.
    private func bashCases(_ prefix: String) -> String {
        var cases = ""
        for command in shownCommands {
            let names = ([command.name] + command.aliases).map { "\"\(prefix)\($0)\"" }
                .joined(separator: "|")
            let inner = command.program?()
            let options = command.options + (inner ?? self).globalOptions
            let choices = inner?.shownNames ?? command.choices
            cases += "    \(names))\n"
            cases += "        words=\"\(visibleWords(options))\"\n"
            cases += "        files=\"\(spellings(options, of: .file))\"\n"
            cases += "        directories=\"\(spellings(options, of: .directory))\"\n"
            cases += "        texts=\"\(spellings(options, of: .text))\"\n"
            cases += "        choices=\"\(choices.joined(separator: " "))\" ;;\n"
            if let inner { cases += inner.bashCases("\(prefix)\(command.name) ") }
        }
        return cases
    }

    private var bashCompletions: String {
        let names = shownNames.sorted()
        var seen = names.map { "\" \($0)\"" }.joined(separator: "|") + ") command=\"$word\" ;;\n"
        for command in shownCommands {
            guard let inner = command.program?() else { continue }
            let below = inner.shownNames.map { "\"\(command.name) \($0)\"" }
            seen += "            \(below.joined(separator: "|"))) "
            seen += "command=\"\(command.name) $word\" ;;\n"
        }
        return """
            # Completions of \(name) for bash, made from its option declarations.
            _\(name)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="" word command="" words
                local files directories texts choices=""
                COMPREPLY=()
                [ "$COMP_CWORD" -gt 0 ] && previous="${COMP_WORDS[COMP_CWORD-1]}"
                # --option=value is three words here.
                if [ "$current" = "=" ]; then current=""; fi
                if [ "$previous" = "=" ] && [ "$COMP_CWORD" -gt 1 ]; then
                    previous="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "$command $word" in
                    \(seen)            esac
                done
                case "$command" in
            \(bashCases(""))    *)
                    words="\(names.joined(separator: " ")) \(visibleWords(globalOptions))"
                    files="\(spellings(globalOptions, of: .file))"
                    directories="\(spellings(globalOptions, of: .directory))"
                    texts="\(spellings(globalOptions, of: .text))" ;;
                esac
                if [[ " $files " == *" $previous "* ]]; then
                    COMPREPLY=($(compgen -f -- "$current"))
                elif [[ " $directories " == *" $previous "* ]]; then
                    COMPREPLY=($(compgen -d -- "$current"))
                elif [[ " $texts " == *" $previous "* ]]; then
                    :
                elif [[ "$current" == -* || -z "$command" ]]; then
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
                elif [ -n "$choices" ]; then
                    COMPREPLY=($(compgen -W "$choices" -- "$current"))
                else
                    COMPREPLY=($(compgen -f -- "$current"))
                fi
            }
            complete -o filenames -F _\(name) \(name)

            """
    }

    private var zshCompletions: String {
        var text = "#compdef \(name)\n"
        text += "# Completions of \(name) for zsh, made from its option declarations.\n"
        text += "_\(name)() {\n    local -a common commands\n    common=(\n"
        text += globalOptions.map { zshSpecification($0, indent: 8) }.joined()
        text += "    )\n    commands=(\n"
        for command in shownCommands {
            text += "        \(zshQuoted("\(command.name):\(command.summary)"))\n"
        }
        text += "    )\n    local command=\"${words[(r)("
        text += shownNames.joined(separator: "|")
        text += ")]}\"\n    case \"$command\" in\n" + zshCases
        text += "    *) _arguments -s $common '1:subcommand:->subcommand' '*::' && return\n"
        text += "       _describe subcommand commands ;;\n    esac\n}\n_\(name) \"$@\"\n"
        return text
    }

    private var zshCases: String {
        var text = ""
        for command in shownCommands {
            let names = ([command.name] + command.aliases).joined(separator: "|")
            if let inner = command.program?() {
                // The words of the program below, as if it were one of its own.
                let below = inner.shownNames
                text += "    \(names)) common=(\n"
                text += inner.globalOptions.map { zshSpecification($0, indent: 8) }.joined()
                text +=
                    "        )\n    command=\"${words[(r)(\(below.joined(separator: "|")))]}\"\n"
                text += "    case \"$command\" in\n" + inner.zshCases
                text += "    *) _arguments -s $common '1:subcommand:(\(command.name))' "
                text += "'*:subcommand:(\(below.joined(separator: " ")))' ;;\n    esac ;;\n"
                continue
            }
            text += "    \(names)) _arguments -s $common \\\n"
            for option in command.options {
                for line in zshSpecification(option, indent: 8).split(separator: "\n") {
                    text += "\(line) \\\n"
                }
            }
            let choices = command.choices.joined(separator: " ")
            text +=
                "        \(choices.isEmpty ? "'*:file:_files'" : "'*:choice:(\(choices))'") ;;\n"
        }
        return text
    }

    private func zshSpecification(_ option: OptionDeclaration, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var text = ""
        let help = option.help.replacing("[", with: "(").replacing("]", with: ")")
        for spelling in option.spellings {
            switch option.arity {
            case .flag: text += margin + zshQuoted("\(spelling)[\(help)]") + "\n"
            case .value(let placeholder):
                let mark = spelling.hasPrefix("--") ? "=" : "+"
                let message = placeholder.replacing(":", with: "\\:")
                let action =
                    switch option.valueKind {
                    case .file: "_files"
                    case .directory: "_files -/"
                    case .text, nil: " "
                    }
                text +=
                    margin + zshQuoted("\(spelling)\(mark)[\(help)]:\(message):\(action)") + "\n"
            }
        }
        return text
    }

    private func zshQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private var fishCompletions: String {
        "# Completions of \(name) for fish, made from its option declarations.\n"
            + fishLines(of: name, when: "")
    }

    /// The lines for this program, under a condition that others stand before it.
    private func fishLines(of outer: String, when condition: String) -> String {
        let start = condition.isEmpty ? "" : condition + "; and "
        let names = shownNames.joined(separator: " ")
        var text = ""
        for command in shownCommands {
            text += "complete -c \(outer) -n '\(start)not __fish_seen_subcommand_from \(names)'"
            text += " -f -a \(command.name) -d \(fishQuoted(command.summary))\n"
        }
        // Commands of this program may bear the names of those of a program below.
        let programs = shownCommands.filter { $0.program != nil }
            .map { "; and not __fish_seen_subcommand_from \($0.name)" }.joined()
        for option in globalOptions {
            text += fishLine(
                option, of: outer,
                condition: condition.isEmpty
                    ? (programs.isEmpty ? nil : String(programs.dropFirst("; and ".count)))
                    : condition)
        }
        for command in shownCommands {
            let seen =
                "\(start)__fish_seen_subcommand_from "
                + ([command.name] + command.aliases).joined(separator: " ")
            if let inner = command.program?() {
                text += inner.fishLines(of: outer, when: seen)
                continue
            }
            for option in command.options {
                text += fishLine(option, of: outer, condition: seen + programs)
            }
            guard !command.choices.isEmpty else { continue }
            text += "complete -c \(outer) -n '\(seen)\(programs)' -f"
            text += " -a \(fishQuoted(command.choices.joined(separator: " ")))\n"
        }
        return text
    }

    private func fishLine(
        _ option: OptionDeclaration, of outer: String, condition: String?
    ) -> String {
        var line = "complete -c \(outer)"
        if let condition { line += " -n '\(condition)'" }
        for spelling in option.spellings {
            line +=
                spelling.hasPrefix("--")
                ? " -l \(spelling.dropFirst(2))" : " -s \(spelling.dropFirst())"
        }
        switch option.valueKind {
        case .file: line += " -r -F"
        case .directory: line += " -x -a '(__fish_complete_directories)'"
        case .text: line += " -x"
        case nil: break
        }
        return line + " -d \(fishQuoted(option.help))\n"
    }

    private func fishQuoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}

extension Command {
    /// What its positional arguments may be, where that is known.
    fileprivate var choices: [String] { positionals.flatMap(\.choices) }
}

extension OptionDeclaration {
    /// What a value is, for a shell that completes it.
    enum ValueKind: Hashable {
        case file
        case directory
        case text
    }

    /// nil for a flag; the placeholder tells.
    var valueKind: ValueKind? {
        guard case .value(let placeholder) = arity else { return nil }
        return switch placeholder {
        case "FILE", "CACERT", "CERT": .file
        case "DIRECTORY": .directory
        default: .text
        }
    }
}
