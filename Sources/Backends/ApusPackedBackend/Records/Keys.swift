// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage

/// The keys of the index (`Docs/OnDisk/PackedBackend.md`).
enum Keys {
    /// What a key of the column family of heads begins with.
    enum Kind: UInt8 {
        /// An account, by name.
        case account = 0x61  // a
        /// A container, by the number of its account and its name.
        case container = 0x63  // c
        /// A large body that waits for its file to be removed.
        case doomed = 0x64  // d
        /// When an object expires, with its row's key.
        case expiry = 0x65  // e
        /// A large body that a row has.
        case file = 0x66  // f
        /// The address of a container, by its number.
        case address = 0x69  // i
        /// Metadata of a container, by its number.
        case metadata = 0x6D  // m
        /// The name of an account, by its number.
        case name = 0x6E  // n
        /// A container that was set aside, by its address, with the reason.
        case quarantined = 0x71  // q
        /// A container that was deleted, by the number of its account and its name.
        case tombstone = 0x74  // t
        /// A deleted account that still holds space, by its number.
        case deadAccount = 0x78  // x
        /// A deleted container that still holds space, by its number.
        case deadContainer = 0x79  // y

        /// The first key of the kind, and the first behind all of them.
        var range: (from: Bytes, to: Bytes) { (Bytes([rawValue]), Bytes([rawValue + 1])) }
    }

    static func account(_ name: AccountName) -> Bytes {
        var key = FieldWriter()
        key.append(Kind.account.rawValue)
        key.append(rest: name.text)
        return key.finish()
    }

    /// - Parameter kind: `.container` or `.tombstone`.
    static func container(
        _ name: String, in account: UInt64, _ kind: Kind = .container
    ) -> Bytes {
        var key = FieldWriter()
        key.append(kind.rawValue)
        key.append(ordered: account)
        key.append(rest: name)
        return key.finish()
    }

    /// A key of a kind that is followed by a number.
    static func numbered(_ kind: Kind, _ number: UInt64) -> Bytes {
        var key = FieldWriter(capacity: 9)
        key.append(kind.rawValue)
        key.append(ordered: number)
        return key.finish()
    }

    static func body(_ kind: Kind, _ id: BodyID) -> Bytes {
        var key = FieldWriter(capacity: 13)
        key.append(kind.rawValue)
        append(id, to: &key)
        return key.finish()
    }

    /// The key of a small body.
    static func body(_ id: BodyID) -> Bytes {
        var key = FieldWriter(capacity: 12)
        append(id, to: &key)
        return key.finish()
    }

    private static func append(_ id: BodyID, to key: inout FieldWriter) {
        key.append(ordered: UInt64(id.epoch), count: 4)
        key.append(ordered: id.number)
    }

    /// Reads a body's name from the end of a key.
    static func bodyID(_ key: RawSpan, at position: Int) throws(StorageError) -> BodyID {
        var reader = FieldReader(at: position)
        let epoch = reader.ordered(key, count: 4)
        let number = reader.ordered(key)
        try reader.check("the name of a body")
        return BodyID(epoch: UInt32(truncatingIfNeeded: epoch), number: number)
    }

    static func expiry(_ second: UInt64, of row: Bytes) -> Bytes {
        var key = FieldWriter(capacity: 9 + row.count)
        key.append(Kind.expiry.rawValue)
        key.append(ordered: second)
        key.append(row.array)
        return key.finish()
    }
}

/// The key of a row: the number of its container, a byte for its space, and its place there.
///
/// A current object's place is its name, to the end of the key. In the other spaces the name is
/// followed by two numbers, so it needs an end of its own: a NUL in it is written as 00 FF, and
/// 00 00 ends it, which keeps the order of names.
enum RowKey {
    static func encode(_ key: ObjectKey, in container: UInt64) -> Bytes {
        let (space, major, minor) = RowCopy.numbers(key)
        var writer = FieldWriter(capacity: 9 + key.name.text.utf8.count + 18)
        writer.append(ordered: container)
        writer.append(UInt8(space))
        guard space != 0 else {
            writer.append(rest: key.name.text)
            return writer.finish()
        }
        for byte in key.name.text.utf8 {
            writer.append(byte)
            if byte == 0 { writer.append(0xFF) }
        }
        writer.append([0, 0])
        writer.append(ordered: UInt64(bitPattern: major))
        writer.append(ordered: UInt64(bitPattern: minor))
        return writer.finish()
    }

    static func decode(
        _ span: RawSpan
    ) throws(StorageError) -> (container: UInt64, key: ObjectKey) {
        var reader = FieldReader()
        let container = reader.ordered(span)
        let space = reader.byte(span)
        try reader.check("the key of a row")
        do {
            if space == 0 {
                let name = reader.rest(span)
                try reader.check("the name of an object")
                return (container, ObjectKey(try ObjectName(name)))
            }
            var name: [UInt8] = []
            while true {
                let byte = reader.byte(span)
                if byte == 0 {
                    let next = reader.byte(span)
                    try reader.check("the name of a version or part")
                    if next == 0 { break }
                }
                name.append(byte)
            }
            let major = reader.ordered(span)
            let minor = reader.ordered(span)
            try reader.check("the place of a version or part")
            let text = String(decoding: name, as: UTF8.self)
            let place: ObjectKey.Space =
                space == 1
                ? .versions(Timestamp(ticks: major, offset: minor))
                : .parts(upload: major, number: UInt32(truncatingIfNeeded: minor))
            return (container, ObjectKey(try ObjectName(text), in: place))
        } catch let error as StorageError {
            throw error
        } catch {
            throw StorageError(.corrupt, "the name of an object in the index", cause: error)
        }
    }

    /// What the keys of a container's rows lie between.
    static func range(
        of container: UInt64, space: UInt8? = nil
    ) -> (from: Bytes, to: Bytes) {
        var from = FieldWriter(capacity: 9)
        from.append(ordered: container)
        var to = FieldWriter(capacity: 9)
        if let space {
            from.append(space)
            to.append(ordered: container)
            to.append(space + 1)
        } else {
            to.append(ordered: container + 1)
        }
        return (from.finish(), to.finish())
    }
}
