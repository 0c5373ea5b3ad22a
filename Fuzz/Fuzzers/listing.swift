// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftClient

/// The reader of listings agrees with the reader of any JSON.
func fuzz(_ input: Bytes) {
    guard let rows = try? ContainerListing.decode(input), !input.isEmpty else { return }
    guard let elements = (try? JSONValue(parsing: input))?.elements else { return }
    require(rows.count == elements.count, "\(rows.count) rows of \(elements.count)")
    for (row, element) in zip(rows, elements) {
        guard case .object(let object) = row, let name = element.members?["name"]?.text else {
            continue
        }
        require(object.name == name, "name \(object.name), not \(name)")
        require(
            element.members?["bytes"]?.integer.map { $0 == Int64(clamping: object.bytes) } ?? true,
            "bytes of \(name)")
    }
}
