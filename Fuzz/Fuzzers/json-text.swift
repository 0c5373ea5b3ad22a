// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles

private func bytes(_ map: [String: String]) -> [[UInt8]] {
    map.map { Array($0.key.utf8) + [0xFF] + Array($0.value.utf8) }
        .sorted { $0.lexicographicallyPrecedes($1) }
}

/// What is read and written again reads the same, byte by byte, also by the parser of all of JSON;
/// what this one takes, that one takes.
func fuzz(_ input: Bytes) {
    guard let text = input.validText, !text.isEmpty, let map = JSONText.decode(text) else { return }
    guard let written = JSONText.encode(map) else {
        require(map.isEmpty, "not written: \(map)")
        return
    }
    guard let again = JSONText.decode(written) else { fatalError("not read: \(written)") }
    require(bytes(again) == bytes(map), "written: \(written)")
    guard let whole = try? JSONValue(parsing: Bytes(written)), let members = whole.members else {
        fatalError("no JSON: \(written)")
    }
    require(members.count == map.count, "other members: \(written)")
    for (name, value) in map {
        require(members[name] == .string(value), "another value: \(written)")
    }
}
