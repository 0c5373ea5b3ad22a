// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What is known about one option before anything is parsed: enough to parse it, to explain it
/// and to complete it.
public struct OptionDeclaration: Sendable {
    /// Whether something follows the option.
    public enum Arity: Hashable, Sendable {
        /// Nothing does.
        case flag
        /// One text does; the placeholder stands for it in help (`AUTH`).
        case value(placeholder: String)
    }

    /// The spellings in the order that help shows them, dashes included; never empty.
    public private(set) var spellings: [String]
    /// Spellings that are understood but shown nowhere.
    public private(set) var hiddenSpellings: [String]
    /// Whether the beginning of a long name may stand for it. One that came later than the
    /// programs people abbreviate for keeps their abbreviations as they were.
    public private(set) var mayBeAbbreviated = true
    /// Whether something follows.
    public let arity: Arity
    /// One or two sentences.
    public let help: String
    /// The environment variables that stand in for the option, first one first.
    public let environment: [String]
    /// Under which its occurrences are kept; options that share one are read together.
    public let key: String
    /// Checks a value; the text it answers says what is wrong.
    let check: @Sendable (String) -> String?

    /// Every spelling that is understood.
    var allSpellings: [String] { spellings + hiddenSpellings }

    /// The option with these of its spellings only; nil when none is left.
    public func keeping(_ isKept: (String) -> Bool) -> OptionDeclaration? {
        var kept = self
        kept.spellings = spellings.filter(isKept)
        kept.hiddenSpellings = hiddenSpellings.filter(isKept)
        return kept.spellings.isEmpty ? nil : kept
    }

    /// The option, to be written in full.
    public var unabbreviated: OptionDeclaration {
        var option = self
        option.mayBeAbbreviated = false
        return option
    }

    /// The spellings joined as error messages name them: `-R/--retries`.
    public var joinedSpellings: String { spellings.joined(separator: "/") }
}

/// One time that an option stood on the command line.
public struct Occurrence: Hashable, Sendable {
    /// The first spelling of the option's declaration, whatever was typed.
    public let spelling: String
    /// What followed; nil with a flag.
    public let value: String?
}

/// Why the value of an option was refused.
public struct OptionValueError: Error, Hashable {
    /// What is wrong, to stand after `argument -X/--long: `.
    public let message: String

    /// Makes an error.
    public init(_ message: String) {
        self.message = message
    }
}

/// An option with the type of what it means to the program.
///
/// Declared once, as a constant; `ParsedArguments` is indexed by it.
public struct Option<Value: Sendable>: Sendable {
    /// The declarations that it is read from: one, but for options that share a value (`-v`, `-q`).
    public let declarations: [OptionDeclaration]
    let read: @Sendable ([Occurrence]) -> Value

    /// Makes an option that is read from several declarations of one key.
    ///
    /// - Parameter read: turns the occurrences, in the order of the command line, into the value;
    ///   called with none when the option is absent.
    public init(
        _ declarations: [OptionDeclaration], read: @escaping @Sendable ([Occurrence]) -> Value
    ) {
        self.declarations = declarations
        self.read = read
    }
}

extension OptionDeclaration {
    /// A declaration without a check.
    public init(
        _ spellings: String..., arity: Arity = .flag, key: String? = nil, hidden: [String] = [],
        environment: [String] = [], help: String
    ) {
        self.init(
            spellings, arity: arity, key: key, hidden: hidden, environment: environment, help: help
        ) { _ in nil }
    }

    fileprivate init(
        _ spellings: [String], arity: Arity, key: String?, hidden: [String],
        environment: [String], help: String, check: @escaping @Sendable (String) -> String?
    ) {
        precondition(!spellings.isEmpty, "an option needs a spelling")
        self.spellings = spellings
        hiddenSpellings = hidden
        self.arity = arity
        self.help = help
        self.environment = environment
        self.key = key ?? spellings.first { $0.hasPrefix("--") } ?? spellings[0]
        self.check = check
    }
}

extension Option where Value == Bool {
    /// An option that is there or is not.
    public static func flag(
        _ spellings: String..., hidden: [String] = [], environment: [String] = [], help: String
    ) -> Option {
        let declaration = OptionDeclaration(
            spellings, arity: .flag, key: nil, hidden: hidden, environment: environment,
            help: help
        ) { _ in nil }
        return Option([declaration]) { !$0.isEmpty }
    }
}

extension Option where Value == [String] {
    /// An option whose values add up.
    public static func list(
        _ spellings: String..., placeholder: String, help: String
    ) -> Option {
        let declaration = OptionDeclaration(
            spellings, arity: .value(placeholder: placeholder), key: nil, hidden: [],
            environment: [], help: help
        ) { _ in nil }
        return Option([declaration]) { $0.compactMap(\.value) }
    }
}

extension Option where Value == String? {
    /// An option with a text; the last one counts.
    public static func text(
        _ spellings: String..., placeholder: String, hidden: [String] = [],
        environment: [String] = [], help: String
    ) -> Option {
        let declaration = OptionDeclaration(
            spellings, arity: .value(placeholder: placeholder), key: nil, hidden: hidden,
            environment: environment, help: help
        ) { _ in nil }
        return Option([declaration]) { $0.last?.value }
    }
}

extension Option {
    /// An option with a value that is not just text; the last one counts.
    ///
    /// - Parameter parse: reads the text, or throws what is wrong with it.
    public static func value<Wrapped: Sendable>(
        _ spellings: String..., placeholder: String, hidden: [String] = [],
        environment: [String] = [], help: String,
        parse: @escaping @Sendable (String) throws(OptionValueError) -> Wrapped
    ) -> Option where Value == Wrapped? {
        let declaration = OptionDeclaration(
            spellings, arity: .value(placeholder: placeholder), key: nil, hidden: hidden,
            environment: environment, help: help
        ) { text in
            do throws(OptionValueError) {
                _ = try parse(text)
                return nil
            } catch {
                return error.message
            }
        }
        return Option([declaration]) { occurrences in
            guard let text = occurrences.last?.value else { return nil }
            return try? parse(text)
        }
    }

    /// An option with a whole number.
    public static func integer(
        _ spellings: String..., placeholder: String, environment: [String] = [], help: String
    ) -> Option where Value == Int? {
        let declaration = OptionDeclaration(
            spellings, arity: .value(placeholder: placeholder), key: nil, hidden: [],
            environment: environment, help: help
        ) { wholeNumber($0) == nil ? "invalid int value: '\($0)'" : nil }
        return Option([declaration]) { $0.last?.value.flatMap(wholeNumber) }
    }
}

/// A whole number as the field's tools read it: with blanks around it, a sign, and single
/// underscores between digits.
private func wholeNumber(_ text: String) -> Int? {
    var digits = text[...]
    while let first = digits.first, first.isWhitespace { digits.removeFirst() }
    while let last = digits.last, last.isWhitespace { digits.removeLast() }
    let groups = digits.split(separator: "_", omittingEmptySubsequences: false)
    guard groups.dropFirst().allSatisfy({ $0.first?.isNumber == true }),
        groups.dropLast().allSatisfy({ $0.last?.isNumber == true })
    else { return nil }
    return Int(groups.joined())
}
