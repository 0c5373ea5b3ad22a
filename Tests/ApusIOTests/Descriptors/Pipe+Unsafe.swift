// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe whose ends block, as those of programs do.
///
/// Sound because the pointer is lent for the call.
func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw SystemError(errno, "pipe") }
    return (ends[0], ends[1])
}
