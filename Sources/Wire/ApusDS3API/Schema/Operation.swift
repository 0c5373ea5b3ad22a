// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

extension DS3 {
    /// What the contract says of one request.
    public struct Operation: Sendable {
        /// A parameter of the query.
        public struct Parameter: Hashable, Sendable {
            public let name: String
            /// `flag`, `S`, `U`, `I`, `L`, `B`, `D`, `F`, or the name of an enumeration.
            public let type: String
            public let isRequired: Bool
            /// What is always sent, as `operation=allocate`.
            public let value: String?

            /// Whether a value can be the parameter's: words in any case, any text where a name
            /// or an id is asked for, and for a flag whatever comes with it.
            public func accepts(_ text: String) -> Bool {
                switch type {
                case "flag", "S", "U": true
                case "I": Int32(text) != nil
                // Dates are such numbers to the contract, and texts to some clients.
                case "L": Int64(text) != nil || (name.hasSuffix("_date") && Time(text) != nil)
                case "B": DS3.boolean(text) != nil
                case "F": Double(text) != nil
                case "D": Time(text) != nil
                case "fixed": text.lowercased() == value
                default: Schema.words[type]?.contains(text.uppercased()) ?? true
                }
            }
        }

        /// The contract's name of the request.
        public let name: String
        public let method: Method
        /// With `{bucket}`, `{object}` or `{id}` where names stand.
        public let path: String
        public let parameters: [Parameter]
        /// Whether a page of the answer can be asked for.
        public let isPaged: Bool
        /// What is sent: `objects`, `keys`, `parts`, `text`, `data`.
        public let body: String?
        /// The statuses of success.
        public let successes: [Int]
        /// The type of the document of success; in brackets when it is a list of it.
        public let payload: String?
        /// The statuses of failure that are documented; any request may also meet others.
        public let failures: [Int]

        /// Every public request, 379 of them, in the order of the contract's groups.
        public static let all: [Operation] = TableText(Tables.requests).parts
            .filter { $0.head[0] != "group" }.compactMap { Operation($0) }

        private static let byPlace: [String: [Operation]] = Dictionary(
            grouping: all, by: { "\($0.method.rawValue) \($0.path)" })

        /// The operation that a request asks for: of those of its verb and path the one that most
        /// of its parameters name; nil when there is none.
        ///
        /// - Parameters:
        ///   - path: as it was sent, undecoded, without the query.
        ///   - parameters: decoded. Names are compared without case, `-` and `_`.
        public static func find(
            _ method: Method, path: String, parameters: [(name: String, value: String?)]
        ) -> Operation? {
            var given: [String: String] = [:]
            for parameter in parameters {
                given[bare(parameter.name)] = parameter.value?.lowercased() ?? ""
            }
            return (byPlace["\(method.rawValue) \(place(of: path))"] ?? [])
                .filter { operation in
                    operation.parameters.allSatisfy { parameter in
                        guard parameter.isRequired else { return true }
                        guard let value = given[bare(parameter.name)] else { return false }
                        guard let fixed = parameter.value else {
                            return parameter.type == "flag" || !value.isEmpty
                        }
                        return value == fixed
                    }
                }
                .max { left, right in
                    left.requiredCount < right.requiredCount
                }
        }

        /// The parameter without which a request is none of its verb and path; nil when none is, or
        /// nothing can be asked there at all.
        package static func lacking(
            _ method: Method, path: String, parameters: [(name: String, value: String?)]
        ) -> String? {
            let sent = Set(parameters.map { bare($0.name) })
            let given = Set(
                parameters.filter { !($0.value ?? "").isEmpty }.map { bare($0.name) })
            return (byPlace["\(method.rawValue) \(place(of: path))"] ?? [])
                .map { operation in
                    operation.parameters.filter { parameter in
                        // Flags have no values.
                        let there = parameter.type == "flag" ? sent : given
                        return parameter.isRequired && !there.contains(bare(parameter.name))
                    }
                }
                // Without its flag or its word, something else was asked for.
                .filter { $0.allSatisfy { $0.value == nil && $0.type != "flag" } }
                .min { $0.count < $1.count }?.first?.name
        }

        private var requiredCount: Int { parameters.count { $0.isRequired } }

        /// A name without what clients write differently.
        private static func bare(_ name: String) -> String {
            name.lowercased().filter { $0 != "-" && $0 != "_" }
        }

        /// The path with what stands for names.
        private static func place(of path: String) -> String {
            let segments = path.parts(separatedBy: "/", maxSplits: 3).dropFirst()
            let first = segments.first.map { String($0) } ?? ""
            if first.isEmpty { return "/" }
            let second = segments.dropFirst().first.map { String($0) } ?? ""
            let third = segments.dropFirst(2).first.map { String($0) } ?? ""
            guard first == "_rest_" else {
                return second.isEmpty && third.isEmpty ? "/{bucket}" : "/{bucket}/{object}"
            }
            return third.isEmpty ? "/_rest_/\(second)" : "/_rest_/\(second)/{id}"
        }

        init?(_ part: TableText.Part) {
            guard part.head.count == 3, let method = Method(rawValue: part.head[1]) else {
                return nil
            }
            name = part.head[0]
            self.method = method
            path = part.head[2]
            var parameters: [Parameter] = []
            var isPaged = false
            var body: String?
            var successes: [Int] = []
            var failures: [Int] = []
            var payload: String?
            for line in part.lines {
                guard line[0] == "->" else {
                    for word in line {
                        if word == "paging" {
                            isPaged = true
                        } else if let what = word.dropping(prefix: "body=") {
                            body = String(what)
                        } else {
                            parameters.append(Parameter(word))
                        }
                    }
                    continue
                }
                let halves = line.split(separator: "!")
                for word in halves[0].dropFirst() where word != "|" {
                    if let status = Int(word) { successes.append(status) } else { payload = word }
                }
                if halves.count > 1 { failures = halves[1].compactMap { Int($0) } }
            }
            self.parameters = parameters
            self.isPaged = isPaged
            self.body = body
            self.successes = successes
            self.payload = payload
            self.failures = failures
        }
    }
}

extension DS3.Operation.Parameter {
    init(_ word: String) {
        if word.contains(byte: UInt8(ascii: "=")) {
            name = String(word.prefix(upTo: "="))
            value = String(word.dropFirst(name.count + 1))
            type = "fixed"
            isRequired = true
            return
        }
        name = String(word.prefix(upTo: ":"))
        let rest = word.dropFirst(name.count + 1)
        isRequired = rest.last != "?"
        type = String(isRequired ? rest : rest.dropLast())
        value = nil
    }
}
