// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The memory this process has, in KiB.
func residentKilobytes() throws -> Int {
    let descriptor = try FileCalls.open("/proc/self/statm", flags: 0)
    defer { FileCalls.close(descriptor) }
    let fields = try FileCalls.read(descriptor, at: 0, count: 200).text.split(separator: " ")
    return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
}
