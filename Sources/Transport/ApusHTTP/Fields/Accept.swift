// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The media types that a client would take, best first.
///
/// Source: RFC 9110, 12.5.1. Ties are broken as OpenStack Swift breaks them: whole types before
/// those with a `*`, then the order in which they were sent.
public struct Accept: Hashable, Sendable {
    /// One media type or range of media types.
    public struct Choice: Hashable, Sendable {
        /// The range; `*` stands for every type or subtype.
        public let range: MediaType
        /// How much it is wanted, in thousandths; 0 is a refusal.
        public let quality: Int
    }

    /// The choices, best first.
    public let choices: [Choice]

    /// Reads a field value; nil when it is malformed. An empty one takes anything.
    public init?(_ value: String) {
        var choices: [Choice] = []
        for item in HeaderList(value).items {
            guard let range = MediaType(item) else { return nil }
            let qualities = range.parameters.filter { $0.name == "q" }
            guard qualities.count <= 1 else { return nil }
            var quality = 1000
            if let text = qualities.first?.value {
                guard let number = Self.thousandths(text) else { return nil }
                quality = number
            }
            choices.append(Choice(range: range, quality: quality))
        }
        self.choices = choices.enumerated().sorted { left, right in
            let leftRank = Self.rank(left.element)
            let rightRank = Self.rank(right.element)
            return leftRank == rightRank ? left.offset < right.offset : leftRank > rightRank
        }.map(\.element)
    }

    /// Which of the types on offer suits the client best; nil when none does.
    ///
    /// - Parameter offers: types such as `text/plain`, in lower case, without parameters; the
    ///   first is given to a client that takes anything.
    public func best(of offers: [String]) -> String? {
        guard !choices.isEmpty else { return offers.first }
        for choice in choices where choice.quality > 0 {
            if let offer = offers.first(where: { covers(choice, $0) && !isRefused($0) }) {
                return offer
            }
        }
        return nil
    }

    private func covers(_ choice: Choice, _ offer: String) -> Bool {
        let parts = offer.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { return false }
        return (choice.range.type == "*" || choice.range.type == parts[0])
            && (choice.range.subtype == "*" || choice.range.subtype == parts[1])
    }

    private func isRefused(_ offer: String) -> Bool {
        choices.contains { $0.quality == 0 && $0.range.essence == offer }
    }

    private static func rank(_ choice: Choice) -> Int {
        let isWhole = choice.range.type != "*" && choice.range.subtype != "*"
        return choice.quality * 2 + (isWhole ? 1 : 0)
    }

    /// Reads `0.5`, `1`, `.25`: more than RFC 9110 allows, as real clients send it.
    private static func thousandths(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.map { Array($0.utf8) }
        guard digits.allSatisfy({ $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
            digits.contains(where: { !$0.isEmpty }), text.utf8.count <= 16
        else { return nil }
        let whole = digits[0].isEmpty ? 0 : Int(parts[0]) ?? 0
        var fraction = 0
        if digits.count == 2 {
            for position in 0..<3 {
                let digit = position < digits[1].count ? digits[1][position] : 0x30
                fraction = fraction * 10 + Int(digit - 0x30)
            }
        }
        return whole >= 1 ? 1000 : fraction
    }
}
