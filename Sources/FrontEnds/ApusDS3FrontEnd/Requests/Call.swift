// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusXML

/// A request that was understood: what it asks for, of whom, and by whom.
struct Call: Sendable {
    let frontEnd: DS3FrontEnd
    let request: Request
    let operation: DS3.Operation
    let parameters: Parameters
    /// Who asks.
    let user: DS3User
    /// The number of the request.
    let id: String
    /// What stands for `{bucket}` or `{id}` in the path, decoded; empty where neither does.
    let subject: String
    /// What stands for `{object}`, decoded; empty where nothing does.
    let object: String

    var store: ObjectStore { frontEnd.store }
    var catalogue: Catalogue { frontEnd.catalogue }
    var settings: DS3FrontEndSettings { frontEnd.settings }
    var jobs: JobEngine { frontEnd.jobs }
    /// Whom the store takes the request to be from.
    var owner: Caller { frontEnd.owner }

    /// The moment of the call.
    var now: DS3.Time { DS3.Time(store.clock.now()) }

    /// The whole body, as text.
    ///
    /// - Throws: 400 when it is too long.
    func bodyBytes() async throws -> Bytes {
        try await request.body.collect(limitBytes: settings.documentLimitBytes)
    }

    /// The document in the body.
    ///
    /// - Throws: 400 when it is none, or too long.
    func document() async throws -> XMLElement {
        let bytes = try await bodyBytes()
        do {
            return try XMLElement(parsing: bytes)
        } catch {
            throw DS3Error.badRequest("The body is no document: \(error)")
        }
    }
}

/// Answers a request. What it throws becomes a refusal with its document.
typealias Handler = @Sendable (Call) async throws -> Response

extension DS3.Time {
    /// A moment of the store's.
    init(_ moment: Timestamp) {
        self.init(milliseconds: Int64(moment.ticks / Self.ticksPerMillisecond))
    }

    fileprivate static let ticksPerMillisecond = Timestamp.ticksPerSecond / 1000
}

extension Timestamp {
    /// A moment of a client's; nil for one that the store cannot write.
    init?(_ time: DS3.Time) {
        guard let milliseconds = UInt64(exactly: time.milliseconds),
            milliseconds <= Timestamp.latest.ticks / DS3.Time.ticksPerMillisecond
        else { return nil }
        self.init(ticks: milliseconds * DS3.Time.ticksPerMillisecond)
    }
}
