// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// The queue that a lane's threads take their work from.
///
/// Sound because every access to `jobs`, `head` and `isClosed` holds the monitor's lock, and
/// because each thread keeps the queue alive by the reference it was started with.
@safe final class LaneQueue: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let monitor: OpaquePointer
    private let limit: Int
    private var jobs: [Job?] = []
    private var head = 0
    private var isClosed = false

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
        defer { unsafe apus_monitor_unlock(monitor) }
        guard jobs.count - head < limit else { return false }
        jobs.append(job)
        unsafe apus_monitor_signal(monitor)
        return true
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
            unsafe apus_monitor_wait(monitor)
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
