// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Reads the options of one section as values, and remembers what was asked for: what nobody
/// asks for is unknown.
///
/// A value that cannot be read is noted as a problem and answered as if it were absent, so that
/// one pass finds all of them.
struct SectionReader {
    /// The section's name without brackets.
    let name: String
    /// Where the section begins; nil for one that is not in the file.
    let line: Int?

    private(set) var problems: [ConfigurationError.Problem] = []
    private(set) var warnings: [ConfigurationError.Problem] = []

    private let entries: [String: INIFile.Entry]
    private let order: [INIFile.Entry]
    private var known: Set<String> = []
    private var taken: Set<String> = []

    init(_ section: INIFile.Section) {
        name = section.name
        line = section.line
        order = section.entries
        entries = Dictionary(section.entries.map { ($0.name, $0) }) { first, _ in first }
    }

    /// A section that is not in the file.
    init(absent name: String) {
        self.name = name
        line = nil
        order = []
        entries = [:]
    }

    /// A text; nil when the option is absent.
    mutating func text(_ option: String) -> String? {
        known.insert(option)
        return entries[option]?.value
    }

    /// A text that may not be empty.
    mutating func nonEmptyText(_ option: String) -> String? {
        guard let value = text(option) else { return nil }
        guard !value.isEmpty else { return refuse(option, "needs a value") }
        return value
    }

    /// The entries separated by commas (or blanks), without empty ones.
    mutating func list(_ option: String) -> [String]? {
        text(option)?.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// Yes or no, in any of the words that OpenStack Swift takes for them.
    mutating func boolean(_ option: String) -> Bool? {
        guard let value = text(option) else { return nil }
        switch value.lowercased() {
        case "true", "1", "yes", "on", "t", "y": return true
        case "false", "0", "no", "off", "f", "n", "": return false
        default: return refuse(option, "is yes or no, not \(value)")
        }
    }

    /// A whole number within a range.
    mutating func integer(_ option: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = text(option) else { return nil }
        guard let number = Int(value) else {
            return refuse(option, "is a whole number, not \(value)")
        }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "at least \(range.lowerBound)"
                : "between \(range.lowerBound) and \(range.upperBound)"
            return refuse(option, "is \(bounds), not \(number)")
        }
        return number
    }

    /// A number within a range, with or without a fraction.
    mutating func number(_ option: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = text(option) else { return nil }
        guard let number = Double(value), range.contains(number) else {
            return refuse(
                option,
                "is a number between \(range.lowerBound) and \(range.upperBound), not \(value)")
        }
        return number
    }

    /// A number of bytes: plain, or with a unit (`64 KiB`, `5G`); a unit is a power of 1024.
    mutating func sizeBytes(_ option: String, in range: ClosedRange<UInt64>) -> UInt64? {
        guard let value = text(option) else { return nil }
        let digits = value.prefix { $0.isASCII && $0.isNumber }
        let unit = value.dropFirst(digits.count).drop { $0 == " " }
        let shifts: [String: UInt64] = [
            "": 0, "b": 0, "k": 10, "kb": 10, "kib": 10, "m": 20, "mb": 20, "mib": 20,
            "g": 30, "gb": 30, "gib": 30, "t": 40, "tb": 40, "tib": 40,
        ]
        guard let number = UInt64(digits), let shift = shifts[unit.lowercased()] else {
            return refuse(option, "is a number of bytes (64 KiB, 5 GiB), not \(value)")
        }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << shift)
        guard !overflows, range.contains(bytes) else {
            return refuse(
                option, "is between \(range.lowerBound) and \(range.upperBound) bytes, not \(value)"
            )
        }
        return bytes
    }

    /// A time in seconds, with a fraction or a unit (`90`, `0.5`, `200ms`, `5m`, `24h`, `7d`).
    mutating func duration(_ option: String, in range: ClosedRange<Duration>) -> Duration? {
        guard let value = text(option) else { return nil }
        let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = value.dropFirst(digits.count).drop { $0 == " " }
        let factors: [String: Double] = [
            "": 1, "s": 1, "ms": 0.001, "m": 60, "h": 3600, "d": 86400,
        ]
        guard let number = Double(digits), number.isFinite, let factor = factors[String(unit)],
            number * factor < 1e9
        else { return refuse(option, "is a time in seconds, not \(value)") }
        let duration = Duration.seconds(number * factor)
        guard range.contains(duration) else {
            return refuse(
                option, "is between \(range.lowerBound) and \(range.upperBound), not \(value)")
        }
        return duration
    }

    /// One of some words.
    mutating func choice<Value>(_ option: String, _ words: KeyValuePairs<String, Value>) -> Value? {
        guard let value = text(option) else { return nil }
        if let word = words.first(where: { $0.key == value.lowercased() }) { return word.value }
        let all = words.map(\.key).joined(separator: ", ")
        return refuse(option, "is one of \(all), not \(value)")
    }

    /// Every entry whose name has a prefix, with what follows it.
    mutating func entries(prefix: String) -> [(rest: String, entry: INIFile.Entry)] {
        known.insert(prefix + "...")
        return order.filter { $0.name.hasPrefix(prefix) }.map { entry in
            taken.insert(entry.name)
            return (String(entry.name.dropFirst(prefix.count)), entry)
        }
    }

    /// Options that OpenStack Swift knows and that change nothing here: each is warned about.
    /// A name that ends with `*` stands for all that begin like it and have not been asked for.
    mutating func ignore(_ options: String...) {
        for option in options {
            if option.utf8.last == UInt8(ascii: "*") {
                let prefix = String(option.dropLast())
                for entry in order
                where entry.name.hasPrefix(prefix) && !known.contains(entry.name) {
                    warn(entry)
                }
            } else {
                known.insert(option)
                if let entry = entries[option] { warn(entry) }
            }
        }
    }

    /// An option, or all that begin alike, that OpenStack Swift knows and that cannot mean
    /// anything here: warned about with the reason.
    mutating func ignore(_ option: String, because reason: String) {
        let isPrefix = option.utf8.last == UInt8(ascii: "*")
        if !isPrefix { known.insert(option) }
        let prefix = option.prefix { $0 != "*" }
        for entry in order where isPrefix ? entry.name.hasPrefix(prefix) : entry.name == option {
            taken.insert(entry.name)
            warnings.append(
                .init(line: entry.line, "\(entry.name) changes nothing here: \(reason)"))
        }
    }

    /// Notes something about the section that is worth a look.
    mutating func warn(_ sentence: String) {
        warnings.append(.init(line: line, sentence))
    }

    private mutating func warn(_ entry: INIFile.Entry) {
        taken.insert(entry.name)
        warnings.append(.init(line: entry.line, "\(entry.name) changes nothing here"))
    }

    /// Notes that an option's value is wrong.
    mutating func complain(_ option: String, _ what: String) {
        problems.append(.init(line: entries[option]?.line ?? line, "\(option) \(what)"))
    }

    /// Notes that an option's value is wrong, and answers as if it were absent.
    private mutating func refuse<Value>(_ option: String, _ what: String) -> Value? {
        complain(option, what)
        return nil
    }

    /// Notes a problem of one line.
    mutating func complain(at line: Int?, _ sentence: String) {
        problems.append(.init(line: line ?? self.line, sentence))
    }

    /// Notes every option that nobody has asked for.
    mutating func refuseTheRest() {
        for entry in order where !known.contains(entry.name) && !taken.contains(entry.name) {
            var sentence = "[\(name)] has no option \(entry.name)"
            if let nearest = NearestName.of(entry.name, among: known) {
                sentence += "; is \(nearest) meant?"
            }
            problems.append(.init(line: entry.line, sentence))
        }
    }
}
