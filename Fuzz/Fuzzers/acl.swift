// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// A list means the same once it has been stored; no list of writers holds a referrer.
///
/// Cleaning twice may change a list again: `.r:*-a` becomes `.r:-a`, as in OpenStack Swift.
func fuzz(_ input: Bytes) {
    let text = input.text
    for kind in [ContainerACL.Kind.read, .write] {
        guard let list = try? ContainerACL(cleaning: text, kind: kind) else { continue }
        require(ContainerACL(stored: list.text) == list, "stored: \(list.text)")
        let entries = list.text.split(separator: ",")
        require(!entries.contains { $0.allSatisfy(\.isWhitespace) }, "blank: \(list.text)")
        require(kind == .read || !entries.contains { $0.hasPrefix(".r:") }, list.text)
    }
    if let list = try? AccountACL(parsing: text) {
        require((try? AccountACL(parsing: list.text)) == list, "written: \(list.text)")
    }
}
