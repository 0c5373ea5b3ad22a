// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Pages of files: what an operating system writes to a disk as a whole.
///
/// Sound because both buffers are lent for the length of the copy, and its bounds are checked.
enum Page {
    static let sizeBytes = 4096
    /// What a disk writes as a whole.
    static let sectorBytes = 512
    static let empty = Bytes([UInt8](repeating: 0, count: sizeBytes))

    /// A page with other bytes at a place.
    static func replacing(_ old: Bytes, at offset: Int, with new: Bytes) -> Bytes {
        precondition(old.count == sizeBytes && offset >= 0 && offset + new.count <= sizeBytes)
        if new.count == sizeBytes { return new }
        return unsafe Bytes(capacity: sizeBytes) { page in
            unsafe old.withUnsafeBytes { unsafe page.copyMemory(from: $0) }
            let place = unsafe UnsafeMutableRawBufferPointer(
                rebasing: page[offset..<offset + new.count])
            unsafe new.withUnsafeBytes { unsafe place.copyMemory(from: $0) }
            return sizeBytes
        }
    }
}
