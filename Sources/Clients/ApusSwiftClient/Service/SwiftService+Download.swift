// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusFiles
import ApusHTTP
import ApusIO

extension SwiftService {
    /// Downloads objects by name.
    public func download(
        _ objects: [String], from container: String, options: DownloadOptions? = nil
    ) -> ServiceResults<ObjectDownloadResult> {
        let options = options ?? self.options.download
        return results { channel in
            try await self.download(objects, from: container, options, isWhole: false, channel)
        }
    }

    /// Downloads what is in a container, page by page of its listing.
    ///
    /// The sequence throws `ServiceError` when there is no such container.
    public func download(
        container: String, options: DownloadOptions? = nil
    ) -> ServiceResults<ObjectDownloadResult> {
        let options = options ?? self.options.download
        return results { channel in
            try await self.downloadAll(of: container, options, isWhole: false, channel)
        }
    }

    /// Downloads every container of the account, each into a directory of its name; with a prefix,
    /// the containers whose names begin with it, and of those the objects whose names do.
    public func downloadEverything(
        options: DownloadOptions? = nil
    ) -> ServiceResults<ObjectDownloadResult> {
        let options = options ?? self.options.download
        return results { channel in
            var listing = ListOptions()
            listing.headers = options.headers
            listing.marker = options.containerMarker
            // As the field has it: the prefix chooses containers, and objects in them.
            listing.prefix = options.prefix
            var chance = OneDraw()
            var pages = self.list(options: listing).makeAsyncIterator()
            while case .account(let page, _)? = try await pages.next() {
                var names = page.entries.map(\.name)
                if options.shuffles { names.shuffle(using: &chance) }
                for name in names {
                    try await self.downloadAll(of: name, options, isWhole: true, channel)
                }
            }
        }
    }

    private func downloadAll(
        of container: String, _ options: DownloadOptions, isWhole: Bool,
        _ channel: ResultChannel<ObjectDownloadResult>
    ) async throws {
        var listing = ListOptions()
        listing.prefix = options.prefix
        listing.marker = options.marker
        var chance = OneDraw()
        // A range or condition of the caller is about the objects, not about the listing.
        try await containerPages(of: container, listing) { page in
            var names = page.entries.compactMap { entry -> String? in
                guard case .object(let object) = entry else { return nil }
                return object.name
            }
            if options.shuffles { names.shuffle(using: &chance) }
            try await self.download(names, from: container, options, isWhole: isWhole, channel)
        }
    }

    private func download(
        _ names: [String], from container: String, _ options: DownloadOptions, isWhole: Bool,
        _ channel: ResultChannel<ObjectDownloadResult>
    ) async throws {
        var rest = names[...]
        let directories = KnownDirectories()
        try await forEachItem(
            // While small ones are written, others are fetched: the pool bounds the requests.
            limit: 2 * downloadPool.limit, isOrdered: options.isOrdered, into: channel,
            next: { rest.popFirst() }
        ) { name, outlet in
            let downloader = ObjectDownloader(
                service: self, container: container, object: name, options: options,
                isWholeAccount: isWhole, directories: directories)
            let result = try await downloader.run()
            self.progress.finishItem()
            try await outlet.send(result)
        }
    }
}

/// Chance enough for an order: of the system's, which is asked once and not for every name.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
private struct OneDraw: RandomNumberGenerator {
    private var state = UInt64.random(in: 0 ... .max)

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
