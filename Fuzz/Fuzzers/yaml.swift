// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusYAML

/// How many values a document has, and how deep they lie in each other.
private func measure(_ value: JSONValue) -> (count: Int, depth: Int) {
    let inside = (value.elements ?? []) + (value.members ?? [:]).values
    let measures = inside.map(measure)
    return (
        measures.reduce(1) { $0 + $1.count }, 1 + (measures.map(\.depth).max() ?? 0)
    )
}

/// What is read is within the limits, and written as JSON, which is YAML, it reads the same.
func fuzz(_ input: Bytes) {
    let value: JSONValue
    do throws(YAMLError) {
        value = try YAML.value(parsing: input)
    } catch {
        require(error.line >= 1, "a line elsewhere: \(error)")
        return
    }
    let (count, depth) = measure(value)
    require(count <= YAML.valueLimit * 2, "too many values: \(count)")
    // An alias brings the depth of what it names to where it stands.
    require(depth <= YAML.depthLimit * YAML.depthLimit, "too deep: \(depth)")

    let json = value.encoded
    // Names behind which a colon comes too late are none in YAML, nor are halves of characters.
    guard json.count <= 1024, depth <= YAML.depthLimit, !json.text.contains("\\u") else { return }
    do throws(YAMLError) {
        let again = try YAML.value(parsing: json)
        require(again == value, "written: \(json.text), read: \(again)")
    } catch {
        fatalError("written, but cannot be read: \(error)\n\(json.text)")
    }
}
