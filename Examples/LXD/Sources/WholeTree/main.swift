// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Walks through the documents in a document: values all the way down.
//
//     WholeTree INSTANCE

import ApusBytes
import ApusLXDAPI
import ApusLXDClient

let lxd = try LXD()
let name = CommandLine.arguments[1]

// Typed where LXD's description says what is there …
let state = try await lxd.instance(name).state()
for (interface, network) in state.networks.sorted(by: { $0.key < $1.key }) {
    let addresses = network.addresses.compactMap(\.address)
    print(([interface, network.state ?? ""] + addresses).joined(separator: " "))
}

// … and otherwise the JSON value itself, whose members read like properties.
let instance = try await lxd.instances[name]
print("root: \(instance.json.expanded_devices?.root?.path?.text ?? "none")")
