// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What the listings of accounts and of containers have in common.
extension ByteWriter {
    /// Names, a line each.
    mutating func append(lines names: some Sequence<String>) {
        for name in names {
            append(name)
            append(UInt8(ascii: "\n"))
        }
    }

    /// An array of objects, of which `members` writes what is between the braces.
    mutating func append<Entry>(
        array entries: [Entry], members: (Entry, inout ByteWriter) -> Void
    ) {
        append("[")
        var isFirst = true
        for entry in entries {
            append(isFirst ? "{" : ", {")
            isFirst = false
            members(entry, &self)
            append("}")
        }
        append("]")
    }

    /// The only member of what stands for all names that begin alike.
    mutating func append(subdirectory name: String) {
        append("\"subdir\": ")
        append(json: name)
    }

    /// A last member with a moment.
    mutating func append(lastModified moment: Timestamp) {
        append(", \"last_modified\": \"")
        append(iso8601: moment)
        append("\"")
    }
}
