// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusIO
import CCurl
import CPosix
import Synchronization

/// The thread on which libcurl works for one client, and on which tasks may run that prefer it.
///
/// A task that runs here hands over its requests and gets its answers without waking a thread.
///
/// Sound because every libcurl handle is touched by this thread alone, with one exception that
/// libcurl documents as safe: `curl_multi_wakeup`, called under the inbox's lock and never after
/// `isClosed`, which the thread sets under the same lock before it frees the multi handle. The
/// fields under "the thread's own" are likewise used by the thread alone; it keeps this object
/// alive by the reference it was started with.
@safe final class CurlLoop: TaskExecutor, @unchecked Sendable {
    private enum Command {
        case start(Transfer)
        case cancel(Transfer, any Error)
        case kick(Transfer, Transfer.Kick)
        case close
    }

    /// Rounds of jobs between two looks at the sockets: tasks that always have more to do do not
    /// keep transfers from going on.
    private static let roundsBetweenTurns = 8

    private struct Inbox {
        var commands: [Command] = []
        var jobs: [UnownedJob] = []
        var isAsleep = false
        var isClosing = false
        var isClosed = false
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    private let setup: CurlSetup
    private let thread = Atomic<UInt64>(0)

    // The thread's own.
    private var commands: [Command] = []
    private var jobs: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var active: [ObjectIdentifier: CurlTransfer] = [:]
    private var idle: [CurlHandle] = []
    private var touched: [CurlTransfer] = []
    private var delivering: [CurlTransfer] = []
    /// Connections that stand and are used as they are.
    private var tunnels: [ObjectIdentifier: CurlTransfer] = [:]
    private var watched: [curl_waitfd] = []
    private var isOver = false
    /// When this turn began.
    private var now = ContinuousClock.now
    private var nextIdleCheck = ContinuousClock.now

    private init(_ multi: UnsafeMutableRawPointer, _ setup: CurlSetup) {
        unsafe self.multi = multi
        self.setup = setup
    }

    /// Starts the thread.
    static func start(_ configuration: HTTPClientConfiguration) throws(TransportError) -> CurlLoop {
        let setup = try CurlSetup(configuration)
        guard let multi = unsafe curl_multi_init() else {
            throw TransportError(.badRequest, "libcurl cannot be started")
        }
        unsafe _ = apus_curl_multi_set_long(
            multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.connectionsPerHost)
        unsafe _ = apus_curl_multi_set_long(
            multi, CURLMOPT_MAXCONNECTS, max(1, configuration.keptConnections))
        let loop = unsafe CurlLoop(multi, setup)
        let context = unsafe Unmanaged.passRetained(loop).toOpaque()
        let failed = unsafe apus_thread_start(
            "apus-http",
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
            }, context)
        guard failed == 0 else {
            unsafe Unmanaged<CurlLoop>.fromOpaque(context).release()
            unsafe curl_multi_cleanup(multi)
            throw TransportError(.badRequest, "No thread for the HTTP client: \(-failed)")
        }
        return loop
    }

    // MARK: From any task

    /// Begins a transfer.
    func start(_ transfer: Transfer) {
        if !post(.start(transfer)) {
            transfer.finish(.failure(TransportError(.closed, "The HTTP client is closed")))
        }
    }

    /// Ends a transfer, unless it is over.
    func cancel(_ transfer: Transfer, because error: any Error = CancellationError()) {
        if transfer.cancel() { _ = post(.cancel(transfer, error)) }
    }

    /// Lets a transfer go on that had paused.
    func kick(_ transfer: Transfer, _ kick: Transfer.Kick) {
        if kick != .none { _ = post(.kick(transfer, kick)) }
    }

    /// Ends everything.
    func close() {
        _ = post(.close)
    }

    /// Runs a job of a task on the thread; elsewhere once the thread has ended.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            jobs.append(job)
            return
        }
        let isTaken = inbox.withLock { inbox in
            guard !inbox.isClosed else { return false }
            inbox.jobs.append(job)
            wake(&inbox)
            return true
        }
        if !isTaken { globalConcurrentExecutor.enqueue(job) }
    }

    private var isCurrent: Bool { thread.load(ordering: .relaxed) == apus_thread_self() }

    private func wake(_ inbox: inout Inbox) {
        guard inbox.isAsleep else { return }
        inbox.isAsleep = false
        unsafe _ = curl_multi_wakeup(multi)
    }

    private func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isClosing else { return false }
            if case .close = command { inbox.isClosing = true }
            inbox.commands.append(command)
            wake(&inbox)
            return true
        }
    }

    // MARK: The thread

    private func run() {
        thread.store(apus_thread_self(), ordering: .relaxed)
        while !isOver {
            for _ in 0..<Self.roundsBetweenTurns where takeMail() {
                obey()
                runJobs()
            }
            if isOver { break }
            work()
            let mustHurry = inbox.withLock { inbox in
                inbox.isAsleep =
                    inbox.commands.isEmpty && inbox.jobs.isEmpty && jobs.isEmpty
                    && touched.isEmpty
                return !inbox.isAsleep
            }
            if mustHurry { continue }
            // libcurl wakes itself for its own time-outs; the idle time-out is ours.
            let wait = active.isEmpty ? nil : setup.idleCheckMilliseconds
            watchTunnels()
            unsafe watched.withUnsafeMutableBufferPointer { watched in
                unsafe _ = curl_multi_poll(
                    multi, watched.baseAddress, UInt32(watched.count), wait ?? 60_000, nil)
            }
            inbox.withLock { $0.isAsleep = false }
            if wait != nil { endIdleTransfers() }
        }
        for transfer in Array(active.values) + Array(tunnels.values) {
            unsafe _ = curl_multi_remove_handle(multi, transfer.handle.easy)
            transfer.end(.failure(TransportError(.closed, "The HTTP client is closed")))
        }
        active = [:]
        tunnels = [:]
        idle = []
        // No task may be lost: one that outlives its client goes on elsewhere.
        thread.store(0, ordering: .relaxed)
        let left = inbox.withLock { inbox in
            inbox.isClosed = true
            unsafe _ = curl_multi_cleanup(multi)
            defer { inbox.jobs = [] }
            return jobs + inbox.jobs
        }
        jobs = []
        for job in left { globalConcurrentExecutor.enqueue(job) }
    }

    /// Takes what others have sent; false when there is nothing to do.
    private func takeMail() -> Bool {
        inbox.withLock { inbox in
            swap(&commands, &inbox.commands)
            jobs.append(contentsOf: inbox.jobs)
            inbox.jobs.removeAll(keepingCapacity: true)
        }
        return !commands.isEmpty || !jobs.isEmpty
    }

    private func runJobs() {
        let executor = unsafe asUnownedTaskExecutor()
        swap(&jobs, &running)
        for job in running { unsafe job.runSynchronously(on: executor) }
        running.removeAll(keepingCapacity: true)
    }

    private func obey() {
        now = .now
        defer { commands.removeAll(keepingCapacity: true) }
        for command in commands {
            switch command {
            case .start(let transfer): begin(transfer)
            case .cancel(let transfer, let error):
                guard let known = known(transfer) else { continue }
                remove(known)
                known.end(.failure(error))
            case .kick(let transfer, _):
                // A tunnel is looked at in every turn.
                guard let known = active[ObjectIdentifier(transfer)] else { continue }
                known.handle.resume()
                touch(known)
            case .close: isOver = true
            }
        }
    }

    private func begin(_ transfer: Transfer) {
        guard !isOver else {
            transfer.finish(.failure(TransportError(.closed, "The HTTP client is closed")))
            return
        }
        guard !transfer.isCancelled else {
            transfer.finish(.failure(CancellationError()))
            return
        }
        do throws(TransportError) {
            let handle: CurlHandle
            if let used = idle.popLast() { handle = used } else { handle = try CurlHandle() }
            let known = CurlTransfer(transfer, handle, at: now) { [unowned self] in touch($0) }
            try handle.prepare(known, setup)
            let failed = unsafe curl_multi_add_handle(multi, handle.easy)
            guard failed == CURLM_OK else {
                throw TransportError(.badRequest, "libcurl refuses the request: \(failed.rawValue)")
            }
            active[ObjectIdentifier(transfer)] = known
        } catch {
            transfer.finish(.failure(error))
        }
    }

    private func work() {
        var running: Int32 = 0
        unsafe _ = curl_multi_perform(multi, &running)
        var result = CURLE_OK
        while let easy = unsafe apus_curl_multi_next_done(multi, &result) {
            guard let known = unsafe CurlTransfer.of(easy) else { continue }
            if result == CURLE_OK, known.transfer.isTunnel {
                known.connected()
                active[ObjectIdentifier(known.transfer)] = nil
                tunnels[ObjectIdentifier(known.transfer)] = known
                continue
            }
            let end = known.verdict(result)
            remove(known)
            known.end(end)
        }
        for known in tunnels.values {
            guard let end = known.pump() else { continue }
            remove(known)
            known.end(end)
        }
        // What is let go on may call back, and so be touched anew: that is for the next turn.
        swap(&touched, &delivering)
        for known in delivering where known.isTouched {
            known.isTouched = false
            known.lastMove = now
            if known.handle.mustResume {
                known.handle.mustResume = false
                known.handle.resume()
            }
            known.transfer.deliver()
        }
        delivering.removeAll(keepingCapacity: true)
    }

    private func touch(_ known: CurlTransfer) {
        guard !known.isTouched else { return }
        known.isTouched = true
        touched.append(known)
    }

    private func known(_ transfer: Transfer) -> CurlTransfer? {
        active[ObjectIdentifier(transfer)] ?? tunnels[ObjectIdentifier(transfer)]
    }

    /// Which sockets libcurl does not watch by itself. One that nothing is wanted of is left out:
    /// its peer's end alone would keep waking us.
    private func watchTunnels() {
        watched.removeAll(keepingCapacity: true)
        for known in tunnels.values {
            let wants = known.wants
            var events: Int32 = 0
            if wants.receiving { events |= CURL_WAIT_POLLIN }
            if wants.sending { events |= CURL_WAIT_POLLOUT }
            guard events != 0, let socket = known.handle.socket else { continue }
            watched.append(curl_waitfd(fd: socket, events: Int16(events), revents: 0))
        }
    }

    private func remove(_ known: CurlTransfer) {
        unsafe _ = curl_multi_remove_handle(multi, known.handle.easy)
        active[ObjectIdentifier(known.transfer)] = nil
        tunnels[ObjectIdentifier(known.transfer)] = nil
        known.isTouched = false
        if idle.count < 64 { idle.append(known.handle) }
    }

    private func endIdleTransfers() {
        guard let limit = setup.idleTimeout else { return }
        now = .now
        guard now >= nextIdleCheck else { return }
        nextIdleCheck = now + .milliseconds(Int(setup.idleCheckMilliseconds ?? 0))
        for known in active.values {
            if known.transfer.isPaused {
                known.lastMove = now
            } else if now - known.lastMove > limit {
                let detail = "\(known.place): nothing came for \(limit)"
                let error: any Error =
                    known.transfer.hasHead
                    ? BodyError.timedOut : TransportError(.timedOut, detail)
                remove(known)
                known.end(.failure(error))
            }
        }
    }
}
