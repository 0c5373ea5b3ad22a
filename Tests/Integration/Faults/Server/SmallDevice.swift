// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file system of its own, on a loop device, that only one server sees: it is mounted in
/// that process's name space of mounts, and gone with it.
final class SmallDevice: Sendable {
    private let directory: TemporaryDirectory
    private var image: String { "\(directory.path)/image" }

    /// Whether this process may have one: it takes root, loop devices and `mkfs.ext4`.
    static let isPossible: Bool = {
        #if os(Linux)
            guard let device = try? SmallDevice(sizeBytes: 16 << 20) else { return false }
            let words = device.launcher(mountingAt: "/mnt") + ["true"]
            return (try? SystemCommand.run(words, isQuiet: true)) == 0
        #else
            false
        #endif
    }()

    /// Makes an empty ext4.
    init(sizeBytes: UInt64) throws {
        directory = try TemporaryDirectory(inMemory: true)
        let file = try FileCalls.open(image, flags: O_RDWR | O_CREAT)
        defer { FileCalls.close(file) }
        try FileCalls.writeAll(file, Bytes([0]), at: sizeBytes - 1)
        let status = try SystemCommand.run(
            ["mkfs.ext4", "-q", "-F", "-m", "0", image], isQuiet: true)
        guard status == 0 else { throw SystemError(EIO, "mkfs.ext4") }
    }

    /// What mounts it and becomes the program that follows.
    func launcher(mountingAt place: String) -> [String] {
        [
            "/usr/bin/env", "unshare", "-m", "/bin/sh", "-c",
            "mount -o loop \(image) \(place) && exec \"$0\" \"$@\"",
        ]
    }

    /// Makes it read-only for good, as a file system does itself that finds its device broken;
    /// files that are open for writing do not keep it from that.
    static func makeReadOnly(_ place: String, in process: Int32) throws {
        let status = try SystemCommand.run([
            "nsenter", "-t", "\(process)", "-m", "mount", "-o", "remount,abort", place,
        ])
        guard status == 0 else { throw SystemError(EIO, "remount") }
    }
}
