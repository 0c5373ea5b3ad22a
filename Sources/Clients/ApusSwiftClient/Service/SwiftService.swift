// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusHTTP
import ApusIO
import Synchronization

/// Many operations on an account at once, for programs that move objects rather than requests.
///
/// Re-entrant: any number of tasks may call it at the same time and share its pools and its
/// token. Methods on many targets answer a sequence that is pulled (`ServiceResults`), with one
/// result for every item, in the order in which they are ready; an item that fails is a result
/// with a failure, not an error thrown. Files are read and written on threads of its own.
///
/// Use it through `withSwiftService`, which ends with everything finished or cancelled.
///
/// Source: python-swiftclient, "The SwiftService API".
public final class SwiftService: Sendable {
    /// What calls do unless told otherwise.
    public let options: ServiceOptions
    /// Makes the requests: for what the service has no method for.
    public let connection: Connection
    /// What has been moved so far.
    public let progress = TransferProgress()

    let containerPool: ConnectionPool
    let uploadPool: ConnectionPool
    let downloadPool: ConnectionPool
    let segmentPool: ConnectionPool
    let lane: Lane
    let shortWork: ShortFileWork
    let tasks: TaskRegistry
    private let tellsNothing = Flag(false)
    private let knownCapabilities = Mutex<[String: Capabilities]>([:])

    /// Makes a service; nothing is asked of the server before the first call.
    ///
    /// - Parameters:
    ///   - session: where tokens come from.
    ///   - exchange: what carries requests.
    public init(
        _ session: AuthSession, over exchange: any HTTPExchange,
        options: ServiceOptions = ServiceOptions()
    ) {
        self.options = options
        connection = Connection(
            session, over: options.isDryRun ? LookingExchange(exchange: exchange) : exchange,
            settings: options.connection)
        containerPool = ConnectionPool(limit: options.containerThreads)
        uploadPool = ConnectionPool(limit: options.objectUploadThreads)
        downloadPool = ConnectionPool(limit: options.objectDownloadThreads)
        segmentPool = ConnectionPool(limit: options.segmentThreads)
        lane = Lane(name: "apus-files", threads: 4)
        shortWork = ShortFileWork(lane: lane, visitLimit: 3)
        tasks = TaskRegistry(executor: options.executor)
    }

    /// Cancels what is still running and waits for its end.
    public func close() async {
        await tasks.close()
        progress.end()
    }

    /// What the server can do; asked once for each URL.
    ///
    /// - Parameters:
    ///   - url: any URL of the server; the account's own when nil.
    ///   - refreshes: whether to ask although the answer is known.
    /// - Throws: `ClientError`.
    public func capabilities(
        of url: ServiceURL? = nil, refreshes: Bool = false
    ) async throws -> Capabilities {
        let name = url.map(String.init(describing:)) ?? ""
        if !refreshes, let known = knownCapabilities.withLock({ $0[name] }) { return known }
        let capabilities = try await containerPool.use {
            try await connection.capabilities(at: url)
        }
        knownCapabilities.withLock { $0[name] = capabilities }
        return capabilities
    }

    /// How many rows a page of the server's has at most, by the name of its option; nil when it
    /// does not tell.
    private func pageLimit(_ option: String) async -> Int? {
        if tellsNothing.isSet { return nil }
        guard let known = await capabilitiesByOneTry() else {
            // Not to be asked again after every page.
            tellsNothing.set(true)
            return nil
        }
        return known.option(option, of: "swift")?.integer.flatMap { Int(exactly: $0) }
    }

    /// What the server can do; where it does not say so at once, it is done without: a listing
    /// must not wait for the retries of something that only makes it shorter.
    private func capabilitiesByOneTry() async -> Capabilities? {
        if let known = knownCapabilities.withLock({ $0[""] }) { return known }
        var settings = connection.settings
        settings.retries.retries = 0
        let once = Connection(connection.session, over: connection.exchange, settings: settings)
        let asked = try? await containerPool.use { try await once.capabilities() }
        if let asked { knownCapabilities.withLock { $0[""] = asked } }
        return asked
    }

    /// Whether a page is the last one because the server would have filled it otherwise.
    ///
    /// Asks for the server's limit once, which is no more than the empty page would have cost.
    func isLastPage(_ count: Int, limit option: String) async -> Bool {
        guard let limit = await pageLimit(option) else { return false }
        return count < limit
    }

    func results<Element: Sendable>(
        capacity: Int = 32,
        _ work: @escaping @Sendable (ResultChannel<Element>) async throws -> Void
    ) -> ServiceResults<Element> {
        ServiceResults(capacity: capacity, tasks: tasks, work: work)
    }
}

/// Makes a service, lends it, and ends it: afterwards nothing of it runs any more.
///
/// - Throws: what `body` throws.
public func withSwiftService<R>(
    _ session: AuthSession, over exchange: any HTTPExchange,
    options: ServiceOptions = ServiceOptions(),
    _ body: (SwiftService) async throws -> R
) async throws -> R {
    let service = SwiftService(session, over: exchange, options: options)
    do {
        let result = try await body(service)
        await service.close()
        return result
    } catch {
        await service.close()
        throw error
    }
}
