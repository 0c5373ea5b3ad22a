// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
package import ApusStorage

/// Whether a data directory is on the device that it should be on.
///
/// A device that was not mounted leaves an empty directory, in which a store would begin anew, on
/// a file system that is not meant for it. So the directory, or the one that it is in, must be a
/// mount point; and it must stay on the file system that it was opened on.
///
/// Source: OpenStack Swift, `mount_check`, `swift.common.utils.ismount`.
package struct MountCheck: Sendable {
    private let path: String
    private let device: UInt64

    /// Notes the device of a directory, or of the one that it will be made in. Blocks.
    ///
    /// - Throws: `.unavailable` when neither is a mount point.
    package init(_ path: String) throws(StorageError) {
        let parent = Self.parent(path)
        var looked = parent
        if let status = try? FileCalls.status(path) {
            device = status.device
            looked = path
        } else {
            device = try calling { () throws(SystemError) in
                try FileCalls.status(parent).device
            }
        }
        self.path = path
        let isMounted =
            (looked == path && Self.isMountPoint(path, device))
            || (Self.deviceOf(parent) == device && Self.isMountPoint(parent, device))
        guard isMounted else {
            throw StorageError(
                .unavailable,
                "mount_check: neither \(path) nor the directory it is in is a mount point")
        }
    }

    /// Looks whether the directory is still on that device: one system call.
    ///
    /// - Throws: `.unavailable` when it is not.
    package func check() throws(StorageError) {
        guard Self.deviceOf(path) == device else {
            throw StorageError(.unavailable, "mount_check: another device is at \(path)")
        }
    }

    private static func isMountPoint(_ path: String, _ device: UInt64) -> Bool {
        path == "/" || deviceOf(path + "/..") != device
    }

    private static func deviceOf(_ path: String) -> UInt64? {
        try? FileCalls.status(path).device
    }

    private static func parent(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path + "/.." }
        return "/" + path.split(separator: "/").dropLast().joined(separator: "/")
    }
}
