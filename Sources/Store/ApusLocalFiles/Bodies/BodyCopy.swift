// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
package import ApusModel
package import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a body tells of itself: the last copy of its row that is whole.
package struct BodyCopy: Sendable {
    package let container: ContainerAddress
    package let key: ObjectKey
    package let row: ObjectRow
    /// Every body of the object, this one the first.
    package let bodies: BodyList

    /// Reads the copy at the end of a body's file; nil when there is none that is whole, as when
    /// the file was never committed. Blocks.
    package static func read(_ path: String) throws(StorageError) -> BodyCopy? {
        let fields = try calling { () throws(SystemError) -> [String: String]? in
            let descriptor = try FileCalls.open(path, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            let end = try FileCalls.status(of: descriptor).sizeBytes
            return try readFields(descriptor, end: end)
        }
        guard let fields, let found = RowCopy.decode(fields),
            let account = fields["account"].flatMap({ try? AccountName($0) }),
            let container = fields["container"].flatMap({ try? ContainerName($0) }),
            let bodies = fields["bodies"].flatMap({ BodyList($0) })
        else { return nil }
        return BodyCopy(
            container: ContainerAddress(account, container), key: found.key, row: found.row,
            bodies: bodies)
    }

    /// How far from its end a file is searched for a copy, when the last one was cut short: more
    /// than a copy has.
    private static let searchBytes: UInt64 = 4 << 20
    /// How many that look like one are read.
    private static let searchLimit = 16

    private static func readFields(
        _ descriptor: Int32, end: UInt64
    ) throws(SystemError) -> [String: String]? {
        if let last = try readFields(descriptor, endingAt: end) { return last }
        let footerBytes = BodyFormat.footerBytes
        let start = end - min(end, searchBytes)
        let tail = try FileCalls.read(descriptor, at: start, count: Int(end - start))
        let mark = BodyFormat.magic.utf8.first
        var tries = 0
        for place in (0...max(0, tail.count - footerBytes)).reversed() {
            guard tries < searchLimit, place + footerBytes <= tail.count, tail[place] == mark,
                BodyFormat.footer(tail[place..<place + footerBytes]) != nil
            else { continue }
            tries += 1
            let found = try readFields(
                descriptor, endingAt: start + UInt64(place + footerBytes))
            if let found { return found }
        }
        return nil
    }

    /// The copy whose footer ends there; nil when it is not whole.
    private static func readFields(
        _ descriptor: Int32, endingAt end: UInt64
    ) throws(SystemError) -> [String: String]? {
        let footerBytes = UInt64(BodyFormat.footerBytes)
        guard end >= footerBytes else { return nil }
        let bytes = try FileCalls.read(
            descriptor, at: end - footerBytes, count: BodyFormat.footerBytes)
        // A copy lies behind the bytes that it is about, and their checksums.
        guard let footer = BodyFormat.footer(bytes), footer.copyBytes + footerBytes <= end,
            footer.sizeBytes <= end,
            BodyFormat.copyOffset(footer.sizeBytes) <= end - footerBytes - footer.copyBytes
        else { return nil }
        let text = try FileCalls.read(
            descriptor, at: end - footerBytes - footer.copyBytes, count: Int(footer.copyBytes))
        // A line, between two line ends.
        guard CRC32C.of(text) == footer.copyChecksum, text.count > 2 else { return nil }
        return JSONText.decode(text[1..<text.count - 1].text)
    }
}

extension BodyStore {
    /// Every body there is, in no order. Blocks.
    package func eachBody(
        _ visit: (BodyID, _ path: String) throws(StorageError) -> Void
    ) throws(StorageError) {
        for epochName in try StoreLayout.entries(of: layout.bodies) {
            guard let epoch = UInt32(epochName) else { continue }
            let directory = layout.bodies(ofEpoch: epoch)
            for group in try StoreLayout.entries(of: directory) {
                for name in try StoreLayout.entries(of: "\(directory)/\(group)") {
                    guard let number = UInt64(name) else { continue }
                    try visit(BodyID(epoch: epoch, number: number), "\(directory)/\(group)/\(name)")
                }
            }
        }
    }

    /// Moves bodies where nobody serves them, each with a text beside it. Blocks.
    package func quarantine(_ bodies: BodyList, note: String) throws(StorageError) {
        try StoreLayout.makeDirectory(layout.quarantined)
        for part in bodies.parts {
            let target = "\(layout.quarantined)/\(part.id)"
            try StoreLayout.replaceFile(target + ".txt", with: note)
            do {
                try FileCalls.move(layout.body(part.id), to: target)
                try FileCalls.syncDirectory(layout.quarantined)
            } catch {
                // One that is missing is why the others are moved.
                guard error.code == ENOENT else { throw StorageError(error) }
            }
        }
    }
}
