// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTar

/// Reads a volume from its beginning, as `tar` does: what is on it without any catalogue.
struct VolumeScan: Sendable {
    /// A member that is whole.
    struct Member: Sendable {
        let number: Int
        /// Where its bytes begin.
        let offset: UInt64
        /// Where the next member begins.
        let endBytes: UInt64
        let entry: TarEntry
        /// Whether the bytes have the checksum that the header tells.
        let isSound: Bool
    }

    private let file: OpenFile
    private let name: String
    private var decoder = TarDecoder()
    private var position: UInt64 = 0
    private var buffer = Bytes()
    private var number = 0
    /// Whether the blocks that end an archive were met, or the end of the file between members.
    private(set) var isAtEnd = false

    init(_ file: OpenFile, name: String) {
        self.file = file
        self.name = name
    }

    /// What the catalogue says of the volume; nil when nothing is on it. Blocks.
    ///
    /// - Throws: `.unavailable` when something else is, or it cannot be read.
    mutating func recordToEnd(capacityBytes: UInt64) throws(StorageError) -> VolumeRecord? {
        guard let heading = try heading() else { return nil }
        var record = VolumeRecord(
            name: name, createdAt: heading.createdAt, startBytes: heading.startBytes,
            endBytes: heading.startBytes, members: 0, isFull: false)
        // The last members may have been cut off, and look whole where the device has kept old
        // bytes. One that is damaged between sound ones is left where it is.
        var isClean = true
        while let member = try next() {
            isClean = isClean && member.isSound
            guard member.isSound else { continue }
            record.endBytes = member.endBytes
            record.members = member.number + 1
        }
        // Nothing is written behind what is not understood.
        record.isFull = !isClean || !isAtEnd || record.endBytes >= capacityBytes
        return record
    }

    /// The records that each volume begins with.
    func heading() throws(StorageError) -> (startBytes: UInt64, createdAt: Timestamp)? {
        let first = try read(at: 0, count: 4096)
        guard first.array.contains(where: { $0 != 0 }) else { return nil }
        // One block of records behind their header, as `VolumeShelf` writes them.
        guard first.count >= 1024, first[156] == UInt8(ascii: "g"),
            let comment = first[512..<1024].text.split(separator: "comment=apus volume ").last,
            let begun = comment.split(separator: ", begun ").dropFirst().first,
            let createdAt = Timestamp(begun.prefix { $0 != "\n" })
        else { throw StorageError(.unavailable, "\(name) is not empty, and no volume of apus") }
        return (1024, createdAt)
    }

    private func read(at offset: UInt64, count: UInt64) throws(StorageError) -> Bytes {
        try calling { () throws(SystemError) in try file.readNow(offset..<offset + count) }
    }

    /// The next member that is whole; nil behind the last. Blocks.
    mutating func next() throws(StorageError) -> Member? {
        var entry: TarEntry?
        var offset: UInt64 = 0
        var checksum: UInt32 = 0
        while true {
            let step: TarDecoder.Step
            do throws(TarError) {
                step = try buffer.withSpan { span throws(TarError) in try decoder.next(span) }
            } catch {
                return nil
            }
            let input = buffer
            position += UInt64(step.consumedBytes)
            buffer = buffer[step.consumedBytes..<buffer.count]
            switch step.event {
            case .needsMore:
                let more = try read(at: position + UInt64(buffer.count), count: 1 << 20)
                guard !more.isEmpty else {
                    isAtEnd = (try? decoder.finish(unreadBytes: buffer.count)) != nil
                    return nil
                }
                buffer = buffer.isEmpty ? more : Bytes(buffer.array + more.array)
            case .entry(let found):
                entry = found
                offset = position
            case .data(let range):
                checksum = CRC32C.of(input[range], continuing: checksum)
            case .entryEnd:
                guard let entry else { continue }
                let padding = TarWriter.paddingBytes(after: entry.sizeBytes)
                let end = offset + entry.sizeBytes + padding
                defer { number += 1 }
                let told = VolumeMember.checksum(of: entry)
                return Member(
                    number: number, offset: offset, endBytes: end, entry: entry,
                    isSound: told == checksum)
            case .end:
                isAtEnd = true
                return nil
            }
        }
    }
}
