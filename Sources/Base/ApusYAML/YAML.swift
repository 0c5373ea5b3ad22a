// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Reads YAML 1.1 documents that people write as configuration, into the values that JSON has.
///
/// Plain words become booleans, numbers and null as in JSON (and `~`, `yes`, `no`, `on`, `off`);
/// everything else is text. Anchors, aliases and merge keys (`<<`) are understood, tags are not
/// looked at. A file is read that its owner wrote, but it may have come from elsewhere: what it
/// can grow to is limited.
public enum YAML {
    /// The largest document.
    public static let byteLimit = 256 * 1024
    /// How deep sequences and mappings may lie in each other.
    public static let depthLimit = 32
    /// How many values a document may have once its aliases stand for what they name.
    public static let valueLimit = 20_000

    /// Reads one document; of nothing, null.
    public static func value(parsing bytes: Bytes) throws(YAMLError) -> JSONValue {
        guard bytes.count <= byteLimit else {
            throw YAMLError(line: 1, message: "more than \(byteLimit) bytes")
        }
        var reader = Reader(bytes)
        return try reader.document()
    }
}

private struct Reader: ~Copyable {
    private var events: YAMLEvents
    private var anchors: [String: (value: JSONValue, size: Int)] = [:]
    private var count = 0

    init(_ bytes: Bytes) {
        events = YAMLEvents(bytes)
    }

    private func error(_ message: String) -> YAMLError {
        YAMLError(line: events.line, message: message)
    }

    mutating func document() throws(YAMLError) -> JSONValue {
        var value: JSONValue?
        while true {
            switch try events.next() {
            case .end: return value ?? .null
            case .documentStart:
                guard value == nil else { throw error("more than one document") }
            case .other: break
            case let event: value = try self.value(event, depth: 0)
            }
        }
    }

    private mutating func count(_ values: Int) throws(YAMLError) {
        count += values
        guard count <= YAML.valueLimit else { throw error("more than \(YAML.valueLimit) values") }
    }

    private mutating func value(
        _ event: YAMLEvent, depth: Int
    ) throws(YAMLError) -> JSONValue {
        guard depth <= YAML.depthLimit else { throw error("deeper than \(YAML.depthLimit) levels") }
        let before = count
        try count(1)
        let value: JSONValue
        let name: String?
        switch event {
        case .scalar(let text, let anchor, let isPlain):
            name = anchor
            value = isPlain ? Self.plain(text) : .string(text)
        case .sequenceStart(let anchor):
            name = anchor
            var elements: [JSONValue] = []
            while true {
                let next = try events.next()
                if next == .sequenceEnd { break }
                elements.append(try self.value(next, depth: depth + 1))
            }
            value = .array(elements)
        case .mappingStart(let anchor):
            name = anchor
            value = .object(try members(depth: depth))
        case .alias(let anchor):
            guard let known = anchors[anchor] else { throw error("nothing is called &\(anchor)") }
            try count(known.size)
            return known.value
        default: throw error("a value is missing")
        }
        if let name { anchors[name] = (value, count - before) }
        return value
    }

    private mutating func members(depth: Int) throws(YAMLError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        var merged: [JSONValue] = []
        while true {
            let event = try events.next()
            if event == .mappingEnd { break }
            guard case .scalar(let name, _, let isPlain) = event else {
                throw error("a name must be text")
            }
            try count(1)
            let value = try self.value(try events.next(), depth: depth + 1)
            if name == "<<", isPlain {
                merged += value.elements ?? [value]
            } else {
                guard members.updateValue(value, forKey: name) == nil else {
                    throw error("'\(name)' stands twice in one mapping")
                }
            }
        }
        for value in merged {
            guard let more = value.members else { throw error("<< takes mappings") }
            members.merge(more) { own, _ in own }
        }
        return members
    }

    private static func plain(_ text: String) -> JSONValue {
        switch text.lowercased() {
        case "", "~", "null": .null
        case "true", "yes", "on": .boolean(true)
        case "false", "no", "off": .boolean(false)
        default:
            // A number that would not be written the same again is text: 010, +1, 3.0.
            if let number = Int64(text), String(number) == text {
                .integer(number)
            } else {
                .string(text)
            }
        }
    }
}
