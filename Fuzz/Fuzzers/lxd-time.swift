// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI

/// A time keeps its text, and lies where its date says.
func fuzz(_ input: Bytes) {
    guard let text = input.validText, let time = LXDTime(text) else { return }
    require(time.description == text, "text of \(text)")
    require(LXDTime(time.description) == time, "read again: \(text)")
    require((0..<1_000_000_000).contains(time.nanoseconds), "nanoseconds of \(text)")
    require(!(time < time), "order of \(text)")
    // Years 2 to 9999, give or take a day for the offset.
    require((-62_135_683_200 + 31_536_000..<253_402_387_200).contains(time.secondsSince1970), text)
    // What an offset takes before the year 2, or past 9999, cannot be written.
    if (-62_104_060_800...253_402_300_799).contains(time.secondsSince1970) {
        let written = LXDTime(
            secondsSince1970: time.secondsSince1970, nanoseconds: time.nanoseconds)
        require(!(written < time) && !(time < written), "written: \(written)")
        require(LXDTime(written.description) == written, "not read: \(written)")
    }
    require((20...35).contains(text.utf8.count), "length of \(text)")
}
