// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftClient

/// What is read and written again reads the same, and addresses no other server.
func fuzz(_ input: Bytes) {
    guard let text = input.validText, let url = try? ServiceURL(text) else { return }
    guard let again = try? ServiceURL(url.description) else {
        fatalError("not read: \(url.description)")
    }
    require(again == url, "written: \(url.description)")
    require(!url.origin.host.isEmpty, "no host in \(text)")
    require(url.path.isEmpty || url.path.hasPrefix("/"), "path \(url.path)")
}
