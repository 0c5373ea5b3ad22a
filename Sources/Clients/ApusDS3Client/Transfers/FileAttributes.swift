// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusFiles
import ApusIO

/// What of a file is kept as metadata: its time, as seconds since 1970 with decimals and under the
/// name that clients of OpenStack Swift use too, and its permissions, in octal.
struct FileAttributes: Sendable {
    var modified: FileTime?
    var mode: UInt32?

    init(_ status: FileStatus) {
        modified = status.modified
        mode = status.permissions & 0o777
    }

    init(_ head: DS3.ObjectHead) {
        modified = head.metadata["mtime"].flatMap { FileTime(secondsText: $0) }
        mode = head.metadata["mode"].flatMap { UInt32($0, radix: 8) }.map { $0 & 0o777 }
    }

    var headers: [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        if let mode { headers.append(("x-amz-meta-mode", String(mode, radix: 8))) }
        if let modified { headers.append(("x-amz-meta-mtime", modified.secondsText)) }
        return headers
    }
}
