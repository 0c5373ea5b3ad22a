// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// The queue that a lane's threads take their work from.
///
/// Sound because every access to what changes holds the monitor's lock, and
/// because each thread keeps the queue alive by the reference it was started with.
@safe final class LaneQueue: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let monitor: OpaquePointer
    private let limit: Int
    private var jobs: [Job?] = []
    private var head = 0
    private var isClosed = false
    /// Threads that wait, some of which may have been woken and not come to it yet.
    private var idleThreads = 0

    init(limit: Int) {
        self.limit = limit
        unsafe monitor = apus_monitor_create()
    }

    deinit {
        unsafe apus_monitor_destroy(monitor)
    }

    /// Queues a job; false when the queue is full.
    func push(_ job: @escaping Job) -> Bool {
        unsafe apus_monitor_lock(monitor)
        let isFull = jobs.count - head >= limit
        if !isFull { jobs.append(job) }
        let wakes = !isFull && idleThreads > 0
        unsafe apus_monitor_unlock(monitor)
        // After the lock: whoever is woken would only wait for it. A thread that is busy looks
        // at the queue before it waits.
        if wakes { unsafe apus_monitor_signal(monitor) }
        return !isFull
    }

    /// Lets the threads end once nothing is queued.
    func close() {
        unsafe apus_monitor_lock(monitor)
        isClosed = true
        unsafe apus_monitor_broadcast(monitor)
        unsafe apus_monitor_unlock(monitor)
    }

    func startThread(name: String) {
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failed = unsafe apus_thread_start(
            name,
            { context in
                guard let context = unsafe context else { return }
                let queue = unsafe Unmanaged<LaneQueue>.fromOpaque(context).takeRetainedValue()
                while let job = queue.next() { job() }
            }, context)
        precondition(failed == 0, "no thread for lane \(name): error \(-failed)")
    }

    private func next() -> Job? {
        unsafe apus_monitor_lock(monitor)
        defer { unsafe apus_monitor_unlock(monitor) }
        while head == jobs.count {
            if isClosed { return nil }
            idleThreads += 1
            unsafe apus_monitor_wait(monitor)
            idleThreads -= 1
        }
        let job = jobs[head]
        jobs[head] = nil
        head += 1
        if head == jobs.count || head > 1024 {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }
}
