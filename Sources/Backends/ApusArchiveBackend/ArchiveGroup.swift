// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
public import ApusStorage

/// The archive as configurations know it.
public enum ArchiveGroup {
    private static let own = [
        BackendOption("cache_engine", .text, help: "The cache's engine; packed if absent."),
        BackendOption(
            "cache_size", .bytes(1...(1 << 60)),
            help: "What bodies in the cache may take; half of the device if absent."),
        BackendOption(
            "volumes", .text, help: "The directory of the volumes; its own if absent."),
        BackendOption("device", .text, help: "A block device that is the one volume."),
        BackendOption(
            "volume_size", .bytes((1 << 20)...(1 << 60)), help: "Of a volume; 16 GiB if absent."),
        BackendOption(
            "archive_delay", .duration,
            help: "How long a new body waits for others to be written with; 1s if absent."),
        BackendOption("drives", .integer(1...64), help: "Volumes in use at a time; 1 if absent."),
        BackendOption("mount_delay", .duration, help: "Until a volume is in a drive; 0 if absent."),
        BackendOption("seek_delay", .duration, help: "Until a place is found; 0 if absent."),
        BackendOption(
            "rate", .bytes(1...(1 << 50)), help: "Bytes a second of a drive; no limit if absent."),
        BackendOption(
            "recall", .boolean,
            help: "Reading what is not in the cache asks for it; yes if absent."),
        BackendOption(
            "high_watermark", .integer(1...100), help: "Per cent used to make room at; 90."),
        BackendOption(
            "low_watermark", .integer(0...100), help: "Per cent used to make room until; 80."),
    ]

    /// The group, whose caches are engines of other groups.
    ///
    /// - Parameter caches: those that `cache_engine` may name. Their options are options of the
    ///   archive's, and go to the one that is named.
    public static func group(caches: [BackendGroup]) -> BackendGroup {
        var options = own
        for option in caches.flatMap(\.options)
        where !options.contains(where: { $0.name == option.name }) {
            options.append(option)
        }
        return BackendGroup(name: "archive", options: options) { context in
            guard let directory = context.directory else {
                throw StorageError(.unavailable, "it has no directory")
            }
            let engine = context.options.text("cache_engine") ?? "packed"
            guard let group = caches.first(where: { $0.name == engine }) else {
                let known = caches.map(\.name).joined(separator: ", ")
                throw StorageError(.unavailable, "cache_engine is one of \(known), not \(engine)")
            }
            let settings = try ArchiveOptions(context.options)
            try StoreLayout.makeDirectory(directory)
            let cache = try await group.open(context.within("\(directory)/cache"))
            guard let cache = cache as? any (Auditable & Reclaiming) else {
                await cache.shutdown()
                throw StorageError(.unavailable, "\(engine) cannot be a cache")
            }
            do {
                return try await open(cache, in: directory, settings)
            } catch {
                await cache.shutdown()
                throw error
            }
        }
    }

    private static func open<Cache: Auditable & Reclaiming>(
        _ cache: Cache, in directory: String, _ options: ArchiveOptions
    ) async throws -> any Backend {
        try await ArchiveBackend.open(cache, in: directory, options: options)
    }
}

extension ArchiveOptions {
    /// What a section says.
    fileprivate init(_ options: BackendOptions) throws(StorageError) {
        self.init()
        cacheBytes = options.bytes("cache_size") ?? cacheBytes
        volumeBytes = options.bytes("volume_size") ?? volumeBytes
        delay = options.duration("archive_delay") ?? delay
        drives = options.integer("drives") ?? drives
        speed = MediumSpeed(
            mount: options.duration("mount_delay") ?? .zero,
            seek: options.duration("seek_delay") ?? .zero, bytesPerSecond: options.bytes("rate"))
        recalls = options.boolean("recall") ?? recalls
        highWatermarkPercent = options.integer("high_watermark") ?? highWatermarkPercent
        lowWatermarkPercent = options.integer("low_watermark") ?? lowWatermarkPercent
        guard lowWatermarkPercent <= highWatermarkPercent else {
            throw StorageError(.unavailable, "low_watermark is above high_watermark")
        }
        switch (options.text("volumes"), options.text("device")) {
        case (_?, _?):
            throw StorageError(.unavailable, "it has volumes and device, which exclude each other")
        case (let directory?, nil): keepVolumes(in: directory)
        case (nil, let path?): write(toDevice: path)
        case (nil, nil): break
        }
    }
}
