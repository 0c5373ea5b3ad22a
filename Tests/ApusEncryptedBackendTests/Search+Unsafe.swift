// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Bytes {
    /// Whether these bytes are somewhere in here; fast in files of many megabytes too.
    ///
    /// Sound because both pointers are lent for the length of the call, and neither is followed
    /// beyond its length.
    func contains(_ trace: Bytes) -> Bool {
        unsafe withUnsafeBytes { all in
            unsafe trace.withUnsafeBytes { part in
                guard let start = all.baseAddress, let wanted = part.baseAddress else {
                    return false
                }
                var offset = 0
                while offset + part.count <= all.count {
                    let room = all.count - part.count - offset + 1
                    let next = unsafe memchr(start + offset, Int32(part[0]), room)
                    guard let next = unsafe next else { return false }
                    if unsafe memcmp(next, wanted, part.count) == 0 { return true }
                    offset = unsafe UnsafeRawPointer(next) - start + 1
                }
                return false
            }
        }
    }
}
