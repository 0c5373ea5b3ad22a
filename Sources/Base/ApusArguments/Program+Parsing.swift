// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension Program {
    /// Takes a command line apart (without the program's own name).
    ///
    /// Global options may stand anywhere, a subcommand's options after it, in any order with what
    /// stands by position. `--opt value`, `--opt=value`, `-Xvalue`, `-X value`, bundled flags and
    /// unambiguous beginnings of long names are understood, `--` ends the options, and a negative
    /// number is no option. What looks like an option and is none ends up among the positionals
    /// and in `unknownOptions`: whether that is an error is the caller's choice
    /// (`refuseUnknownOptions(in:)`).
    ///
    /// - Throws: the first `ArgumentError`.
    public func parse(_ arguments: [String]) throws(ArgumentError) -> ParsedArguments {
        var parser = Parser(program: self)
        return try parser.parse(arguments)
    }

    /// Throws for the first thing that looked like an option and was none.
    public func refuseUnknownOptions(in parsed: ParsedArguments) throws(ArgumentError) {
        guard let option = parsed.unknownOptions.first else { return }
        let options = globalOptions + (parsed.commandName.flatMap(command)?.options ?? [])
        let typed = option.split(separator: "=").first.map(String.init) ?? option
        throw .unknown(
            option: option,
            suggestion: nearest(
                to: typed, among: options.flatMap(\.spellings).filter { $0.hasPrefix("--") }))
    }
}

private struct Parser {
    let program: Program
    private var options: [String: OptionDeclaration] = [:]
    /// What may be abbreviated, in the order of the declarations.
    private var longNames: [(spelling: String, declaration: OptionDeclaration)] = []
    private let globalNameCount: Int
    private var result = ParsedArguments()

    init(program: Program) {
        self.program = program
        let names = Self.longNames(of: program.globalOptions)
        globalNameCount = names.count
        longNames = names
        for option in program.globalOptions { add(option) }
    }

    private mutating func add(_ declaration: OptionDeclaration) {
        for spelling in declaration.allSpellings { options[spelling] = declaration }
    }

    private static func longNames(
        of declarations: [OptionDeclaration]
    ) -> [(spelling: String, declaration: OptionDeclaration)] {
        declarations.filter(\.mayBeAbbreviated).flatMap { declaration in
            declaration.allSpellings.filter { $0.hasPrefix("--") }.map { ($0, declaration) }
        }
    }

    mutating func parse(_ arguments: [String]) throws(ArgumentError) -> ParsedArguments {
        var position = 0
        while position < arguments.count {
            let token = arguments[position]
            position += 1
            if token == "--" {
                for rest in arguments[position...] { place(rest) }
                break
            }
            guard looksLikeOption(token) else {
                place(token)
                continue
            }
            guard let matched = try match(token) else {
                result.unknownOptions.append(token)
                place(token)
                continue
            }
            try take(matched, from: arguments, at: &position)
        }
        return result
    }

    private mutating func place(_ token: String) {
        guard result.commandName == nil else { return result.positionals.append(token) }
        result.commandName = token
        guard let command = program.command(token) else { return }
        for option in command.options { add(option) }
        longNames += Self.longNames(of: command.options)
    }

    private func looksLikeOption(_ token: String) -> Bool {
        guard token.hasPrefix("-"), token != "-" else { return false }
        if options[token] != nil { return true }
        if isNegativeNumber(token) { return false }
        // A blank inside means a name that happens to begin with a dash, not an option.
        return token.hasPrefix("--") && token.contains("=") || !token.contains(" ")
    }

    private func isNegativeNumber(_ token: String) -> Bool {
        let digits = token.dropFirst()
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let last = parts.last, !last.isEmpty else { return false }
        return parts.allSatisfy { part in part.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    /// What one token means: flags bundled in it, then at most one option with a value.
    private struct Match {
        var flags: [OptionDeclaration] = []
        var last: OptionDeclaration
        var value: String?
    }

    private func match(_ token: String) throws(ArgumentError) -> Match? {
        if let exact = options[token] { return Match(last: exact) }
        var name = token
        var value: String?
        if let equals = token.firstIndex(of: "=") {
            name = String(token[..<equals])
            value = String(token[token.index(after: equals)...])
            if let exact = options[name] { return Match(last: exact, value: value) }
        }
        return token.hasPrefix("--")
            ? try matchBeginning(name, value: value) : matchBundle(token)
    }

    private func matchBeginning(
        _ name: String, value: String?
    ) throws(ArgumentError) -> Match? {
        // An ambiguity among the options of the program is told of before those of a subcommand
        // are looked at, as by OpenStack's tool.
        for names in [longNames[..<globalNameCount], longNames[...]] {
            let matches = names.filter { $0.spelling.hasPrefix(name) }
            // Two spellings of one option are no ambiguity.
            guard Set(matches.map { $0.declaration.spellings[0] }).count <= 1 else {
                throw .ambiguous(option: name, matches: matches.map(\.spelling))
            }
            if names.count == longNames.count, let only = matches.first {
                return Match(last: only.declaration, value: value)
            }
        }
        return nil
    }

    private func matchBundle(_ token: String) -> Match? {
        var flags: [OptionDeclaration] = []
        var rest = token.dropFirst()
        while let letter = rest.first {
            guard let declaration = options["-\(letter)"] else { return nil }
            rest = rest.dropFirst()
            switch declaration.arity {
            case .value:
                return Match(
                    flags: flags, last: declaration, value: rest.isEmpty ? nil : String(rest))
            case .flag:
                if rest.isEmpty { return Match(flags: flags, last: declaration) }
                flags.append(declaration)
            }
        }
        return nil
    }

    private mutating func take(
        _ match: Match, from arguments: [String], at position: inout Int
    ) throws(ArgumentError) {
        for flag in match.flags { record(flag, nil) }
        let declaration = match.last
        switch declaration.arity {
        case .flag:
            if let value = match.value {
                throw .unexpectedValue(option: declaration.joinedSpellings, value: value)
            }
            record(declaration, nil)
        case .value:
            var value = match.value
            if value == nil, position < arguments.count, arguments[position] != "--",
                !looksLikeOption(arguments[position])
            {
                value = arguments[position]
                position += 1
            }
            guard let value else { throw .missingValue(option: declaration.joinedSpellings) }
            if let message = declaration.check(value) {
                throw .badValue(option: declaration.joinedSpellings, message: message)
            }
            record(declaration, value)
        }
    }

    private mutating func record(_ declaration: OptionDeclaration, _ value: String?) {
        result.occurrences[declaration.key, default: []].append(
            Occurrence(spelling: declaration.spellings[0], value: value))
    }
}

/// The candidate that is fewest edits away, unless it takes more than a third of the letters.
func nearest(to text: String, among candidates: [String]) -> String? {
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let distance = editDistance(Array(text.utf8), Array(candidate.utf8))
        if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    guard let best, best.distance * 3 <= max(text.utf8.count, 3) else { return nil }
    return best.candidate
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (line, byte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = line + 1
        for (column, other) in right.enumerated() {
            let above = row[column + 1]
            row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other ? 0 : 1))
            diagonal = above
        }
    }
    return row[right.count]
}
