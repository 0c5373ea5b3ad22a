// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

private func elements(of input: Bytes) -> [JSONValue]? {
    var elements = JSONElements(parsing: input)
    var values: [JSONValue] = []
    do throws(JSONError) {
        while let value = try elements.next() { values.append(value) }
    } catch {
        return nil
    }
    return values
}

/// What is read and written again reads the same.
func fuzz(_ input: Bytes) {
    let whole = try? JSONValue(parsing: input)
    require(elements(of: input) == whole?.elements, "other elements one by one")
    guard let value = whole else { return }
    var writer = ByteWriter()
    writer.append(json: value)
    let text = writer.finish()
    guard let again = try? JSONValue(parsing: text) else { fatalError("not read: \(text.text)") }
    require(again == value, "written: \(text.text)")
}
