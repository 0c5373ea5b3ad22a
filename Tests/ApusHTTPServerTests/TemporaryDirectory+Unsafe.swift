// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory of a test's own.
///
/// Sound because the pointers do not outlive the calls they are lent to.
struct TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/apus-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw SystemError(errno, "mkdtemp") }
        path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() {
        for name in ["socket", "cert.pem", "key.pem"] { _ = unsafe unlink(path + "/" + name) }
        _ = unsafe rmdir(path)
    }
}

/// The memory this process has, in KiB.
func residentKilobytes() throws -> Int {
    let descriptor = try FileCalls.open("/proc/self/statm", flags: 0)
    defer { FileCalls.close(descriptor) }
    let fields = try FileCalls.read(descriptor, at: 0, count: 200).text.split(separator: " ")
    return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
}
