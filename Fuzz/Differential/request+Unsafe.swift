// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0
// compile with: Tests/ApusHTTPTests/Differential/RequestComparison+Unsafe.swift

import ApusBytes
import LlhttpOracle

/// No request is one thing to llhttp and another to us; `oracle_read` is linked in.
func fuzz(_ input: Bytes) {
    let found = unsafe difference(input, from: oracle_read)
    require(found == nil, found ?? "")
}
