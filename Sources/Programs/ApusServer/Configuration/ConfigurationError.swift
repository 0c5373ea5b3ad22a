// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with a configuration, so that one look at it mends all.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// The line in the file, counted from 1; nil when it is about the file as a whole.
        public let line: Int?
        /// A sentence without its full stop.
        public let sentence: String

        public var description: String {
            if let line { "line \(line): \(sentence)" } else { sentence }
        }

        init(line: Int? = nil, _ sentence: String) {
            self.line = line
            self.sentence = sentence
        }
    }

    /// The file, as it was named.
    public let file: String
    /// What is wrong, in the order of the lines; never empty.
    public let problems: [Problem]

    init(_ file: String, _ problems: [Problem]) {
        self.file = file
        self.problems = problems
    }

    public var description: String {
        problems.map { "\(file): \($0)" }.joined(separator: "\n")
    }
}
