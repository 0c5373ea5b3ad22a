// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import Synchronization

/// One connection's bytes in both directions, plain or by TLS.
///
/// Of one loop: one task receives and one sends at a time, on the loop's thread. Errors of the
/// system are final; the owner closes the stream in the end, once.
package final class SocketStream: Sendable {
    /// What is sent, or read from a file, at most before others get their turn.
    package static let sliceLimitBytes = 256 * 1024
    /// Parts of files up to this length go out with what precedes them, in one call.
    private static let inlineFileLimitBytes = 32 * 1024

    /// Three records, which is what fits a loop's buffer.
    private static let encryptedAtOnceBytes = 3 * 16 * 1024

    package let channel: Channel
    private let tls: TLSSession?
    /// How long a send may wait for the peer to take anything.
    private let sendIdleLimit: Duration
    private let minimumSendRate: MinimumRate
    private let pace = Mutex(Pace())

    /// What the peer took while somebody waited for it, and for how long that was.
    private struct Pace {
        var takenBytes: UInt64 = 0
        var waited = Duration.zero
    }

    /// - Parameters:
    ///   - sendIdleLimit: how long a send may wait for the peer to take anything.
    ///   - minimumSendRate: how slowly it may take, counted from `beginMessage()` on.
    package init(
        _ channel: Channel, tls: TLSSession?, sendIdleLimit: Duration,
        minimumSendRate: MinimumRate = MinimumRate(bytesPerSecond: 0, grace: .zero)
    ) {
        self.channel = channel
        self.tls = tls
        self.sendIdleLimit = sendIdleLimit
        self.minimumSendRate = minimumSendRate
    }

    private var loop: EventLoop { channel.loop }
    package var isSecure: Bool { tls != nil }

    // MARK: Receiving

    /// Does the TLS handshake; nothing on a plain connection.
    ///
    /// - Throws: `TLSError`, `SystemError`, `WaitError`, `CancellationError`.
    package func handshake(until deadline: Deadline) async throws {
        guard let tls else { return }
        while true {
            _ = tls.openOutput(loop)
            if try tls.handshake() { break }
            try await flush(tls)
            try await fetch(tls, until: deadline)
        }
        try await flush(tls)
    }

    /// Receives at least a byte as it comes over the wire, before a handshake; 0 at the end.
    package func receiveRaw(into buffer: RawBuffer, until deadline: Deadline) async throws -> Int {
        while true {
            if let count = try receivePlain(into: buffer) { return count }
            try await channel.waitReadable(until: deadline)
        }
    }

    /// Gives what was received raw, and not used, to the handshake; false on a plain connection,
    /// where the caller keeps it.
    package func takeBack(_ buffer: RawBuffer) -> Bool {
        guard let tls else { return false }
        tls.begin(with: buffer)
        return true
    }

    /// Receives what has arrived into the room of a buffer, without waiting.
    ///
    /// - Returns: how many bytes; 0 at the end; nil when nothing is there.
    package func receiveNow(into buffer: RawBuffer) throws -> Int? {
        guard let tls else { return try receivePlain(into: buffer) }
        while true {
            switch try tls.receive(into: buffer) {
            case .bytes(let count): return count
            case .wouldBlock: if try !fetchNow(tls) { return nil }
            }
        }
    }

    /// Waits until something is there to receive, or the end.
    ///
    /// - Throws: `WaitError`, `CancellationError`.
    package func waitToReceive(until deadline: Deadline) async throws {
        try await channel.waitReadable(until: deadline)
    }

    /// Receives at least a byte into the room of a buffer; 0 at the end.
    package func receive(into buffer: RawBuffer, until deadline: Deadline) async throws -> Int {
        while true {
            if let count = try receiveNow(into: buffer) { return count }
            try await channel.waitReadable(until: deadline)
        }
    }

    /// Receives what has arrived, at most `limit` bytes, without waiting.
    ///
    /// - Returns: no bytes at the end; nil when nothing is there.
    package func receiveNow(upTo limit: Int) throws -> Bytes? {
        if let tls {
            while true {
                if let bytes = try tls.receive(upTo: limit) { return bytes }
                if try !fetchNow(tls) { return nil }
            }
        }
        guard channel.mayRead else { return nil }
        guard let bytes = try SocketCalls.receive(channel.descriptor, upTo: limit) else {
            channel.setNotReadable()
            return nil
        }
        if bytes.count < limit { channel.setNotReadable() }
        return bytes
    }

    // Out of line for the reason of `fetchNow`.
    @inline(never)
    private func receivePlain(into buffer: RawBuffer) throws(SystemError) -> Int? {
        guard channel.mayRead else { return nil }
        let room = buffer.room
        switch try SocketCalls.receive(channel.descriptor, into: buffer) {
        case .bytes(let count):
            // Less than asked for: the socket is empty, another call would only say so.
            if count < room { channel.setNotReadable() }
            return count
        case .wouldBlock:
            channel.setNotReadable()
            return nil
        }
    }

    /// Moves what has arrived to the TLS session; false when nothing is there.
    // Kept out of line: inlined into an async caller, it crashes Swift 6.3.1's optimiser
    // ("While splitting coroutine").
    @inline(never)
    private func fetchNow(_ tls: TLSSession) throws(SystemError) -> Bool {
        let buffer = tls.openInput(loop)
        buffer.compact()
        guard let count = try receivePlain(into: buffer) else {
            tls.closeInput(loop)
            return false
        }
        if count == 0 { tls.inputEnded() }
        return true
    }

    private func fetch(_ tls: TLSSession, until deadline: Deadline) async throws {
        while try !fetchNow(tls) { try await channel.waitReadable(until: deadline) }
    }

    // MARK: Sending

    /// What is sent from now on has a rate of its own.
    package func beginMessage() {
        pace.withLock { $0 = Pace() }
    }

    /// Sends bytes, a second run in the same call.
    ///
    /// - Parameter more: whether further data follows at once, for which the kernel then waits.
    /// - Throws: `SystemError`, `TLSError`, `WaitError`, `CancellationError`.
    package func send(_ first: Bytes, _ second: Bytes = Bytes(), more: Bool = false) async throws {
        guard let tls else { return try await sendPlain(first, second, more: more) }
        try await send(first, tls)
        try await send(second, tls)
        try await flush(tls)
    }

    /// Sends bytes and then a part of a file, in as few calls as it can be done.
    ///
    /// - Throws: as `send`, and `BodyError.truncated` when the file is shorter.
    package func send(_ head: Bytes, _ region: FileRegion) async throws {
        var rest = region.range
        var head = head
        if tls != nil || rest.count <= Self.inlineFileLimitBytes {
            return try await sendByReading(head, region)
        }
        while !rest.isEmpty {
            let end = min(rest.upperBound, rest.lowerBound + UInt64(Self.sliceLimitBytes))
            let slice = FileRegion(region.file, rest.lowerBound..<end)
            try await warm(slice)
            if !head.isEmpty {
                try await sendPlain(head, Bytes(), more: true)
                head = Bytes()
            }
            try await sendSlice(slice)
            rest = end..<rest.upperBound
            if !rest.isEmpty {
                try Task.checkCancellation()
                await loop.yield()
            }
        }
    }

    private func sendPlain(_ first: Bytes, _ second: Bytes, more: Bool) async throws {
        var first = first
        var second = second
        while true {
            let progress = try first.withSpan { first throws(SystemError) in
                try second.withSpan { second throws(SystemError) in
                    try SocketCalls.send(channel.descriptor, first, second, more: more)
                }
            }
            switch progress {
            case .bytes(let count):
                if count == first.count + second.count { return }
                if count < first.count {
                    first = first[count..<first.count]
                } else {
                    second = second[count - first.count..<second.count]
                    first = second
                    second = Bytes()
                }
            case .wouldBlock:
                channel.setNotWritable()
            }
            try await waitToSend()
        }
    }

    private func sendSlice(_ region: FileRegion) async throws {
        var rest = region.range
        while !rest.isEmpty {
            switch try SocketCalls.sendFile(channel.descriptor, region.file.descriptor, rest) {
            case .bytes(0): throw BodyError.truncated
            case .bytes(let count): rest = rest.lowerBound + UInt64(count)..<rest.upperBound
            case .wouldBlock:
                channel.setNotWritable()
                try await waitToSend()
            }
        }
    }

    /// Sees to it that a part of a file is in memory, on the file's lane when it must come from
    /// the disk. Looks at both ends only: read-ahead brings what is between.
    private func warm(_ region: FileRegion) async throws {
        let isCached = try loop.withScratch { scratch in
            for offset in [region.range.lowerBound, region.range.upperBound - 1] {
                scratch.clear()
                let progress = try SocketCalls.readCached(
                    region.file.descriptor, at: offset, count: 1, into: scratch)
                if case .wouldBlock = progress { return false }
            }
            return true
        }
        if !isCached { _ = try await region.file.read(region.range) }
    }

    /// Sends bytes and a part of a file through memory of the loop's own.
    private func sendByReading(_ head: Bytes, _ region: FileRegion) async throws {
        var head = head
        var rest = region.range
        let buffer = loop.takeBuffer()
        defer {
            buffer.clear()
            loop.giveBuffer(buffer)
        }
        while !head.isEmpty || !rest.isEmpty {
            let taken = head.withSpan { buffer.append($0) }
            head = head[taken..<head.count]
            // By TLS as much as leaves in one call: whole records.
            let room = tls == nil ? buffer.room : Self.encryptedAtOnceBytes - buffer.count
            if room > 0 && !rest.isEmpty {
                let count = min(room, rest.count)
                let got = try await read(
                    region.file, rest.lowerBound..<rest.lowerBound + UInt64(count), into: buffer)
                rest = rest.lowerBound + UInt64(got)..<rest.upperBound
            }
            let more = !head.isEmpty || !rest.isEmpty
            if let tls {
                while !buffer.isEmpty {
                    try encrypt(buffer, tls)
                    try await flush(tls)
                }
            } else {
                try await drain(buffer, more: more)
            }
            if more { await loop.yield() }
        }
    }

    private func read(
        _ file: OpenFile, _ range: Range<UInt64>, into buffer: RawBuffer
    ) async throws -> Int {
        if case .bytes(let count) = try SocketCalls.readCached(
            file.descriptor, at: range.lowerBound, count: range.count, into: buffer)
        {
            guard count > 0 else { throw BodyError.truncated }
            return count
        }
        let bytes = try await file.read(range)
        guard bytes.count == range.count else { throw BodyError.truncated }
        return bytes.withSpan { buffer.append($0) }
    }

    private func drain(_ buffer: RawBuffer, more: Bool = false) async throws {
        while !buffer.isEmpty {
            switch try SocketCalls.send(channel.descriptor, buffer, more: more) {
            case .bytes:
                if buffer.isEmpty { return }
            case .wouldBlock:
                channel.setNotWritable()
            }
            try await waitToSend()
        }
    }

    private func send(_ bytes: Bytes, _ tls: TLSSession) async throws {
        var done = 0
        while done < bytes.count {
            done += try encrypt(bytes[done..<bytes.count], tls)
            if done < bytes.count { try await flush(tls) }
        }
    }

    /// Encrypts as many whole records as there is room for: one cut in two would cost a call.
    // Out of line for the reason of `fetchNow`.
    @inline(never)
    private func encrypt(_ bytes: Bytes, _ tls: TLSSession) throws(TLSError) -> Int {
        let output = tls.openOutput(loop)
        var done = 0
        try bytes.withSpan { span throws(TLSError) in
            while done < span.byteCount, output.room >= TLSSession.recordLimitBytes {
                let rest = span.extracting(done..<span.byteCount)
                guard case .bytes(let count) = try tls.send(rest) else { return }
                done += count
            }
        }
        return done
    }

    @inline(never)
    private func encrypt(_ buffer: RawBuffer, _ tls: TLSSession) throws(TLSError) {
        let output = tls.openOutput(loop)
        while !buffer.isEmpty, output.room >= TLSSession.recordLimitBytes {
            let progress = try buffer.withSpan { span throws(TLSError) in try tls.send(span) }
            guard case .bytes(let count) = progress else { return }
            buffer.consume(count)
        }
    }

    /// Sends what the TLS session has written.
    private func flush(_ tls: TLSSession) async throws {
        guard let buffer = tls.output else { return }
        try await drain(buffer)
        tls.closeOutput(loop)
    }

    /// Waits until something can be sent, no longer than the peer may rest and than its average
    /// rate allows.
    ///
    /// A socket is writable only once a good part of its buffer is free, which a slow peer may
    /// need minutes for: what it has taken of the buffer meanwhile counts.
    private func waitToSend() async throws {
        var unsent = SocketCalls.unsentBytes(channel.descriptor)
        while true {
            let start = loop.now
            let limit = min(sendIdleLimit, timeLeft() ?? sendIdleLimit)
            var wasInTime = true
            do {
                try await channel.waitWritable(until: start + limit)
            } catch WaitError.timedOut {
                wasInTime = false
            }
            let left = SocketCalls.unsentBytes(channel.descriptor)
            let taken = unsent - min(unsent, left)
            pace.withLock { pace in
                pace.takenBytes += UInt64(taken)
                pace.waited += loop.now.since(start)
            }
            if wasInTime { return }
            guard taken > 0, timeLeft() != .zero else { throw WaitError.timedOut }
            unsent = left
        }
    }

    private func timeLeft() -> Duration? {
        let (taken, waited) = pace.withLock { ($0.takenBytes, $0.waited) }
        return minimumSendRate.timeLeft(afterBytes: taken, waited: waited)
    }

    // MARK: Ending

    /// Says that nothing more will be sent; the peer's rest can still be received.
    package func endSending() {
        if let tls {
            _ = tls.openOutput(loop)
            tls.sayGoodbye()
            if let buffer = tls.output {
                // As much as the socket takes: a peer that does not read has no use for it.
                _ = try? SocketCalls.send(channel.descriptor, buffer, more: false)
                buffer.clear()
            }
            tls.closeOutput(loop)
        }
        SocketCalls.shutDownSending(channel.descriptor)
    }

    /// Closes the connection. An unclean close resets it, so that what was sent of a response
    /// cannot pass for a whole one.
    package func close(resetting: Bool = false) {
        if resetting && channel.descriptor >= 0 { SocketCalls.resetOnClose(channel.descriptor) }
        tls?.closeInput(loop, dropping: true)
        tls?.closeOutput(loop)
        channel.close()
    }
}
