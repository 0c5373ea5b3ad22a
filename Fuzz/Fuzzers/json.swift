// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What is read and written again reads the same.
func fuzz(_ input: Bytes) {
    guard let value = try? JSONValue(parsing: input) else { return }
    var writer = ByteWriter()
    writer.append(json: value)
    let text = writer.finish()
    guard let again = try? JSONValue(parsing: text) else { fatalError("not read: \(text.text)") }
    require(again == value, "written: \(text.text)")
}
