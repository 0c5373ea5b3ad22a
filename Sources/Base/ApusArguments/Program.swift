// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Options that help shows under one title.
public struct OptionGroup: Sendable {
    /// The title; no colon.
    public let title: String
    /// The options.
    public let options: [OptionDeclaration]
    /// Whether help shows the group without being asked for it.
    public let isShownAtFirst: Bool

    /// Makes a group.
    public init(title: String, isShownAtFirst: Bool = true, options: [OptionDeclaration]) {
        self.title = title
        self.isShownAtFirst = isShownAtFirst
        self.options = options
    }
}

/// A name that is placed on the command line by its position.
public struct Positional: Sendable {
    /// How help calls it: `<container>`, `[<object>...]`.
    public let name: String
    /// One or two sentences.
    public let help: String
    /// All there is to choose from, for shells to offer; empty when that is anything.
    public let choices: [String]

    /// Makes one.
    public init(_ name: String, _ help: String, choices: [String] = []) {
        self.name = name
        self.help = help
        self.choices = choices
    }
}

/// One subcommand.
public struct Command: Sendable {
    /// The name typed.
    public let name: String
    /// Other names for it.
    public let aliases: [String]
    /// What follows the name in `Usage:`.
    public let synopsis: String
    /// One line.
    public let summary: String
    /// Paragraphs that explain.
    public let description: [String]
    /// What stands after it by position.
    public let positionals: [Positional]
    /// Its own options.
    public let options: [OptionDeclaration]
    /// Whether lists of commands leave it out.
    public let isHidden: Bool
    /// The program that reads what stands after the name, where that has subcommands of its own;
    /// made when it is asked for.
    public let program: (@Sendable () -> Program)?

    /// Makes a subcommand.
    public init(
        _ name: String, aliases: [String] = [], synopsis: String, summary: String,
        description: [String] = [], positionals: [Positional] = [],
        options: [OptionDeclaration] = [], isHidden: Bool = false,
        program: (@Sendable () -> Program)? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.synopsis = synopsis
        self.summary = summary
        self.description = description
        self.positionals = positionals
        self.options = options
        self.isHidden = isHidden
        self.program = program
    }
}

extension Command {
    /// The same command with more options.
    public func adding(_ more: [OptionDeclaration]) -> Command {
        replacing(options: options + more)
    }

    /// The same command with other options.
    public func replacing(options: [OptionDeclaration]) -> Command {
        Command(
            name, aliases: aliases, synopsis: synopsis, summary: summary,
            description: description, positionals: positionals, options: options,
            isHidden: isHidden, program: program)
    }
}

/// A program with subcommands, declared once: parsing, help, completions and the manual page all
/// come from this value.
public struct Program: Sendable {
    /// The name it is started by.
    public let name: String
    /// One line.
    public let summary: String
    /// Paragraphs that explain.
    public let description: [String]
    /// Options that every subcommand takes.
    public let groups: [OptionGroup]
    /// The subcommands.
    public let commands: [Command]
    /// Lines to imitate.
    public let examples: [String]
    /// Environment variables that belong to no single option, with what they do.
    public let environment: [(name: String, help: String)]

    /// Makes a program.
    public init(
        name: String, summary: String, description: [String] = [], groups: [OptionGroup],
        commands: [Command], examples: [String] = [],
        environment: [(name: String, help: String)] = []
    ) {
        self.name = name
        self.summary = summary
        self.description = description
        self.groups = groups
        self.commands = commands
        self.examples = examples
        self.environment = environment
    }

    /// Every option that is not a subcommand's own.
    public var globalOptions: [OptionDeclaration] { groups.flatMap(\.options) }

    /// The subcommand of a name or alias.
    public func command(_ name: String) -> Command? {
        commands.first { $0.name == name || $0.aliases.contains(name) }
    }
}
