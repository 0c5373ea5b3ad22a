// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFiles
import ApusHTTP
import ApusIO
import Synchronization

/// Fetches one large object by several requests at once, each for a range of it.
///
/// Every request names the ETag that the first answer had (`If-Match`), so parts of two versions
/// never make one file. Digests are compared before the file takes its name: those of segments
/// where a manifest tells them, else that of the whole.
///
/// A range needs a `Content-Range` that says so; a server that answers with the whole instead is
/// not asked a second time.
struct RangedDownload: Sendable {
    /// With `resumes`, smaller objects are not worth a journal.
    static let resumableBytes: UInt64 = 1024 * 1024
    /// How many requests one object has at a time; the pool bounds those of all objects.
    private static let requestLimit = 4
    /// How much is read and hashed at a time: small enough that the memory is used again, and not
    /// taken from the system and filled with zeros for every slice.
    private static let sliceBytes: UInt64 = 256 * 1024

    let service: SwiftService
    let container: String
    let object: String
    let options: DownloadOptions
    /// The name of the object's file in messages.
    let path: String
    let target: String
    let progress: TransferProgress
    /// The answer to the GET of the whole.
    private let reply: Reply
    /// Its body, which gives the first range and is then let go of.
    private let firstBody: FirstBody
    private let lengthBytes: UInt64
    private let etag: String

    /// nil for what is better fetched as one: small, not to be kept in a file, or without what it
    /// takes to know that two ranges are of one object.
    init?(
        service: SwiftService, container: String, object: String, options: DownloadOptions,
        path: String, target: String, first: ObjectDownload, progress: TransferProgress
    ) {
        let headers = first.reply.headers
        guard first.reply.status.code == 200, let length = first.body.lengthBytes,
            let etag = headers["ETag"], !etag.isEmpty, !etag.hasPrefix("W/"),
            headers["Content-Encoding"] == nil, !options.discards, target.last != "/"
        else { return nil }
        let least = options.resumes ? Self.resumableBytes : options.rangedFromBytes
        guard let least, length >= least else { return nil }
        self.service = service
        self.container = container
        self.object = object
        self.options = options
        self.path = path
        self.target = target
        self.progress = progress
        reply = first.reply
        firstBody = FirstBody(first.body)
        lengthBytes = length
        self.etag = etag
    }

    /// Fetches the object into its file.
    ///
    /// - Parameter makeParents: makes the directories above; called on a thread that may block.
    /// - Returns: how many bytes came in this run.
    func run(modified: FileTime?, _ makeParents: @escaping @Sendable () throws -> Void) async throws
        -> UInt64
    {
        let plan = RangePlan(
            lengthBytes: lengthBytes, pieces: try await pieces(), unitBytes: options.rangeBytes)
        let identity = PartialDownload.Identity(
            object: "/\(container)/\(object)", etag: etag, lengthBytes: lengthBytes)
        let partial = try await service.lane.run {
            try makeParents()
            return try PartialDownload.open(target, identity, resumes: options.resumes)
        }
        let fetched = Atomic<UInt64>(0)
        do {
            try await fill(partial, plan, resumed: partial.found, fetched)
        } catch let error as DigestMismatch where error.isOfResumed {
            // What an earlier run had left is not what the object is made of.
            do {
                try await service.lane.run { try partial.startAnew() }
                try await fill(partial, plan, resumed: [], fetched)
            } catch let error as DigestMismatch {
                throw await refuse(error, partial)
            } catch {
                partial.giveUp()
                throw error
            }
        } catch let error as DigestMismatch {
            throw await refuse(error, partial)
        } catch {
            // Not on the lane: a full queue must not keep a partial file.
            partial.giveUp()
            throw error
        }
        try await service.lane.run { try partial.finish(modified: modified) }
        return fetched.load(ordering: .relaxed)
    }

    private func refuse(_ mismatch: DigestMismatch, _ partial: PartialDownload) async -> any Error {
        // Nothing of it can be trusted, so nothing is kept to be resumed.
        partial.discard()
        let headers = reply.headers
        let suffix = headers.transactionID.map { " (txn: \($0))" } ?? ""
        return ServiceError(
            "Error downloading \(path): md5sum != etag, \(mismatch.have) != "
                + "\(mismatch.expected)\(suffix)",
            cause: ClientError(.badResponse, "md5sum != etag", headers: headers))
    }

    private struct DigestMismatch: Error {
        let have: String
        let expected: String
        let isOfResumed: Bool
    }

    // MARK: What is known

    /// What digests are known of; empty where none are, or none are wanted.
    private func pieces() async throws -> [RangePlan.Piece] {
        guard options.verifiesChecksum else { return [] }
        let headers = reply.headers
        let large = LargeObjectHeaders(headers)
        guard large.isLarge else {
            guard let md5 = RemoteObject(headers).etag, md5.utf8.count == 32 else { return [] }
            return [RangePlan.Piece(range: 0..<lengthBytes, md5: md5)]
        }
        guard options.versionID == nil else { return [] }
        let contents = RemoteContents(service: service, container: container, object: object)
        // A manifest that cannot be read leaves the length as the only thing to check, as with
        // a download in one piece.
        guard let parts = try? await contents.parts(headers, large) else { return [] }
        var pieces: [RangePlan.Piece] = []
        var position: UInt64 = 0
        for part in parts {
            let (end, isTooLong) = position.addingReportingOverflow(part.lengthBytes)
            guard !isTooLong else { return [] }
            pieces.append(RangePlan.Piece(range: position..<end, md5: part.etag))
            position = end
        }
        return position == lengthBytes ? pieces : []
    }

    // MARK: Fetching

    private func fill(
        _ partial: PartialDownload, _ plan: RangePlan, resumed: Set<Range<UInt64>>,
        _ fetched: borrowing Atomic<UInt64>
    ) async throws {
        let board = UnitBoard(count: plan.units.count)
        let count = CountedBytes()
        defer { fetched.add(count.value, ordering: .relaxed) }
        var next = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for (piece, units) in plan.cutPieces {
                    let wasResumed = plan.units[units].contains { resumed.contains($0.range) }
                    try await check(
                        piece, units, plan, on: board, in: partial, isOfResumed: wasResumed)
                }
            }
            try await forEachConcurrently(
                limit: Self.requestLimit,
                next: { () -> Int? in
                    guard next < plan.units.count else { return nil }
                    defer { next += 1 }
                    return next
                }
            ) { number in
                let unit = plan.units[number]
                if resumed.contains(unit.range), try await isWhole(unit, in: partial) {
                    if number == 0 { _ = firstBody.take() }
                    progress.move(unit.range.count)
                } else {
                    try await fetch(unit, isFirst: number == 0, into: partial, count)
                    try await service.lane.run { try partial.mark(unit.range) }
                }
                board.finish(number)
            }
            try await group.waitForAll()
        }
    }

    /// Whether what an earlier run has left has the digests it should have; a part of a piece is
    /// looked at with the piece.
    private func isWhole(_ unit: RangePlan.Unit, in partial: PartialDownload) async throws -> Bool {
        for piece in unit.pieces {
            let digest = RunningMD5()
            try await hash(piece.range, of: partial, into: digest)
            guard digest.finish() == piece.md5 else { return false }
        }
        return true
    }

    private func hash(
        _ range: Range<UInt64>, of partial: PartialDownload, into digest: RunningMD5
    ) async throws {
        var start = range.lowerBound
        while start < range.upperBound {
            let slice = start..<min(range.upperBound, start + Self.sliceBytes)
            try await service.lane.run { digest.update(try partial.read(slice)) }
            start = slice.upperBound
            try Task.checkCancellation()
        }
    }

    /// Hashes a piece of several units, each when it is there.
    private func check(
        _ piece: RangePlan.Piece, _ units: Range<Int>, _ plan: RangePlan, on board: UnitBoard,
        in partial: PartialDownload, isOfResumed: Bool
    ) async throws {
        let digest = RunningMD5()
        for number in units {
            try await board.wait(for: number)
            try await hash(plan.units[number].range, of: partial, into: digest)
        }
        let have = digest.finish()
        guard have == piece.md5 else {
            throw DigestMismatch(have: have, expected: piece.md5, isOfResumed: isOfResumed)
        }
    }

    /// Fetches a unit, from where it broke as often as the policy has it.
    private func fetch(
        _ unit: RangePlan.Unit, isFirst: Bool, into partial: PartialDownload,
        _ count: CountedBytes
    ) async throws {
        let connection = service.connection
        var sink = UnitSink(unit)
        var retries = RetryState(connection.settings.retries)
        var given = isFirst ? firstBody.take() : nil
        while true {
            do {
                if let body = given.take() {
                    try await receive(body, &sink, into: partial, count)
                } else {
                    let rest = sink.position..<unit.range.upperBound
                    try await service.segmentPool.use {
                        let body = try await body(of: rest)
                        try await receive(body, &sink, into: partial, count)
                    }
                }
                guard sink.position == unit.range.upperBound else { throw BodyError.truncated }
                return try sink.finish()
            } catch let error as PieceMismatch {
                throw DigestMismatch(have: error.have, expected: error.expected, isOfResumed: false)
            } catch let error as SystemError {
                throw error
            } catch {
                try Task.checkCancellation()
                // Requests have had their tries; what breaks here is a body.
                guard !(error is ClientError) else { throw error }
                try await connection.recover(from: error, &retries, refused: nil)
            }
        }
    }

    private func body(of range: Range<UInt64>) async throws -> BodyReader {
        var headers = try HeaderItems.headers(options.headers)
        headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
        headers["If-Match"] = etag
        var query = Query()
        if let version = options.versionID { query.append("version-id", version) }
        let answer = try await service.connection.getObject(
            container, object, headers: headers, query: query)
        let wanted = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(lengthBytes)"
        guard answer.reply.status.code == 206, answer.reply.headers["Content-Range"] == wanted,
            answer.reply.headers["ETag"] == nil || answer.reply.headers["ETag"] == etag
        else {
            throw ClientError(
                .badResponse,
                "The object changed while it was read, or the server answered "
                    + "another range than it was asked for", url: answer.reply.url,
                status: answer.reply.status, headers: answer.reply.headers)
        }
        return answer.body
    }

    /// Writes a body at its place until the unit is full; the body may be longer.
    private func receive(
        _ body: BodyReader, _ sink: inout UnitSink, into partial: PartialDownload,
        _ count: CountedBytes
    ) async throws {
        while sink.position < sink.unit.range.upperBound, let bytes = try await body.next() {
            let room = sink.unit.range.upperBound - sink.position
            let used = UInt64(bytes.count) > room ? bytes[0..<Int(room)] : bytes
            let position = sink.position
            async let written: Void = service.lane.run { try partial.write(used, at: position) }
            try await sink.take(used, hashedBy: service.shortWork)
            try await written
            count.add(used.count)
            progress.move(used.count)
        }
    }
}

/// A body that one unit reads, and nobody else keeps open.
private final class FirstBody: Sendable {
    private let body: Mutex<BodyReader?>

    init(_ body: BodyReader) {
        self.body = Mutex(body)
    }

    func take() -> BodyReader? {
        body.withLock { $0.take() }
    }
}

private struct PieceMismatch: Error {
    let have: String
    let expected: String
}

/// How far one unit is, and the digests of the pieces that are whole in it.
private struct UnitSink: Sendable {
    let unit: RangePlan.Unit
    private(set) var position: UInt64
    private var piece = 0
    private var digest = RunningMD5()
    private var mismatch: PieceMismatch?

    init(_ unit: RangePlan.Unit) {
        self.unit = unit
        position = unit.range.lowerBound
    }

    /// Counts and hashes bytes.
    mutating func take(_ bytes: Bytes, hashedBy work: ShortFileWork) async throws {
        var rest = bytes
        while !rest.isEmpty, piece < unit.pieces.count {
            let end = unit.pieces[piece].range.upperBound
            let count = Int(min(UInt64(rest.count), end - position))
            try await work.hash(rest[0..<count], into: digest)
            position += UInt64(count)
            rest = rest[count..<rest.count]
            if position == end { endPiece() }
        }
        position += UInt64(rest.count)
    }

    private mutating func endPiece() {
        let have = digest.finish()
        let expected = unit.pieces[piece].md5
        if have != expected, mismatch == nil {
            mismatch = PieceMismatch(have: have, expected: expected)
        }
        digest = RunningMD5()
        piece += 1
    }

    func finish() throws {
        if let mismatch { throw mismatch }
    }
}

/// Which units are there, for the one task that hashes them in order.
private final class UnitBoard: Sendable {
    private struct State {
        var isDone: [Bool]
        var waiting: (number: Int, continuation: CheckedContinuation<Void, Never>)?
        var isCancelled = false
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(isDone: Array(repeating: false, count: count)))
    }

    func finish(_ number: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isDone[number] = true
            guard state.waiting?.number == number else { return nil }
            return state.waiting.take()?.continuation
        }
        waiter?.resume()
    }

    /// Waits until a unit is there; for one task.
    func wait(for number: Int) async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGoOn = state.withLock { state in
                    if state.isDone[number] || state.isCancelled { return true }
                    state.waiting = (number, continuation)
                    return false
                }
                if mayGoOn { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.isCancelled = true
                return state.waiting.take()?.continuation
            }
            waiter?.resume()
        }
        try Task.checkCancellation()
    }
}
