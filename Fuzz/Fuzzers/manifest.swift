// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusSwiftAPI

/// A stored manifest that is read reads the same when it is written again; what a client sends
/// is either understood or answered with complaints, a line each.
func fuzz(_ input: Bytes) {
    if let manifest = StaticManifest(decoding: input) {
        require(StaticManifest(decoding: manifest.encoded) == manifest, manifest.encoded.text)
    }
    guard let account = try? AccountName("a"), let container = try? ContainerName("c"),
        let object = try? ObjectName("o")
    else { return }
    let target = ObjectAddress(ContainerAddress(account, container), object)
    do {
        let segments = try ManifestDocument.parse(input, for: target)
        for case .object(let segment) in segments {
            require(
                segment.container != container || segment.object != object,
                "the manifest is a segment of its own")
        }
    } catch {
        require(error.text.utf8.last == UInt8(ascii: "\n"), error.text)
    }
}
