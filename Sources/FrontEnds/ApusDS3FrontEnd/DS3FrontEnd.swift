// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
public import ApusHTTP
import ApusJobs
public import ApusModel
public import ApusObjectStore
import ApusXML
import Synchronization

/// Spectra S3 (DS3) over an object store: buckets are the containers of one account.
///
/// It translates: requests into the store's calls, the store's answers and errors into documents.
/// Users, groups and what they may are its own; of the store it asks as the account's owner.
///
/// Source: the DS3 contract 5.8.
public final class DS3FrontEnd: HTTPExchange {
    /// The account whose containers are the buckets.
    let account: AccountName
    let store: ObjectStore
    /// What administration keeps.
    let catalogue: Catalogue
    private let currentSettings: Mutex<DS3FrontEndSettings>
    /// Announced transfers.
    let jobs: JobEngine
    /// Who is told of what happens.
    let notices: Notices
    let bucketNames = BucketNames()
    private let requests = Atomic<UInt64>(0)

    /// - Parameter credentials: of the first user; another one than before takes its place.
    /// - Throws: what reading the records of administration does.
    public init(
        store: ObjectStore, account: AccountName, credentials: DS3Credentials,
        settings: DS3FrontEndSettings = DS3FrontEndSettings()
    ) async throws {
        var constraints = store.constraints
        // Clients keep what file systems say of files, which needs more than the Swift API allows.
        constraints.metadataValueLimitBytes = max(constraints.metadataValueLimitBytes, 8192)
        constraints.metadataTotalLimitBytes = max(constraints.metadataTotalLimitBytes, 65_536)
        // A blob is no larger than its data policy says.
        constraints.fileSizeLimitBytes = max(constraints.fileSizeLimitBytes, 1 << 40)
        self.store = store.limited(by: constraints)
        self.account = account
        catalogue = try await Catalogue(
            CatalogueSettings(
                userName: credentials.userName, accessKey: credentials.accessKey,
                secretKey: credentials.secretKey, areKept: credentials.areKept,
                hasArchive: Self.staging(settings, store) != nil,
                retryAfterSeconds: Int(settings.retryAfter.components.seconds)), store)
        jobs = try JobEngine(
            self.store, for: Caller(Principal(user: "ds3", ownedAccounts: [account])),
            settings: settings.jobs)
        currentSettings = Mutex(settings)
        notices = Notices(catalogue, settings.premises.webhooks) { error in
            settings.onFailure?(error, "notification")
        }
        jobs.onEvent = { [notices, clock = store.clock] event in
            guard notices.webhooks != nil else { return }
            notices.post(Notice(event, at: DS3.Time(clock.now())))
        }
        store.commits.listener = { [weak self] container, changes, replaced in
            await self?.note(changes, replaced, in: container)
        }
    }

    /// The first user's secret key as it is now.
    public var secretKey: String { catalogue.bootstrapUser().secretKey }

    /// What an operator has chosen; may be replaced while requests are answered.
    public var settings: DS3FrontEndSettings {
        get { currentSettings.withLock { $0 } }
        set {
            currentSettings.withLock { $0 = newValue }
            notices.webhooks = newValue.premises.webhooks
            jobs.settings = newValue.jobs
        }
    }

    /// Does what jobs need done that nobody waits for, until it is cancelled: completing, comparing,
    /// clearing up.
    public func workOnJobs() async {
        await jobs.run { [self] error in settings.onFailure?(error, "jobs") }
    }

    /// Sends notifications to those who have registered for them, until it is cancelled. Nothing
    /// is sent unless the settings have webhooks.
    public func sendNotifications() async { await notices.send() }

    /// Whom the store takes every request to be from: what DS3's users may is decided here.
    var owner: Caller { Caller(Principal(user: "ds3", ownedAccounts: [account])) }

    public func respond(to request: Request) async throws -> Response {
        let id = String(requests.add(1, ordering: .relaxed).newValue)
        var response: Response
        do {
            response = try await dispatch(request, id: id)
        } catch let error as CancellationError {
            throw error
        } catch {
            let refusal = DS3Error(refusing: error)
            if refusal.code == .internalError, !(error is DS3Error) {
                settings.onFailure?(error, id)
            }
            response = Response(
                refusing: refusal, of: String(request.target.prefix(upTo: "?")), id: id)
        }
        if request.method == .head, case .bytes(let bytes) = response.body {
            // A refusal has no length that HEAD could promise.
            if response.status.isSuccess {
                response.headers["Content-Length"] = String(bytes.count)
            }
            response.body = .empty
        }
        response.headers["x-amz-request-id"] = id
        response.headers["RequestHandler-Version"] = settings.version
        response.headers["Server"] = "apusd"
        return response
    }
}
