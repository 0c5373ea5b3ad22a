// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// One piece of work of the LXD client, for Scripts/Benchmarks/lxd to measure.
//
//     ApusLXDBench first | list | raw COUNT | push FILE INSTANCE/PATH | pull INSTANCE/PATH FILE

import ApusBytes
import ApusLXDAPI
import ApusLXDClient

let arguments = CommandLine.arguments.dropFirst().map { String($0) }
let lxd = try LXD()

func halves(_ text: String) -> (instance: String, path: String) {
    let name = text.prefix { $0 != "/" }
    return (String(name), String(text.dropFirst(name.count)))
}

switch arguments.first {
case "first":
    print(try await lxd.server().apiVersion ?? "")
case "list":
    var count = 0
    for try await instance in lxd.instances where !instance.name.isEmpty { count += 1 }
    print(count)
case "raw" where arguments.count == 2:
    guard let count = Int(arguments[1]) else { fallthrough }
    for _ in 0..<count {
        guard try await lxd.raw.get(lxd.url).document()["api_version"] != nil else { break }
    }
case "push" where arguments.count == 3:
    let (instance, path) = halves(arguments[2])
    print(try await lxd.instance(instance).files.push(arguments[1], to: path).byteCount)
case "pull" where arguments.count == 3:
    let (instance, path) = halves(arguments[1])
    print(try await lxd.instance(instance).files.pull(path, to: arguments[2]).byteCount)
default:
    fatalError("ApusLXDBench first | list | raw COUNT | push FILE PLACE | pull PLACE FILE")
}
