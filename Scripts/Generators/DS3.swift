// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Writes the Swift of ApusDS3API from the tables of Tables/DS3, which stand on standard input one
// after the other, each behind a line `=== name`. Writes files to standard output, each behind a
// line `=== name`; Scripts/generate-ds3 cuts them apart and formats them.

var tables: [String: [String]] = [:]
var current = ""
while let line = readLine() {
    if line.hasPrefix("=== ") {
        current = String(line.dropFirst(4))
    } else {
        tables[current, default: []].append(line)
    }
}

struct Part {
    let head: [String]
    let line: String
    var lines: [[String]] = []
}

func parts(_ table: String) -> [Part] {
    var parts: [Part] = []
    for line in tables[table] ?? [] {
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first, !first.hasPrefix("#") else { continue }
        if line.hasPrefix(" ") {
            parts[parts.count - 1].lines.append(words)
        } else {
            parts.append(Part(head: words, line: line))
        }
    }
    return parts
}

func file(_ name: String, importing imports: String = "") {
    print("=== \(name).swift")
    print("// apus: object storage server, client kits and command line.")
    print("// SPDX-License-Identifier: Apache-2.0")
    print("")
    print("// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.")
    print("")
    if !imports.isEmpty { print("\(imports)\n") }
}

// Names.

/// What the contract's names are here, where they mean something else in Swift.
let renamed = ["Error": "ErrorDocument", "Duration": "ElapsedTime"]
let keywords: Set<String> = [
    "default", "import", "in", "is", "as", "self", "protocol", "extension",
]

func typeName(_ name: String) -> String { renamed[name] ?? name }

func quoted(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

/// `BucketId` as `bucketID`, `ETag` as `eTag`.
func propertyName(_ name: String) -> String {
    var name = name
    if name.hasSuffix("Ids") { name = name.dropLast(3) + "IDs" }
    if name.hasSuffix("Id") { name = name.dropLast(2) + "ID" }
    if name.hasSuffix("Url") { name = name.dropLast(3) + "URL" }
    if name == "ID" { return "id" }
    if name == "IDs" { return "ids" }
    return quoted(name.prefix(1).lowercased() + name.dropFirst())
}

/// `data_policy_id` as `dataPolicyID`.
func parameterName(_ name: String) -> String {
    let words = name.split(separator: "_").map(String.init)
    let rest = words.dropFirst().map { word in
        word == "id" ? "ID" : word.prefix(1).uppercased() + word.dropFirst()
    }
    return quoted(words[0] + rest.joined())
}

/// `IN_ORDER` as `inOrder`.
func wordName(_ word: String) -> String {
    let words = word.lowercased().split(separator: "_").map(String.init)
    return quoted(
        words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
}

/// `GetBucketSpectraS3` as `getBucketSpectraS3`.
func functionName(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }

// Words.

let enums = parts("enums")
let enumNames = Set(enums.map { $0.head[1] })
file("Words")
print("extension DS3 {")
for part in enums {
    let name = typeName(part.head[1])
    print("/// Words of the contract's `\(part.head[1])`.")
    print("public struct \(name): DS3Word {")
    print("public let rawValue: String\n")
    print("public init(rawValue: String) { self.rawValue = rawValue }\n")
    for word in part.lines.joined() {
        print("public static let \(wordName(word)) = \(name)(rawValue: \"\(word)\")")
    }
    print("}\n")
}
print("}")

// Documents.

let types = parts("types")
let typeNames = Set(types.map { $0.head[1] })

/// The label of each property, for the tests that read and write all of them.
var labels: [String] = []

func property(_ words: [String]) -> [String] {
    let name = words[0]
    let marks = words.dropFirst(2)
    let isOptional = marks.contains { $0.hasPrefix("?") }
    let standard = marks.first { $0.hasPrefix("=") && $0 != "=now" }.map { $0.dropFirst() }
    var type = words[1]
    if type.hasPrefix("[") {
        type = String(type.dropFirst().dropLast())
        var outer = name
        if let cut = name.firstIndex(where: { $0 == "/" || $0 == "+" }) {
            outer = String(name[..<cut])
        }
        if !outer.hasSuffix("s"), outer != "Deleted" { outer += "s" }
        let label = propertyName(outer)
        labels.append(label)
        let swift: String
        let get: String
        let set: String
        if typeNames.contains(type) {
            swift = typeName(type)
            get = "payloads(\"\(name)\")"
            set = "set(\"\(name)\", payloads: newValue)"
        } else if enumNames.contains(type) {
            swift = typeName(type)
            get = "words(\"\(name)\")"
            set = "set(\"\(name)\", texts: newValue.map(\\.rawValue))"
        } else {
            swift = "String"
            get = "texts(\"\(name)\")"
            set = "set(\"\(name)\", texts: newValue)"
        }
        return ["public var \(label): [\(swift)] {", "get { \(get) }", "set { \(set) }", "}\n"]
    }
    let bare = name.hasPrefix("@") ? String(name.dropFirst()) : name
    labels.append(propertyName(bare))
    let swift: String
    let get: String
    let value: String
    switch type {
    case "I", "L":
        swift = "Int"
        get = isOptional ? "number(\"\(name)\")" : "number(\"\(name)\", \(standard ?? "0"))"
        value = isOptional ? "newValue.map { String($0) }" : "String(newValue)"
    case "F":
        swift = "Double"
        get = isOptional ? "fraction(\"\(name)\")" : "fraction(\"\(name)\", \(standard ?? "0"))"
        value = isOptional ? "newValue.map { \"\\($0)\" }" : "\"\\(newValue)\""
    case "B":
        swift = "Bool"
        get = isOptional ? "boolean(\"\(name)\")" : "boolean(\"\(name)\", \(standard ?? "false"))"
        value = isOptional ? "newValue.map { String($0) }" : "String(newValue)"
    case "D":
        swift = "Time"
        get = isOptional ? "time(\"\(name)\")" : "requiredTime(\"\(name)\")"
        value = isOptional ? "newValue?.description" : "newValue.description"
    case _ where typeNames.contains(type):
        swift = typeName(type)
        get = isOptional ? "payload(\"\(name)\")" : "requiredPayload(\"\(name)\")"
        value = "payload"
    case _ where enumNames.contains(type):
        swift = typeName(type)
        get = isOptional ? "word(\"\(name)\")" : "word(\"\(name)\", \"\(standard ?? "")\")"
        value = isOptional ? "newValue?.rawValue" : "newValue.rawValue"
    default:
        swift = "String"
        get = isOptional ? "text(\"\(name)\")" : "text(\"\(name)\", \"\(standard ?? "")\")"
        value = "newValue"
    }
    let set =
        value == "payload" ? "set(\"\(name)\", payload: newValue)" : "set(\"\(name)\", \(value))"
    return [
        "public var \(propertyName(bare)): \(swift)\(isOptional ? "?" : "") {", "get { \(get) }",
        "set { \(set) }", "}\n",
    ]
}

/// What the tests call, kept until the files before it are written.
var documentTests: [String] = []
var requestTests: [String] = []

for (number, first) in stride(from: 0, to: types.count, by: 34).enumerated() {
    let some = types[first..<min(types.count, first + 34)]
    file("Documents\(number + 1)", importing: "public import ApusXML")
    print("extension DS3 {")
    for part in some {
        print("/// The contract's `\(part.head[1])`.")
        print("public struct \(typeName(part.head[1])): DS3Payload {")
        print("public static let schema = \"\(part.head[1])\"")
        print("public var element: XMLElement\n")
        print("public init(unchecked element: XMLElement) { self.element = element }\n")
        labels = []
        for words in part.lines { property(words).forEach { print($0) } }
        let name = typeName(part.head[1])
        documentTests += ["try check(DS3.\(name).self) { old in", "var new = DS3.\(name)()"]
        documentTests += labels.map { "new.\($0) = old.\($0)" }
        documentTests += ["return new", "}"]
        print("}\n")
    }
    print("}")
}

// Requests.

func answer(_ words: [String], _ name: String) -> String {
    let outcome = words.split(separator: "!")[0].dropFirst()
    if name == "GetObject" || name == "HeadObject" { return "ObjectHead" }
    guard let payload = outcome.first(where: { Int($0) == nil && $0 != "|" }) else {
        return "Nothing"
    }
    if payload.hasPrefix("[") { return "List<\(typeName(String(payload.dropFirst().dropLast())))>" }
    let type = payload == "MasterObjectList" ? "JobPlan" : typeName(payload)
    return outcome.contains("204") ? "\(type)?" : type
}

func swiftType(_ type: String) -> (name: String, call: String, map: String) {
    switch type {
    case "I", "L": ("Int", "number", "")
    case "B": ("Bool", "boolean", "")
    case "F": ("Double", "fraction", "")
    case "D": ("Time", "time", "")
    case _ where enumNames.contains(type): (typeName(type), "text", ".rawValue")
    default: ("String", "text", "")
    }
}

let bodies: [String: (type: String, set: String)] = [
    "objects": ("[ListedObject]", ".objects(objects)"),
    "keys": ("Deletion", ".bytes(objects.encoded)"),
    "parts": ("[UploadedPart]", ".bytes(UploadedPart.encode(objects))"),
    "text": ("String", ".bytes(Bytes(objects))"),
    "data": ("", ".data"),
]

/// An argument for a parameter, for the tests that make every request.
func example(_ parameter: String) -> String {
    let cut = parameter.firstIndex(of: ":") ?? parameter.endIndex
    let label = parameter[..<cut].split(separator: " ").first.map(String.init) ?? ""
    let type = parameter[cut...].dropFirst(2).prefix { $0 != "?" && $0 != " " }
    let value =
        switch type {
        case "String": label == "bucket" ? "\"bucket_1.B\"" : "\"n 1+ü%/x\""
        case "Int": "7"
        case "Double": "0.5"
        case "Bool": "true"
        case "Time": "DS3.Time(milliseconds: 1_700_000_000_123)"
        case "Page": "DS3.Page(length: 5, offset: 3, startMarker: \"m\", isLast: true)"
        case "Deletion": "DS3.Deletion([DS3.Deletion.Key(\"a\")])"
        case "[ListedObject]": "[DS3.ListedObject(\"a\")]"
        case "[UploadedPart]": "[DS3.UploadedPart(number: 1, eTag: \"e\")]"
        default: "\"WORD\""
        }
    return (label == "text" ? "text" : label) + ": " + value
}

var group = ""
var isOpen = false
for part in parts("requests") {
    if part.head[0] == "group" {
        if isOpen { print("}") }
        isOpen = true
        group = String(part.head[1].dropLast())
        let needsBytes = ["Jobs", "Objects"].contains(group)
        file("Requests+\(group)", importing: needsBytes ? "import ApusBytes" : "")
        print("// \(part.line.drop { $0 != ":" }.dropFirst(2))\n")
        print("extension DS3 {")
        continue
    }
    let (name, method, path) = (part.head[0], part.head[1], part.head[2])
    var arguments: [String] = []
    var optional: [String] = []
    var statements: [String] = []
    let verb = ".\(method.lowercased())"
    var make = "(\"\(name)\", \(verb), \"\(path)\")"
    var throwing = true
    if path == "/{bucket}" {
        make = "(\"\(name)\", \(verb), bucket: bucket)"
        arguments.append("bucket: String")
    } else if path == "/{bucket}/{object}" {
        make = "(\"\(name)\", \(verb), bucket: bucket, object: object)"
        arguments += ["bucket: String", "object: String"]
    } else if path.hasSuffix("{id}") {
        let label =
            path == "/_rest_/folder/{id}" || path == "/_rest_/object/{id}" ? "object" : "member"
        make = "(\"\(name)\", \(verb), \"\(path.dropLast(4))\", \(label): id)"
        arguments.append("id: String")
    } else {
        throwing = false
    }
    let outcome = part.lines.last ?? []
    for word in part.lines.dropLast().joined() {
        if word == "paging" {
            optional.append("page: Page? = nil")
            statements.append("request.page(page)")
        } else if word.hasPrefix("body=") {
            guard let body = bodies[String(word.dropFirst(5))] else { fatalError(word) }
            if !body.type.isEmpty {
                let label = word == "body=text" ? "text objects" : "objects"
                arguments.append("\(label): \(body.type)")
            }
            statements.append("request.body = \(body.set)")
        } else if let equals = word.firstIndex(of: "=") {
            let value = word[word.index(after: equals)...]
            statements.append("request.text(\"\(word[..<equals])\", \"\(value)\")")
        } else if let colon = word.firstIndex(of: ":") {
            let wire = String(word[..<colon])
            let isOptional = word.hasSuffix("?")
            let type = String(word[word.index(after: colon)...].prefix { $0 != "?" })
            let label = parameterName(wire)
            if type == "flag" {
                if isOptional {
                    optional.append("\(label): Bool = false")
                    statements.append("request.flag(\"\(wire)\", \(label))")
                } else {
                    statements.append("request.flag(\"\(wire)\")")
                }
                continue
            }
            let swift = swiftType(type)
            if isOptional {
                optional.append("\(label): \(swift.name)? = nil")
                let map = swift.map.isEmpty ? "" : "?\(swift.map)"
                statements.append("request.\(swift.call)(\"\(wire)\", \(label)\(map))")
            } else {
                arguments.append("\(label): \(swift.name)")
                statements.append("request.\(swift.call)(\"\(wire)\", \(label)\(swift.map))")
            }
        }
    }
    let type = answer(outcome, name)
    let list = (arguments + optional).joined(separator: ", ")
    let call = (arguments + optional).map(example).joined(separator: ", ")
    requestTests.append("try check(DS3.\(functionName(name))(\(call)))")
    print(
        "/// `\(method) \(path)`; answers \(outcome.dropFirst().prefix { $0 != "!" }.joined(separator: " "))."
    )
    print("public static func \(functionName(name))(")
    print(list)
    print(")\(throwing ? " throws(DS3Error)" : "") -> Request<\(type)> {")
    if statements.isEmpty {
        print("\(throwing ? "try " : "")Request\(make)")
    } else {
        print("var request = \(throwing ? "try " : "")Request<\(type)>\(make)")
        statements.forEach { print($0) }
        print("return request")
    }
    print("}\n")
}
if isOpen { print("}") }

// Tests that call all of it.

for (name, type, calls) in [
    ("EveryRequest", "RequestCheck", requestTests),
    ("EveryDocument", "DocumentCheck", documentTests),
] {
    file(name, importing: "import ApusDS3API")
    print("extension \(type) {")
    print("/// Checks everything that the tables have.")
    print("mutating func checkAll() throws {")
    calls.forEach { print($0) }
    print("}")
    print("}")
}

// The tables themselves, which are asked at run time.

file("Tables")
print("extension DS3 {")
print("/// Tables/DS3, without its comments.")
print("enum Tables {")
for name in ["requests", "types", "enums"] {
    print("static let \(name) = #\"\"\"")
    for line in tables[name] ?? [] where !line.hasPrefix("#") && !line.isEmpty { print(line) }
    print("\"\"\"#\n")
}
print("}")
print("}")
