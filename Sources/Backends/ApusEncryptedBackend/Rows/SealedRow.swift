// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusModel
import ApusStorage

/// A row as the engine has it: what says something of the object's contents is sealed, with a key
/// that is made from the object's path.
///
/// Size, moments, expiry and content type stay readable: the engine and its maintenance work with
/// them. The keys of the body are sealed with the rest.
enum SealedRow {
    /// The one value of the engine's row in `system`.
    static let field = "encryption"
    private static let version: UInt8 = 1

    /// What is readable of a sealed row: which key it takes.
    private struct Header {
        let fingerprint: UInt32
        let id: String?
        /// What the object was called when the row was written; it may have been moved since.
        let name: String
        /// As it is written, for the seal covers it.
        let bytes: Bytes
        let sealed: Bytes
    }

    static func isSealed(_ row: ObjectRow) -> Bool {
        row.system[field] != nil
    }

    /// Seals a row over a body.
    static func seal(
        _ row: ObjectRow, spans: [BodySpan], at key: ObjectKey, in container: ContainerAddress,
        with secret: RootSecret
    ) -> ObjectRow {
        var fields = FieldWriter()
        fields.append(number: UInt64(spans.count))
        for span in spans {
            fields.append(number: span.sizeBytes)
            fields.append(span.key == nil ? 0 : 1)
            guard let key = span.key else { continue }
            fields.append(raw: key.key)
            fields.append(raw: key.vector)
        }
        fields.append(row.etag)
        fields.append(row.listing)
        fields.append(row.metadata.values)
        fields.append(row.system.values)
        let header = header(secret, key)
        var cipher = SealingCipher(key: secret.key(of: "\(container)/\(key.name)"))
        var whole = ByteWriter(capacity: 256)
        whole.append(header)
        whole.append(cipher.seal(fields.finish(), context: header))
        var stored = row
        stored.etag = SealedListing.seal(row, in: container, with: secret)
        stored.listing = [:]
        stored.metadata = [:]
        stored.system = [Self.field: Base64.encode(whole.finish().array)]
        return stored
    }

    /// Opens a row; one that is not sealed stays what it is, over a body that is not encrypted.
    ///
    /// - Throws: `.unavailable` without the secret it takes, `.corrupt` when it is not as it was
    ///   sealed.
    static func open(
        _ stored: ObjectRow, at key: ObjectKey, in container: ContainerAddress, with keys: Keyring
    ) throws(StorageError) -> (row: ObjectRow, spans: [BodySpan]) {
        guard let text = stored.system[field] else { return (stored, []) }
        let place = "\(container)/\(key.name)"
        guard let header = header(of: text) else { throw damaged(place) }
        guard let secret = keys.secret(header.fingerprint) else {
            throw keys.missing(id: header.id, for: place)
        }
        var cipher = SealingCipher(key: secret.key(of: "\(container)/\(header.name)"))
        guard let fields = cipher.open(header.sealed, context: header.bytes),
            let opened = decode(fields, stored)
        else { throw damaged(place) }
        return opened
    }

    private static func damaged(_ place: String) -> StorageError {
        StorageError(.corrupt, "\(place): the row is not as it was encrypted")
    }

    private static func decode(
        _ bytes: Bytes, _ stored: ObjectRow
    ) -> (row: ObjectRow, spans: [BodySpan])? {
        var reader = FieldReader(bytes)
        guard let count = reader.number() else { return nil }
        var spans: [BodySpan] = []
        for _ in 0..<count {
            guard let sizeBytes = reader.number(), let isEncrypted = reader.byte() else {
                return nil
            }
            var span = BodySpan(sizeBytes: sizeBytes)
            if isEncrypted != 0 {
                guard let key = reader.raw(CounterCipher.keyBytes),
                    let vector = reader.raw(CounterCipher.vectorBytes)
                else { return nil }
                span.key = BodyKey(key: key, vector: vector)
            }
            spans.append(span)
        }
        guard let etag = reader.text(), let listing = reader.map(), let metadata = reader.map(),
            let system = reader.map(), reader.isAtEnd
        else { return nil }
        var row = stored
        row.etag = etag
        row.listing = listing
        row.metadata = Metadata(metadata)
        row.system = Metadata(system)
        return (row, spans)
    }

    // MARK: The header

    private static func header(_ secret: RootSecret, _ key: ObjectKey) -> Bytes {
        var fields = FieldWriter()
        fields.append(version)
        fields.append(number: UInt64(secret.fingerprint))
        fields.append(secret.id == nil ? 0 : 1)
        if let id = secret.id { fields.append(id) }
        fields.append(key.name.text)
        return fields.finish()
    }

    private static func header(of text: String) -> Header? {
        guard let decoded = Base64.decode(text) else { return nil }
        let bytes = Bytes(decoded)
        var reader = FieldReader(bytes)
        guard reader.byte() == version, let number = reader.number(),
            let fingerprint = UInt32(exactly: number), let hasID = reader.byte()
        else { return nil }
        var id: String?
        if hasID != 0 {
            guard let text = reader.text() else { return nil }
            id = text
        }
        guard let name = reader.text() else { return nil }
        return Header(
            fingerprint: fingerprint, id: id, name: name, bytes: bytes[0..<reader.position],
            sealed: reader.rest)
    }
}

extension Metadata {
    fileprivate init(_ values: [String: String]) {
        self.init()
        for (name, value) in values { self[name] = value }
    }
}
