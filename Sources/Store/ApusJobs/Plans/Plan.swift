// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// What a job transfers, held in columns: half a million objects take some 16 bytes each beside
/// their names (48 in jobs that read).
///
/// Entries are in the order of the list. An entry is cut into blobs from its beginning; blobs are
/// numbered through, and fill chunks in order.
struct Plan: Sendable {
    /// An object of the list, or a part of it.
    struct Entry: Hashable, Sendable {
        var name: String
        /// Where the first of its blobs begins in the object.
        var offset: UInt64 = 0
        /// The bytes of all its blobs.
        var lengthBytes: UInt64
        /// How long its blobs are, but for the last.
        var blobSizeBytes: UInt64
        /// A UUID; nil in jobs that put, which give versions ids of their own.
        var versionID: String?
    }

    let jobID: String
    /// Nil in jobs that read, whose objects are cut already.
    let blobSizeBytes: UInt64?
    private let chunkSizeBytes: UInt64
    private let chunkBlobLimit: Int

    private var names: [UInt8] = []
    private var nameEnds: [UInt32] = []
    private var lengths: [UInt64] = []
    /// The number of the first blob of each entry.
    private var firstBlobs: [UInt32] = []
    // Only in jobs that read.
    private var offsets: [UInt64] = []
    private var blobSizes: [UInt64] = []
    private var versions: [UInt8] = []

    private(set) var blobCount = 0
    private(set) var totalBytes: UInt64 = 0
    /// The first blob of each chunk.
    private var chunkStarts: [UInt32] = []
    private var chunkSizes: [UInt64] = []
    /// The upper half of each is a hash of a name, the lower one its entry; sorted.
    private var index: [UInt64] = []

    init(
        jobID: String, blobSizeBytes: UInt64?, chunkSizeBytes: UInt64, chunkBlobLimit: Int
    ) {
        self.jobID = jobID
        self.blobSizeBytes = blobSizeBytes
        self.chunkSizeBytes = chunkSizeBytes
        self.chunkBlobLimit = chunkBlobLimit
    }

    init(_ job: Job) {
        self.init(
            jobID: job.id, blobSizeBytes: job.kind == .put ? job.blobSizeBytes : nil,
            chunkSizeBytes: job.chunkSizeBytes, chunkBlobLimit: job.chunkBlobLimit)
    }

    // MARK: Entries

    var entryCount: Int { lengths.count }
    var chunkCount: Int { chunkStarts.count }
    /// The bytes of all names.
    var nameBytes: Int { names.count }

    /// How many blobs an entry has; one of no bytes has one.
    static func blobCount(lengthBytes: UInt64, blobSizeBytes: UInt64) -> UInt64 {
        guard lengthBytes > blobSizeBytes, blobSizeBytes > 0 else { return 1 }
        return (lengthBytes - 1) / blobSizeBytes + 1
    }

    /// Adds an entry at the end. `reindex` follows the last.
    mutating func append(_ entry: Entry) {
        names.append(contentsOf: entry.name.utf8)
        nameEnds.append(UInt32(names.count))
        lengths.append(entry.lengthBytes)
        firstBlobs.append(UInt32(blobCount))
        if blobSizeBytes == nil {
            offsets.append(entry.offset)
            blobSizes.append(entry.blobSizeBytes)
            versions.append(contentsOf: UUIDBytes.bytes(entry.versionID ?? ""))
        }
        let count = Self.blobCount(
            lengthBytes: entry.lengthBytes,
            blobSizeBytes: blobSizeBytes ?? entry.blobSizeBytes)
        var rest = entry.lengthBytes
        for _ in 0..<count {
            let length = min(rest, blobSizeBytes ?? entry.blobSizeBytes)
            fill(length)
            rest -= length
        }
        totalBytes += entry.lengthBytes
    }

    private mutating func fill(_ length: UInt64) {
        let last = chunkStarts.count - 1
        let count = last < 0 ? 0 : blobCount - Int(chunkStarts[last])
        if last < 0 || count >= chunkBlobLimit
            || (count > 0 && chunkSizes[last] + length > chunkSizeBytes)
        {
            chunkStarts.append(UInt32(blobCount))
            chunkSizes.append(length)
        } else {
            chunkSizes[last] += length
        }
        blobCount += 1
    }

    func name(of entry: Int) -> String {
        String(decoding: nameBytes(of: entry), as: UTF8.self)
    }

    private func nameBytes(of entry: Int) -> ArraySlice<UInt8> {
        names[(entry == 0 ? 0 : Int(nameEnds[entry - 1]))..<Int(nameEnds[entry])]
    }

    func lengthBytes(of entry: Int) -> UInt64 { lengths[entry] }

    func offset(of entry: Int) -> UInt64 { offsets.isEmpty ? 0 : offsets[entry] }

    func blobSizeBytes(of entry: Int) -> UInt64 { blobSizeBytes ?? blobSizes[entry] }

    /// The id of the version that the entry is, or becomes.
    func versionID(of entry: Int) -> String {
        guard blobSizeBytes == nil else { return UUIDText.named([jobID, String(entry)]) }
        return UUIDBytes.text(versions[entry * 16..<entry * 16 + 16])
    }

    func entry(_ place: Int) -> Entry {
        Entry(
            name: name(of: place), offset: offset(of: place), lengthBytes: lengths[place],
            blobSizeBytes: blobSizeBytes(of: place),
            versionID: blobSizeBytes == nil ? versionID(of: place) : nil)
    }

    // MARK: Blobs

    /// The numbers of an entry's blobs.
    func blobs(of entry: Int) -> Range<Int> {
        let end = entry + 1 < firstBlobs.count ? Int(firstBlobs[entry + 1]) : blobCount
        return Int(firstBlobs[entry])..<end
    }

    /// The entry that a blob is of.
    func entry(ofBlob blob: Int) -> Int { Self.last(in: firstBlobs, notAbove: UInt32(blob)) }

    /// Where a blob lies in its object.
    func range(ofBlob blob: Int, in entry: Int) -> Range<UInt64> {
        let size = blobSizeBytes(of: entry)
        let place = UInt64(blob - Int(firstBlobs[entry]))
        let (skipped, overflows) = place.multipliedReportingOverflow(by: size)
        let start = overflows ? lengths[entry] : min(skipped, lengths[entry])
        let length = min(size, lengths[entry] - start)
        return offset(of: entry) + start..<offset(of: entry) + start + length
    }

    // MARK: Chunks

    func blobs(ofChunk chunk: Int) -> Range<Int> {
        let end = chunk + 1 < chunkStarts.count ? Int(chunkStarts[chunk + 1]) : blobCount
        return Int(chunkStarts[chunk])..<end
    }

    func sizeBytes(ofChunk chunk: Int) -> UInt64 { chunkSizes[chunk] }

    func chunk(ofBlob blob: Int) -> Int { Self.last(in: chunkStarts, notAbove: UInt32(blob)) }

    private static func last(in starts: [UInt32], notAbove wanted: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    // MARK: Names

    /// Sees to it that entries are found by name.
    mutating func reindex() {
        index = (0..<entryCount).map { entry in
            UInt64(Self.hash(nameBytes(of: entry))) << 32 | UInt64(entry)
        }
        index.sort()
    }

    /// The entries of a name, in the order of the list.
    func entries(named name: String) -> [Int] {
        let wanted = Array(name.utf8)
        let hash = UInt64(Self.hash(wanted[...]))
        var low = 0
        var high = index.count
        while low < high {
            let middle = (low + high) / 2
            if index[middle] >> 32 < hash { low = middle + 1 } else { high = middle }
        }
        var found: [Int] = []
        while low < index.count, index[low] >> 32 == hash {
            let entry = Int(index[low] & 0xFFFF_FFFF)
            if nameBytes(of: entry).elementsEqual(wanted) { found.append(entry) }
            low += 1
        }
        return found
    }

    /// A name that two entries have.
    var duplicateName: String? {
        var start = 0
        while start < index.count {
            var end = start + 1
            while end < index.count, index[end] >> 32 == index[start] >> 32 { end += 1 }
            if end - start > 1 {
                var seen: Set<[UInt8]> = []
                for place in start..<end {
                    let entry = Int(index[place] & 0xFFFF_FFFF)
                    guard seen.insert(Array(nameBytes(of: entry))).inserted else {
                        return name(of: entry)
                    }
                }
            }
            start = end
        }
        return nil
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var hasher = Hasher()
        for byte in bytes { hasher.combine(byte) }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}

/// UUIDs as 16 bytes.
enum UUIDBytes {
    /// All zero for what is no UUID.
    static func bytes(_ text: String) -> [UInt8] {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard let bytes = Hexadecimal.decode(String(decoding: digits, as: UTF8.self)),
            bytes.count == 16
        else { return [UInt8](repeating: 0, count: 16) }
        return bytes
    }

    static func text(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text += Hexadecimal.encode([byte])
        }
        return text
    }
}
