// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension Headers.Field {
    /// The name with its ASCII letters in lower case, as metadata keeps it. Other letters stay:
    /// field names compare without regard to the case of ASCII alone.
    var lowercasedName: String {
        let bytes = name.utf8.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
