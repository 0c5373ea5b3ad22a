// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What is read and written again reads the same, in the one form that is written.
func fuzz(_ input: Bytes) {
    guard let timestamp = Timestamp(input.text) else { return }
    let text = timestamp.description
    require(Timestamp(text) == timestamp, "written: \(text)")
    require(Timestamp(text)?.description == text, "written twice: \(text)")
    require(timestamp.moment.utf8.count == 16, timestamp.moment)
    require(timestamp.secondsRoundedUp - timestamp.seconds <= 1, text)
}
