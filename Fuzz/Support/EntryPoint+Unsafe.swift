// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What libFuzzer calls for each input. Sound because the input is copied before anything else
/// is done with it, and libFuzzer lends it for the length of the call.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    fuzz(unsafe Bytes([UInt8](input)))
    return 0
}
