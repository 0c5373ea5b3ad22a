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

    private var bashCompletions: String {
        var cases = ""
        for command in shownCommands {
            let names = ([command.name] + command.aliases).joined(separator: "|")
            cases += "        \(names)) words=\"\(visibleWords(command.options)) $common\" ;;\n"
        }
        let names = shownCommands.flatMap { [$0.name] + $0.aliases }.sorted()
        let choices = names.joined(separator: "|")
        return """
            # Completions of \(name) for bash, made from its option declarations.
            _\(name)() {
                local current="${COMP_WORDS[COMP_CWORD]}" word command="" words
                local common="\(visibleWords(globalOptions))"
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "$word" in
                    \(choices)) command="$word"; break ;;
                    esac
                done
                case "$command" in
            \(cases)        *) words="\(names.joined(separator: " ")) $common" ;;
                esac
                if [[ "$current" == -* || -z "$command" ]]; then
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
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
        for option in globalOptions { text += zshSpecification(option, indent: 8) }
        text += "    )\n    commands=(\n"
        for command in shownCommands {
            text += "        \(zshQuoted("\(command.name):\(command.summary)"))\n"
        }
        text += "    )\n    local command=\"${words[(r)("
        text += shownCommands.flatMap { [$0.name] + $0.aliases }.joined(separator: "|")
        text += ")]}\"\n    case \"$command\" in\n"
        for command in shownCommands {
            let names = ([command.name] + command.aliases).joined(separator: "|")
            text += "    \(names)) _arguments -s $common \\\n"
            for option in command.options {
                for line in zshSpecification(option, indent: 8).split(separator: "\n") {
                    text += "\(line) \\\n"
                }
            }
            text += "        '*:file:_files' ;;\n"
        }
        text += "    *) _arguments -s $common '1:subcommand:->subcommand' '*::' && return\n"
        text += "       _describe subcommand commands ;;\n    esac\n}\n_\(name) \"$@\"\n"
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
                text +=
                    margin + zshQuoted("\(spelling)\(mark)[\(help)]:\(placeholder):_files") + "\n"
            }
        }
        return text
    }

    private func zshQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private var fishCompletions: String {
        let names = shownCommands.flatMap { [$0.name] + $0.aliases }.joined(separator: " ")
        var text = "# Completions of \(name) for fish, made from its option declarations.\n"
        for command in shownCommands {
            text += "complete -c \(name) -n 'not __fish_seen_subcommand_from \(names)'"
            text += " -f -a \(command.name) -d \(fishQuoted(command.summary))\n"
        }
        for option in globalOptions { text += fishLine(option, condition: nil) }
        for command in shownCommands {
            let seen = ([command.name] + command.aliases).joined(separator: " ")
            for option in command.options {
                text += fishLine(option, condition: "__fish_seen_subcommand_from \(seen)")
            }
        }
        return text
    }

    private func fishLine(_ option: OptionDeclaration, condition: String?) -> String {
        var line = "complete -c \(name)"
        if let condition { line += " -n '\(condition)'" }
        for spelling in option.spellings {
            line +=
                spelling.hasPrefix("--")
                ? " -l \(spelling.dropFirst(2))" : " -s \(spelling.dropFirst())"
        }
        if case .value = option.arity { line += " -r" }
        return line + " -d \(fishQuoted(option.help))\n"
    }

    private func fishQuoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
