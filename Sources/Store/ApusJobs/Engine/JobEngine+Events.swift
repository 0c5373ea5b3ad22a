// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension JobEngine {
    /// Tells that objects of a job that puts are whole and in the cache, and where there is no slow
    /// medium, that they are where they stay.
    func tellArrived(_ entry: Int, of active: ActiveJob) {
        tell([entry], of: active) { .cached($0, $1) }
        guard active.state.withLock({ $0.progress?.staging == nil }) else { return }
        tell([entry], of: active) { .persisted($0, $1) }
    }

    /// Tells of objects of a job whose plan is at hand, if anybody listens.
    func tell(
        _ entries: [Int], of active: ActiveJob, _ event: (Job, [JobObject]) -> JobEvent
    ) {
        guard let onEvent, !entries.isEmpty else { return }
        let found = active.state.withLock { state -> (Job, [JobObject])? in
            guard let plan = state.progress?.plan else { return nil }
            let objects = entries.map { entry in
                JobObject(
                    name: plan.name(of: entry), offset: plan.offset(of: entry),
                    lengthBytes: plan.lengthBytes(of: entry), versionID: plan.versionID(of: entry))
            }
            return (state.job, objects)
        }
        guard let (job, objects) = found else { return }
        onEvent(event(job, objects))
    }
}
