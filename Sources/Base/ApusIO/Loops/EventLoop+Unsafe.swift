// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix
import Synchronization

/// One thread that runs tasks and waits for descriptors and timers.
///
/// A task started with `executorPreference: loop` keeps to the loop's thread, with its child
/// tasks, the default actors it visits and `@concurrent` functions; only a `Lane` (and `Task {}`)
/// leaves it. So code that runs here must never block.
///
/// Sound because everything under "of the loop's thread" is touched by that thread alone, which
/// `preconditionIsCurrent()` checks at every entrance; other threads only use the inbox, under
/// its lock, and descriptors that stay open until the thread has ended.
@safe public final class EventLoop: TaskExecutor, @unchecked Sendable {
    /// Rounds of jobs between two looks at the poller: a task that always has more to do does
    /// not keep others from their events for longer.
    private static let roundsBetweenPolls = 8
    private static let wakerToken = UInt64.max
    private static let sleeperBit = UInt64(1) << 63

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var actions: [@Sendable () -> Void] = []
        var isAsleep = false
        var isStopping = false
        var hasEnded = false
    }

    /// A place for a channel; `generation` tells apart those that had it one after another.
    private struct Slot {
        var channel: Channel?
        var generation: UInt32 = 0
        /// When the heap will next look at this slot.
        var armedAt = Deadline.never
    }

    /// A task that waits; the wrapper lets collections of them be used without `unsafe`.
    @safe private struct Waiting<T> {
        let continuation: UnsafeContinuation<T, Never>
    }

    private let inbox = Mutex(Inbox())
    private let hasMail = Atomic(false)
    private let thread = Atomic<UInt64>(0)
    private let poller: Int32
    private let waker: Int32

    // Of the loop's thread.
    private var jobs: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var yielding: [Waiting<Void>] = []
    private var slots: [Slot] = []
    private var freeSlots: [UInt32] = []
    private var timers = TimerHeap()
    private var sleepers: [UInt64: Waiting<WaitOutcome>] = [:]
    private var lastSleeper: UInt64 = 0
    private var staleSleepers = 0
    private var isShutDown = false
    /// The monotonic clock as of this turn.
    private var turnStart = Deadline(nanoseconds: 0)
    /// Memory that connections of this loop use between two suspensions.
    private var scratchBuffers: [RawBuffer] = []

    /// Starts a loop.
    ///
    /// - Parameter name: the thread's name, of which at most 15 bytes are kept.
    /// - Throws: `SystemError` when there are no descriptors or threads left.
    public init(name: String) throws(SystemError) {
        poller = try SystemError.check(apus_poller_create(), "epoll_create")
        do throws(SystemError) {
            waker = try SystemError.check(
                apus_waker_create(poller, Self.wakerToken), "eventfd")
        } catch {
            FileCalls.close(poller)
            throw error
        }
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failed = unsafe apus_thread_start(
            name,
            { context in
                guard let context = unsafe context else { return }
                // The thread owns its loop until it ends.
                unsafe Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().runThread()
            }, context)
        if failed < 0 {
            unsafe Unmanaged<EventLoop>.fromOpaque(context).release()
            throw SystemError(-failed, "pthread_create")
        }
    }

    deinit {
        FileCalls.close(waker)
        FileCalls.close(poller)
    }

    // MARK: Of any thread

    /// Whether the caller runs on this loop's thread.
    public var isCurrent: Bool { thread.load(ordering: .relaxed) == apus_thread_self() }

    /// Runs a job on the loop's thread, behind those before it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            jobs.append(job)
            return
        }
        let (wakes, hasEnded) = inbox.withLock { inbox in
            if inbox.hasEnded { return (false, true) }
            inbox.jobs.append(job)
            defer { inbox.isAsleep = false }
            return (inbox.isAsleep, false)
        }
        if hasEnded {
            // No task may be lost: one that outlives its loop goes on elsewhere.
            globalConcurrentExecutor.enqueue(job)
            return
        }
        hasMail.store(true, ordering: .releasing)
        if wakes { _ = apus_waker_wake(waker) }
    }

    /// Runs `action` on the loop's thread: now if the caller is on it, else soon. Dropped when
    /// the loop has ended.
    package func perform(_ action: @escaping @Sendable () -> Void) {
        if isCurrent { return action() }
        let wakes = inbox.withLock { inbox in
            guard !inbox.hasEnded else { return false }
            inbox.actions.append(action)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        hasMail.store(true, ordering: .releasing)
        if wakes { _ = apus_waker_wake(waker) }
    }

    /// Ends the thread once nothing is ready to run. Whoever waits on the loop is resumed with
    /// `WaitError.closed`; a task that comes back from a lane later continues off the loop.
    public func shutDown() {
        let wakes = inbox.withLock { inbox in
            inbox.isStopping = true
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        hasMail.store(true, ordering: .releasing)
        if wakes { _ = apus_waker_wake(waker) }
    }

    package func preconditionIsCurrent() {
        precondition(isCurrent, "used away from its event loop's thread")
    }

    /// Runs `operation` on this loop, from wherever the caller is, as a child of its task.
    ///
    /// A preference set by `withTaskExecutorPreference` moves nothing before the next suspension
    /// (Swift 6.3), so it takes a task that starts there.
    package func run<T: Sendable>(
        _ operation: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask(executorPreference: self) { try await operation() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    // MARK: Of tasks on the loop

    /// The monotonic clock, read once a turn.
    package var now: Deadline {
        preconditionIsCurrent()
        return turnStart
    }

    /// Lets everything else that is ready go first, new events included.
    public func yield() async {
        preconditionIsCurrent()
        await unsafe withUnsafeContinuation { continuation in
            yielding.append(unsafe Waiting(continuation: continuation))
        }
    }

    /// Sleeps until a moment (to the millisecond, never less).
    ///
    /// - Throws: `CancellationError`, or `WaitError.closed` when the loop is shut down.
    public func sleep(until deadline: Deadline) async throws {
        preconditionIsCurrent()
        lastSleeper += 1
        let id = lastSleeper
        let outcome = await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation {
                (continuation: UnsafeContinuation<WaitOutcome, Never>) in
                if Task.isCancelled { return unsafe continuation.resume(returning: .cancelled) }
                if isShutDown { return unsafe continuation.resume(returning: .closed) }
                sleepers[id] = unsafe Waiting(continuation: continuation)
                if deadline < .never { timers.insert(Self.sleeperBit | id, at: deadline) }
            }
        } onCancel: {
            perform { self.wakeSleeper(id, .cancelled) }
        }
        try outcome.get()
    }

    /// Gives `operation` until a moment, then cancels it.
    ///
    /// - Throws: what `operation` throws; `WaitError.timedOut` when it was too late.
    package func withDeadline<T: Sendable>(
        _ deadline: Deadline, _ operation: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await operation() }
            group.addTask {
                try await self.sleep(until: deadline)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw WaitError.timedOut
            }
            return value
        }
    }

    /// Lends memory of at least 64 KiB to `body`, which must not suspend.
    package func withScratch<R, E: Error>(_ body: (RawBuffer) throws(E) -> R) throws(E) -> R {
        let buffer = takeBuffer()
        defer { giveBuffer(buffer) }
        return try body(buffer)
    }

    /// Takes a buffer of the loop's own; give it back when nothing is in it.
    package func takeBuffer() -> RawBuffer {
        preconditionIsCurrent()
        return scratchBuffers.popLast() ?? RawBuffer(capacity: RawBuffer.usualCapacity)
    }

    package func giveBuffer(_ buffer: RawBuffer) {
        preconditionIsCurrent()
        guard scratchBuffers.count < 64, buffer.capacity == RawBuffer.usualCapacity else { return }
        buffer.clear()
        scratchBuffers.append(buffer)
    }

    // MARK: Channels

    /// Watches a descriptor for a channel.
    func attach(_ channel: Channel, descriptor: Int32) throws(SystemError) -> UInt64 {
        preconditionIsCurrent()
        let index: UInt32
        if let free = freeSlots.popLast() {
            index = free
        } else {
            index = UInt32(slots.count)
            slots.append(Slot())
        }
        slots[Int(index)].generation &+= 1
        // The top bit is the sleepers'; a generation of 31 bits is enough to tell users of a slot
        // apart within the life of one batch of events.
        let generation = slots[Int(index)].generation & 0x7fff_ffff
        let token = UInt64(generation) << 32 | UInt64(index)
        do throws(SystemError) {
            _ = try SystemError.check(apus_poller_add(poller, descriptor, token), "epoll_ctl")
        } catch {
            freeSlots.append(index)
            throw error
        }
        slots[Int(index)].channel = channel
        return token
    }

    func detach(token: UInt64, descriptor: Int32) {
        preconditionIsCurrent()
        let index = UInt32(truncatingIfNeeded: token)
        _ = apus_poller_remove(poller, descriptor)
        slots[Int(index)].channel = nil
        freeSlots.append(index)
    }

    /// Sees to it that the channel is asked about its deadlines no later than `deadline`.
    ///
    /// The heap has one useful entry a slot: a wait that ends in time leaves its entry behind,
    /// and the next wait on the slot, nearly always later, finds it and adds none.
    func arm(token: UInt64, at deadline: Deadline) {
        guard deadline < .never else { return }
        let index = Int(UInt32(truncatingIfNeeded: token))
        guard deadline < slots[index].armedAt else { return }
        slots[index].armedAt = deadline
        timers.insert(UInt64(index), at: deadline)
    }

    // MARK: The thread

    private func runThread() {
        thread.store(apus_thread_self(), ordering: .relaxed)
        let executor = unsafe asUnownedTaskExecutor()
        var events = [apus_event](repeating: apus_event(), count: 256)
        turnStart = .now
        while true {
            unsafe runJobs(executor)
            if hasMail.load(ordering: .acquiring) { takeMail() }
            fireTimers()
            let isIdle = jobs.isEmpty && yielding.isEmpty
            if isIdle && isShutDown && endIfNothingCame() { break }
            poll(&events, mayWait: isIdle)
            if !yielding.isEmpty {
                let resumed = yielding
                yielding.removeAll(keepingCapacity: true)
                for waiting in resumed { unsafe waiting.continuation.resume() }
            }
        }
        thread.store(0, ordering: .relaxed)
    }

    private func runJobs(_ executor: UnownedTaskExecutor) {
        for _ in 0..<Self.roundsBetweenPolls where !jobs.isEmpty {
            swap(&jobs, &running)
            for job in running { unsafe job.runSynchronously(on: executor) }
            running.removeAll(keepingCapacity: true)
        }
    }

    private func takeMail() {
        hasMail.store(false, ordering: .relaxed)
        var actions: [@Sendable () -> Void] = []
        let stops = inbox.withLock { inbox in
            inbox.isAsleep = false
            jobs.append(contentsOf: inbox.jobs)
            inbox.jobs.removeAll(keepingCapacity: true)
            swap(&actions, &inbox.actions)
            return inbox.isStopping
        }
        for action in actions { action() }
        if stops && !isShutDown { closeWaits() }
    }

    private func poll(_ events: inout [apus_event], mayWait: Bool) {
        var timeout: Int64 = 0
        if mayWait {
            let sleeps = inbox.withLock { inbox in
                let nothingCame =
                    inbox.jobs.isEmpty && inbox.actions.isEmpty
                    && (!inbox.isStopping || isShutDown)
                inbox.isAsleep = nothingCame
                return nothingCame
            }
            if sleeps {
                timeout = -1
                if let next = timers.earliest, next < .never {
                    let now = Deadline.now.nanoseconds
                    timeout = Int64(clamping: next.nanoseconds - min(next.nanoseconds, now))
                }
            }
        }
        let capacity = Int32(events.count)
        let count = unsafe events.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe apus_poller_wait(poller, base, capacity, timeout)
        }
        precondition(count >= 0, "epoll_wait: error \(-count)")
        turnStart = .now
        // While awake nobody needs to wake us: the next turn looks at the flag.
        if timeout != 0 { inbox.withLock { $0.isAsleep = false } }
        for event in events[..<Int(count)] {
            guard event.token != Self.wakerToken else { continue }
            let index = Int(UInt32(truncatingIfNeeded: event.token))
            // An event of a descriptor closed earlier in this batch finds another generation,
            // or nobody.
            guard let channel = slots[index].channel, channel.token == event.token else { continue }
            channel.handle(event.flags)
        }
    }

    private func fireTimers() {
        while let entry = timers.popDue(turnStart) {
            if entry.token & Self.sleeperBit != 0 {
                let id = entry.token & ~Self.sleeperBit
                if sleepers[id] != nil {
                    wakeSleeper(id, .ready)
                } else {
                    staleSleepers -= 1
                }
                continue
            }
            let index = Int(entry.token)
            // Overtaken by an earlier entry, which has looked after the slot.
            guard slots[index].armedAt == entry.at else { continue }
            slots[index].armedAt = .never
            guard let channel = slots[index].channel else { continue }
            if let next = channel.expireWaits(turnStart) { arm(token: channel.token, at: next) }
        }
    }

    private func wakeSleeper(_ id: UInt64, _ outcome: WaitOutcome) {
        guard let waiting = sleepers.removeValue(forKey: id) else { return }
        unsafe waiting.continuation.resume(returning: outcome)
        guard case .cancelled = outcome else { return }
        staleSleepers += 1
        if staleSleepers > 1024 && staleSleepers > timers.count / 2 {
            timers.removeAll {
                let isSleeper = $0.token & Self.sleeperBit != 0
                return isSleeper && sleepers[$0.token & ~Self.sleeperBit] == nil
            }
            staleSleepers = 0
        }
    }

    private func closeWaits() {
        isShutDown = true
        for slot in slots { slot.channel?.closeWaits() }
        for id in Array(sleepers.keys) { wakeSleeper(id, .closed) }
    }

    private func endIfNothingCame() -> Bool {
        inbox.withLock { inbox in
            guard inbox.jobs.isEmpty && inbox.actions.isEmpty else { return false }
            inbox.hasEnded = true
            return true
        }
    }
}
