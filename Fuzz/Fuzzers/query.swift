// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// What is read and written again reads the same.
func fuzz(_ input: Bytes) {
    for plusIsSpace in [false, true] {
        let query = RequestQuery(ofTarget: "/p?" + input.text, plusIsSpace: plusIsSpace)
        guard query.items.allSatisfy(\.isValidUTF8) else { continue }
        let again = RequestQuery(parsing: query.text, plusIsSpace: plusIsSpace)
        require(again == query, "written: \(query.text), read: \(query.items)")
    }
}
