// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A command line, taken apart.
public struct ParsedArguments: Sendable {
    /// The first thing that is no option and no option's value: the subcommand, known or not.
    public internal(set) var commandName: String?
    /// What stood by position after the subcommand.
    public internal(set) var positionals: [String] = []
    /// Things that look like options and are not; they are among `positionals` as well.
    public internal(set) var unknownOptions: [String] = []

    var occurrences: [String: [Occurrence]] = [:]

    /// What an option means.
    public subscript<Value>(option: Option<Value>) -> Value {
        option.read(occurrences(of: option))
    }

    /// Whether an option stood on the command line.
    public func contains<Value>(_ option: Option<Value>) -> Bool {
        !occurrences(of: option).isEmpty
    }

    private func occurrences<Value>(of option: Option<Value>) -> [Occurrence] {
        guard let key = option.declarations.first?.key else { return [] }
        return occurrences[key] ?? []
    }
}

/// Why a command line could not be taken apart.
public enum ArgumentError: Error, Hashable, CustomStringConvertible {
    /// An option's value is missing.
    case missingValue(option: String)
    /// A flag was given a value.
    case unexpectedValue(option: String, value: String)
    /// A value was refused.
    case badValue(option: String, message: String)
    /// A cut-off name that several options begin with.
    case ambiguous(option: String, matches: [String])
    /// Not an option of this command; the nearest one that is.
    case unknown(option: String, suggestion: String?)

    public var description: String {
        switch self {
        case .missingValue(let option): "argument \(option): expected one argument"
        case .unexpectedValue(let option, let value):
            "argument \(option): ignored explicit argument '\(value)'"
        case .badValue(let option, let message): "argument \(option): \(message)"
        case .ambiguous(let option, let matches):
            "ambiguous option: \(option) could match \(matches.joined(separator: ", "))"
        case .unknown(let option, let suggestion):
            "unknown option \(option)" + (suggestion.map { "; did you mean \($0)?" } ?? "")
        }
    }
}
