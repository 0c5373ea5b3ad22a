// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTar
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The volumes there are, what is written on each and which of it is still needed.
///
/// A volume is a tar archive. Beside it, in the catalogue, a small file says how far it is whole:
/// what lies behind that was being written when the process ended, and is written over. The file
/// is replaced before rows say that anything new is on the volume; without it the volume is read
/// from its beginning.
final class VolumeShelf: Sendable {
    /// Where volumes are.
    enum Place: Hashable, Sendable {
        /// A directory with a file for each.
        case directory(String)
        /// A device, or a file, that is one volume.
        case device(String)
    }

    /// A volume as it is now.
    struct Volume: Sendable {
        var record: VolumeRecord
        var lastAccessedAt: Timestamp?
        var live = LiveMembers()
    }

    let place: Place
    /// The size of a volume that has no device to tell.
    let volumeBytes: UInt64
    let lane: Lane
    private let catalogue: String
    private let volumes = Mutex<[String: Volume]>([:])
    /// Names that were given, also to volumes that are not there: none is given twice.
    private let lastNumber = Mutex<UInt64>(0)
    /// Volumes that rows are about to tell of.
    private let settling = Mutex<[String: Int]>([:])
    /// How many copy volumes at the moment.
    private let copying = Mutex(0)

    /// Finds the volumes. Blocks.
    ///
    /// - Throws: `.unavailable` when they cannot be read.
    init(
        _ place: Place, catalogue: String, volumeBytes: UInt64, lane: Lane
    ) throws(StorageError) {
        self.place = place
        self.lane = lane
        self.catalogue = catalogue
        try StoreLayout.makeDirectory(catalogue)
        var size = volumeBytes
        var found: [String] = []
        switch place {
        case .directory(let directory):
            try StoreLayout.makeDirectory(directory)
            found = try StoreLayout.entries(of: directory)
                .filter { $0.hasSuffix(".tar") }.map { String($0.dropLast(4)) }
        case .device(let path):
            // Its end, which a block device tells in no other way.
            size = try Self.deviceBytes(path, atMost: volumeBytes)
            found = [Self.name(number: 1)]
        }
        self.volumeBytes = size
        for name in try StoreLayout.entries(of: catalogue) + found { note(name) }
        for name in found {
            guard let record = try recover(name) else { continue }
            volumes.withLock { $0[name] = Volume(record: record) }
        }
    }

    var all: [Volume] { volumes.withLock { $0.values.sorted { $0.record.name < $1.record.name } } }

    func volume(_ name: String) -> Volume? { volumes.withLock { $0[name] } }

    func path(of name: String) -> String {
        switch place {
        case .directory(let directory): "\(directory)/\(name).tar"
        case .device(let path): path
        }
    }

    /// Opens a volume for reading and writing. Blocks.
    func open(_ name: String) throws(StorageError) -> OpenFile {
        do {
            let descriptor = try FileCalls.open(path(of: name), flags: O_RDWR | O_CLOEXEC)
            return OpenFile(takingOver: descriptor, lane: lane)
        } catch {
            throw StorageError(
                .unavailable, "the volume \(name): \(error.description)", cause: error)
        }
    }

    func touch(_ name: String) {
        volumes.withLock { $0[name]?.lastAccessedAt = .wallClock }
    }

    // MARK: Writing

    /// The volume that is written on; a new one when none has room for a body. Blocks.
    ///
    /// - Throws: `.insufficientStorage` when there cannot be another.
    func writable(for bytes: UInt64) throws(StorageError) -> VolumeRecord {
        let open = all.map(\.record).first { !$0.isFull && hasRoom($0, for: bytes) }
        if let open { return open }
        // Those that are passed over for being nearly full are finished.
        for var record in all.map(\.record) where !record.isFull && record.members > 0 {
            record.isFull = true
            try publish(record)
        }
        if case .device = place {
            guard all.isEmpty else {
                throw StorageError(
                    .insufficientStorage(neededBytes: bytes), "the device is full")
            }
            return try make(Self.name(number: 1))
        }
        let number = lastNumber.withLock { last in
            last += 1
            return last
        }
        return try make(Self.name(number: number))
    }

    /// Whether a body goes on a volume: a larger one than a volume has room for goes on an empty
    /// volume, where that is a file and can grow.
    func hasRoom(_ record: VolumeRecord, for bytes: UInt64) -> Bool {
        if record.members == 0, case .directory = place { return true }
        return record.endBytes + bytes + UInt64(TarWriter.end.count) <= volumeBytes
    }

    /// Begins a volume. Blocks.
    private func make(_ name: String) throws(StorageError) -> VolumeRecord {
        let createdAt = Timestamp.wallClock
        let header = TarWriter.globalHeader([
            "comment": Bytes("apus volume \(name), begun \(createdAt)")
        ])
        precondition(header.count == 1024, "a volume begins with two blocks")
        let record = VolumeRecord(
            name: name, createdAt: createdAt, startBytes: UInt64(header.count),
            endBytes: UInt64(header.count), members: 0, isFull: false)
        try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(path(of: name), flags: O_RDWR | O_CREAT | O_CLOEXEC)
            defer { FileCalls.close(descriptor) }
            try FileCalls.writeAll(descriptor, header, at: 0)
            try FileCalls.writeAll(descriptor, TarWriter.end, at: UInt64(header.count))
            try FileCalls.syncData(descriptor)
            if case .directory(let directory) = place { try FileCalls.syncDirectory(directory) }
        }
        try publish(record)
        return record
    }

    /// Says how far a volume is whole now, durably. Blocks.
    func publish(_ record: VolumeRecord) throws(StorageError) {
        try StoreLayout.replaceFile("\(catalogue)/\(record.name)", with: record.text)
        let moment = Timestamp.wallClock
        volumes.withLock { volumes in
            volumes[record.name, default: Volume(record: record)].record = record
            volumes[record.name]?.lastAccessedAt = moment
        }
    }

    // MARK: What is needed

    /// What a row tells of is there, whatever the catalogue says: nothing is written over it.
    func secure(_ placement: BodyState.Placement, sizeBytes: UInt64) {
        note(placement.volume)
        let padding = TarWriter.paddingBytes(after: sizeBytes)
        volumes.withLock { volumes in
            guard var record = volumes[placement.volume]?.record else { return }
            record.endBytes = max(record.endBytes, placement.offset + sizeBytes + padding)
            record.members = max(record.members, placement.member + 1)
            volumes[placement.volume]?.record = record
        }
        mark(placement, sizeBytes: sizeBytes)
    }

    /// Rows are going to tell of what is written on a volume, until `settled`.
    func settle(_ name: String) {
        settling.withLock { $0[name, default: 0] += 1 }
    }

    func settled(_ name: String) {
        settling.withLock { settling in
            settling[name, default: 1] -= 1
            if settling[name] == 0 { settling[name] = nil }
        }
    }

    /// Volumes stay until `copied`, though nothing of them is needed.
    func copy() {
        copying.withLock { $0 += 1 }
    }

    func copied() {
        copying.withLock { $0 -= 1 }
    }

    /// The volumes that are full, and of which no row needs anything.
    var dead: [Volume] {
        guard copying.withLock({ $0 }) == 0 else { return [] }
        let settling = Set(settling.withLock { $0.keys })
        return all.filter {
            $0.record.isFull && $0.live.count == 0 && !settling.contains($0.record.name)
        }
    }

    func mark(_ placement: BodyState.Placement, sizeBytes: UInt64) {
        volumes.withLock { volumes in
            volumes[placement.volume]?.live.insert(placement.member, sizeBytes: sizeBytes)
        }
    }

    func unmark(_ placement: BodyState.Placement, sizeBytes: UInt64) {
        volumes.withLock { volumes in
            volumes[placement.volume]?.live.remove(placement.member, sizeBytes: sizeBytes)
        }
    }

    /// Removes a volume on which nothing is needed. Blocks.
    func remove(_ name: String) throws(StorageError) {
        volumes.withLock { $0[name] = nil }
        if case .directory(let directory) = place {
            try StoreLayout.removeFile(path(of: name))
            try calling { () throws(SystemError) in try FileCalls.syncDirectory(directory) }
        }
        try StoreLayout.removeFile("\(catalogue)/\(name)")
    }

    // MARK: Recovery

    private func recover(_ name: String) throws(StorageError) -> VolumeRecord? {
        let file = try open(name)
        if let text = try StoreLayout.readFile("\(catalogue)/\(name)"),
            var record = VolumeRecord(text), record.name == name
        {
            switch place {
            case .directory:
                record.isFull = try cut(file, at: record.endBytes) ? record.isFull : true
            case .device(let path):
                // Another device may have got its name.
                let heading = try VolumeScan(file, name: name).heading()
                guard heading?.createdAt == record.createdAt else {
                    throw StorageError(
                        .unavailable, "\(path) is not the volume that was written to before")
                }
            }
            return record
        }
        // Begun and never said to be, or its entry is lost.
        var scan = VolumeScan(file, name: name)
        guard let record = try scan.recordToEnd(capacityBytes: volumeBytes) else { return nil }
        try publish(record)
        return record
    }

    /// Takes away what was being written behind the end of a volume that is a file.
    ///
    /// - Returns: false when it is shorter than it should be.
    private func cut(_ file: OpenFile, at end: UInt64) throws(StorageError) -> Bool {
        try calling { () throws(SystemError) in
            let whole = end + UInt64(TarWriter.end.count)
            let size = try FileCalls.status(of: file.descriptor).sizeBytes
            guard size >= end else { return false }
            guard size != whole else { return true }
            try FileCalls.writeAll(file.descriptor, TarWriter.end, at: end)
            try FileCalls.truncate(file.descriptor, whole)
            try FileCalls.syncData(file.descriptor)
            return true
        }
    }

    private func note(_ name: String) {
        guard name.hasPrefix(Self.prefix),
            let number = UInt64(name.dropFirst(Self.prefix.utf8.count))
        else { return }
        lastNumber.withLock { $0 = max($0, number) }
    }

    private static let prefix = "APU"

    private static func name(number: UInt64) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }

    private static func deviceBytes(
        _ path: String, atMost limit: UInt64
    ) throws(StorageError) -> UInt64 {
        let (kind, size) = try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(path, flags: O_RDONLY | O_CLOEXEC)
            defer { FileCalls.close(descriptor) }
            return (
                try FileCalls.status(of: descriptor).kind,
                UInt64(max(0, lseek(descriptor, 0, SEEK_END)))
            )
        }
        // A plain file grows.
        return kind == .regular ? limit : size
    }
}

/// What the catalogue says of a volume.
struct VolumeRecord: Hashable, Sendable {
    var name: String
    var createdAt: Timestamp
    /// Where the first member begins.
    var startBytes: UInt64
    /// Where the next member begins.
    var endBytes: UInt64
    /// How many there are.
    var members: Int
    /// Whether nothing more is written on it.
    var isFull: Bool
}

extension VolumeRecord {
    init?(_ text: String) {
        guard let fields = JSONText.decode(text), let name = fields["name"],
            let createdAt = fields["created_at"].flatMap({ Timestamp($0) }),
            let startBytes = fields["start"].flatMap({ UInt64($0) }),
            let endBytes = fields["end"].flatMap({ UInt64($0) }),
            let members = fields["members"].flatMap({ Int($0) })
        else { return nil }
        self.init(
            name: name, createdAt: createdAt, startBytes: startBytes, endBytes: endBytes,
            members: members, isFull: fields["full"] == "yes")
    }

    var text: String {
        JSONText.encode([
            "name": name, "created_at": createdAt.description, "start": String(startBytes),
            "end": String(endBytes), "members": String(members), "full": isFull ? "yes" : "no",
        ]) ?? ""
    }
}

/// Which members of a volume a row needs, a bit each.
struct LiveMembers: Sendable {
    private var words: [UInt64] = []
    private(set) var count = 0
    private(set) var bytes: UInt64 = 0

    mutating func insert(_ member: Int, sizeBytes: UInt64) {
        let (word, bit) = (member / 64, UInt64(1) << UInt64(member % 64))
        while words.count <= word { words.append(0) }
        guard words[word] & bit == 0 else { return }
        words[word] |= bit
        count += 1
        bytes += sizeBytes
    }

    mutating func remove(_ member: Int, sizeBytes: UInt64) {
        let (word, bit) = (member / 64, UInt64(1) << UInt64(member % 64))
        guard word < words.count, words[word] & bit != 0 else { return }
        words[word] &= ~bit
        count -= 1
        bytes -= min(sizeBytes, bytes)
    }
}
