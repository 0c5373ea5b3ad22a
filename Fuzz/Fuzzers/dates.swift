// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// What is read and written again reads the same; any number can be written and read.
func fuzz(_ input: Bytes) {
    if let seconds = HTTPDate.secondsSince1970(input.text) {
        let text = HTTPDate.text(secondsSince1970: seconds)
        require(HTTPDate.secondsSince1970(text) == seconds, "written: \(text)")
    }
    var number: UInt64 = 0
    for position in 0..<min(8, input.count) { number = number << 8 | UInt64(input[position]) }
    let text = HTTPDate.text(secondsSince1970: Int64(bitPattern: number))
    require(text.utf8.count == HTTPDate.lengthBytes, text)
    guard let seconds = HTTPDate.secondsSince1970(text) else { fatalError("not read: \(text)") }
    require(HTTPDate.text(secondsSince1970: seconds) == text, text)
    let civil = CivilTime(secondsSince1970: seconds)
    require(civil.secondsSince1970 == seconds, "\(civil)")
}
