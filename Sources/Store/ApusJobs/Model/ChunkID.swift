// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The ids of chunks: that of the job, its last 32 bits counted on. So a chunk is found by its id
/// alone, and nothing of it has to be stored.
enum ChunkID {
    /// How much of an id all chunks of a job share, in characters.
    static let sharedLength = 28

    static func text(_ jobID: String, _ number: Int) -> String {
        let tail = UInt32(jobID.suffix(8), radix: 16) ?? 0
        let sum = String(tail &+ UInt32(truncatingIfNeeded: number) &+ 1, radix: 16)
        return jobID.prefix(sharedLength) + String(repeating: "0", count: 8 - sum.utf8.count) + sum
    }

    /// The number of a chunk of a job; nil when it can be none.
    static func number(of id: String, in jobID: String) -> Int? {
        guard id.utf8.count == 36, id.prefix(sharedLength) == jobID.prefix(sharedLength),
            let tail = UInt32(jobID.suffix(8), radix: 16), let own = UInt32(id.suffix(8), radix: 16)
        else { return nil }
        return Int(own &- tail &- 1)
    }
}
