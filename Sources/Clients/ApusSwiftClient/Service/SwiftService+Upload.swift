// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusIO

extension SwiftService {
    /// Uploads files, trees, streams and bytes.
    ///
    /// The container, and with a segment size the segment container, are made first; a failure
    /// of that is a result and no more, since the objects may still be welcome. Then objects and
    /// segments, several at once, each verified by its MD5.
    ///
    /// - Parameter container: a container, or a container and the beginning of names:
    ///   `container/a/b`.
    public func upload(
        _ items: [UploadItem], to container: String, options: UploadOptions? = nil
    ) -> ServiceResults<UploadResult> {
        let options = options ?? self.options.upload
        return results { channel in
            var rest = items[...]
            try await self.upload(
                next: { rest.popFirst() }, known: items, to: container, options, channel)
        }
    }

    /// Uploads items as they are made: each is asked for when there is a task for it, so there may
    /// be any number of them, or no end.
    ///
    /// An error that `items` throws ends the call.
    public func upload<Items: AsyncSequence & Sendable>(
        from items: Items, to container: String, options: UploadOptions? = nil
    ) -> ServiceResults<UploadResult> where Items.Element == UploadItem {
        let options = options ?? self.options.upload
        return results { channel in
            var iterator = items.makeAsyncIterator()
            try await self.upload(
                next: { try await iterator.next(isolation: #isolation) }, known: nil, to: container,
                options, channel)
        }
    }

    /// - Parameter known: all items, where that is known.
    private func upload(
        next: () async throws -> UploadItem?, known items: [UploadItem]?, to container: String,
        _ options: UploadOptions, _ channel: ResultChannel<UploadResult>
    ) async throws {
        let parts = container.split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        var prefix = parts.count > 1 ? String(parts[1]) : ""
        if !prefix.isEmpty, prefix.last != "/" { prefix += "/" }

        let form = await largeObjectForm(items, options)
        let isFresh = try await createContainers(name, options, channel)
        let guess = await newObjectGuess(items, isContainerFresh: isFresh)
        var queue = UploadQueue(prefix: prefix, options: options, lane: lane)
        let stop = StopSignal(isArmed: options.failsFast)
        try await forEachItem(
            limit: uploadPool.limit, isOrdered: options.isOrdered, into: channel,
            next: { try await queue.next(next) }
        ) { job, outlet in
            let upload = ObjectUploader(
                service: self, container: name, job: job, form: form,
                isContainerFresh: isFresh, guess: guess
            ) { try await outlet.send($0) }
            var result: ObjectUpload
            if stop.isSet {
                result = upload.begin()
                result.outcome = .cancelled
                result.failure = CancellationError()
            } else {
                result = try await upload.run()
            }
            if !result.isSuccess { stop.set() }
            self.progress.finishItem()
            try await outlet.send(.object(result))
        }
    }

    /// Whether names may be taken for new ones: only where the server is known to refuse a PUT
    /// with `If-None-Match: *` for one that is not.
    private func newObjectGuess(
        _ items: [UploadItem]?, isContainerFresh: Bool
    ) async -> NewObjectGuess {
        let areMany =
            items.map(\.count) ?? .max > 10
            || (items ?? []).contains { item in
                if case .tree = item.source { true } else { false }
            }
        guard areMany, !isContainerFresh, !self.options.isDryRun,
            let known = try? await capabilities()
        else { return NewObjectGuess(isOffered: false) }
        return NewObjectGuess(isOffered: known.option("version", of: "swift") != nil)
    }

    private func largeObjectForm(
        _ items: [UploadItem]?, _ options: UploadOptions
    ) async -> UploadOptions.LargeObject {
        if let form = options.largeObject { return form }
        // Of items that are yet to be made, any may be a stream.
        let isStream =
            items == nil
            || (items ?? []).contains { item in
                switch item.source {
                case .stream, .descriptor: true
                default: false
                }
            }
        let mayBeLarge =
            isStream || options.segmentSizeBytes != nil
            || (items ?? []).contains { $0.options?.segmentSizeBytes != nil }
        guard mayBeLarge else { return .staticManifest }
        // A server that does not tell is taken for one from before manifests.
        guard let known = try? await capabilities() else { return .dynamicManifest }
        return known.has("slo") ? .staticManifest : .dynamicManifest
    }

    /// - Returns: whether the container did not exist before, so that nothing in it can be
    ///   replaced.
    private func createContainers(
        _ container: String, _ options: UploadOptions, _ channel: ResultChannel<UploadResult>
    ) async throws -> Bool {
        guard !options.skipsContainerPut else { return false }
        let given = try HeaderItems.headers(options.headers)["X-Storage-Policy"]
        var headers = Headers()
        headers["X-Storage-Policy"] = given
        let first = await create(container, headers)
        try await channel.send(.container(first))
        if options.segmentSizeBytes != nil {
            let segments = options.segmentContainer ?? container + "_segments"
            if segments != container {
                if given == nil {
                    let reply = try? await containerPool.use {
                        try await connection.headContainer(container)
                    }
                    headers["X-Storage-Policy"] = reply?.headers["X-Storage-Policy"]
                }
                try await channel.send(.container(await create(segments, headers)))
            }
        }
        return first.isNew
    }
}
