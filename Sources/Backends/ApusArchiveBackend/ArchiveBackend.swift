// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
public import ApusModel
public import ApusStorage

/// A slow medium behind a cache: rows and new bodies are another engine's, the cache; bodies are
/// copied to volumes in the background, and leave the cache when room is needed.
///
/// A volume is a tar archive that plain `tar` can read. What lies where, in which order it is
/// written, and what happens after a crash is in `Docs/OnDisk/ArchiveBackend.md`.
public struct ArchiveBackend<Cache: Auditable & Reclaiming>: Backend {
    public let name = "archive"

    let cache: Cache
    let archive: Archive

    /// Wraps a cache, which is shut down with the archive.
    ///
    /// Every row of the cache is looked at in the background. What is in the cache can be read at
    /// once; bodies that come, and those that are asked for, wait until that is done.
    ///
    /// - Parameter directory: where the archive keeps its catalogue, and volumes unless the
    ///   options say otherwise; made when it is not there. It is not the cache's.
    /// - Throws: `.unavailable` when cache or volumes cannot be read.
    public static func open(
        _ cache: Cache, in directory: String, options: ArchiveOptions = ArchiveOptions()
    ) async throws(StorageError) -> ArchiveBackend {
        var options = options
        if options.place == .directory("") {
            options.place = .directory("\(directory)/volumes")
        }
        let lane = Lane(name: "apus-archive", threads: 1)
        options = try await lane.working { [options] () throws(StorageError) in
            try StoreLayout.makeDirectory(directory)
            return try options.completed(for: directory)
        }
        let archive = try await Archive(cache, in: directory, options)
        archive.start()
        return ArchiveBackend(cache: cache, archive: archive)
    }

    private init(cache: Cache, archive: Archive) {
        self.cache = cache
        self.archive = archive
    }

    public func account(_ name: AccountName) -> any AccountBroker {
        ArchiveAccountBroker(archive: archive, cache: cache.account(name), name: name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        ArchiveContainerBroker(
            archive: archive, inner: cache.container(address), address: address)
    }

    public func checkHealth() async throws(StorageError) {
        try await cache.checkHealth()
    }

    public func shutdown() async {
        await archive.stop()
        await cache.shutdown()
    }
}

/// What can be chosen of an archive.
public struct ArchiveOptions: Sendable {
    /// What bodies in the cache may take, in bytes; 0 for half of the file system that the
    /// archive's directory is on.
    public var cacheBytes: UInt64
    /// The size of a volume, in bytes; 16 GiB by default. A larger body has a volume of its own.
    public var volumeBytes: UInt64
    /// How long a new body waits for others, to be written with them; 1 s by default.
    public var delay: Duration
    /// What a medium would take that is slower than the device.
    public var speed: MediumSpeed
    /// How many volumes can be used at the same time; 1 by default.
    public var drives: Int
    /// Whether reading a body that is not in the cache asks for it, so that trying again later
    /// works; yes by default.
    public var recalls: Bool
    /// When more than so much of the cache is used, what was not used for longest goes: 90.
    public var highWatermarkPercent: Int
    /// Until no more than so much of it is used: 80.
    public var lowWatermarkPercent: Int

    /// Where volumes are; of the empty directory, within the archive's own.
    var place = VolumeShelf.Place.directory("")

    /// The most that is written between two syncs, in bytes and in members.
    package var runBytes: UInt64 = 1 << 30
    package var runMembers = 8_192
    /// How many new bodies are remembered; of more, the rows are looked at again.
    package var pendingLimit = 100_000
    /// How many rows are changed by a commit.
    package var commitRows = 256
    /// How much is read before it is committed to the cache.
    package var arrivalBytes: UInt64 = 16 << 20
    /// After which something that failed is tried again.
    package var retryDelay = Duration.seconds(5)
    package var clock = ArchiveClock.system
    package var observe: @Sendable (MediumEvent) -> Void = { _ in }

    /// Options; the defaults for what is not given.
    public init(
        cacheBytes: UInt64 = 0, volumeBytes: UInt64 = 16 << 30, delay: Duration = .seconds(1),
        speed: MediumSpeed = MediumSpeed(), drives: Int = 1, recalls: Bool = true,
        highWatermarkPercent: Int = 90, lowWatermarkPercent: Int = 80
    ) {
        self.cacheBytes = cacheBytes
        self.volumeBytes = volumeBytes
        self.delay = delay
        self.speed = speed
        self.drives = drives
        self.recalls = recalls
        self.highWatermarkPercent = highWatermarkPercent
        self.lowWatermarkPercent = lowWatermarkPercent
    }

    /// Keeps volumes in a directory.
    public mutating func keepVolumes(in directory: String) {
        place = .directory(directory)
    }

    /// Writes to a block device, or a file, that is one volume.
    public mutating func write(toDevice path: String) {
        place = .device(path)
    }

    /// With what only the file system knows. Blocks.
    func completed(for directory: String) throws(StorageError) -> ArchiveOptions {
        var options = self
        options.drives = max(1, drives)
        if case .device = place { options.drives = 1 }
        guard cacheBytes == 0 else { return options }
        options.cacheBytes = try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(directory, flags: 0)
            defer { FileCalls.close(descriptor) }
            return try FileCalls.capacityBytes(descriptor) / 2
        }
        return options
    }
}
