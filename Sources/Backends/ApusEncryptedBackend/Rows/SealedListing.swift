// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusModel
import ApusStorage

/// What listings tell of a sealed row: its ETag and extras, sealed once more with a key that is
/// made from the container's path, so that a page takes one key and not one for each object.
///
/// It stands where the engine keeps the ETag. No ETag begins like it.
enum SealedListing {
    private static let mark = UInt8(ascii: "~")
    private static let fingerprintBytes = 4

    static func seal(
        _ row: ObjectRow, in container: ContainerAddress, with secret: RootSecret
    ) -> String {
        var fields = FieldWriter()
        fields.append(row.etag)
        fields.append(row.listing)
        var cipher = SealingCipher(key: secret.key(of: container.description))
        var whole = ByteWriter(capacity: 96)
        for shift in [24, 16, 8, 0] as [UInt32] {
            whole.append(UInt8(truncatingIfNeeded: secret.fingerprint >> shift))
        }
        whole.append(cipher.seal(fields.finish()))
        return "~" + Base64.encode(whole.finish().array)
    }

    /// Opens every entry of a page that is sealed. What cannot be opened is listed with an ETag
    /// that is none, as OpenStack Swift does it: names are no secret, and whoever has lost a key
    /// must be able to clear up.
    static func open(
        _ page: inout ListingPage, in container: ContainerAddress, with keys: Keyring
    ) {
        var openers: [UInt32: Opener] = [:]
        for place in page.entries.indices {
            guard case .object(var object) = page.entries[place],
                object.etag.utf8.first == mark
            else { continue }
            let opened = open(object.etag, &openers, container, keys)
            object.etag = opened?.etag ?? "<unknown>"
            object.extras = opened?.extras ?? [:]
            page.entries[place] = .object(object)
        }
    }

    /// The cipher of one secret, for a whole page.
    private final class Opener {
        private var cipher: SealingCipher

        init(_ secret: RootSecret, _ container: ContainerAddress) {
            cipher = SealingCipher(key: secret.key(of: container.description))
        }

        func open(_ sealed: Bytes) -> Bytes? {
            cipher.open(sealed)
        }
    }

    private static func open(
        _ text: String, _ openers: inout [UInt32: Opener], _ container: ContainerAddress,
        _ keys: Keyring
    ) -> (etag: String, extras: [String: String])? {
        guard let decoded = Base64.decode(text.dropFirst()), decoded.count > fingerprintBytes
        else { return nil }
        let fingerprint = decoded.prefix(fingerprintBytes).reduce(0) { $0 << 8 | UInt32($1) }
        if openers[fingerprint] == nil {
            guard let secret = keys.secret(fingerprint) else { return nil }
            openers[fingerprint] = Opener(secret, container)
        }
        let sealed = Bytes(decoded)[fingerprintBytes..<decoded.count]
        guard let fields = openers[fingerprint]?.open(sealed) else { return nil }
        var reader = FieldReader(fields)
        guard let etag = reader.text(), let extras = reader.map(), reader.isAtEnd else {
            return nil
        }
        return (etag, extras)
    }
}
