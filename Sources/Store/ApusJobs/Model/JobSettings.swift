// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The limits and times of jobs.
///
/// Source: the DS3 contract 5.8, "bulk jobs"; where it says nothing they are ours.
package struct JobSettings: Hashable, Sendable {
    /// What objects are cut to when nobody says otherwise, in bytes.
    package var blobSizeBytes: UInt64 = 64 << 30
    /// The largest blob, in bytes.
    package var blobSizeLimitBytes: UInt64 = 1 << 40
    /// The largest object, in bytes.
    package var objectSizeLimitBytes: UInt64 = 1 << 50
    /// What chunks are filled up to, in bytes.
    package var chunkSizeBytes: UInt64 = 64 << 30
    package var chunkBlobLimit = 20_000
    package var objectLimit = 500_000
    package var blobLimit = 5_000_000
    /// How many jobs may be active.
    package var activeLimit = 40_000
    /// How many completed, and how many canceled jobs are remembered; beside them, how many that
    /// nobody has announced.
    package var historyLimit = 1000
    /// How many transfers that nobody has announced are jobs at a time; those beyond go on without
    /// being shown.
    package var nakedLimit = 10_000
    /// After how long a read that nobody has announced is given up when its client does not ask
    /// again.
    package var nakedIdleLimit = Duration.seconds(600)
    /// How many failures to make a job are remembered.
    package var failureLimit = 1000
    /// How long a job that puts stays active after its last byte.
    package var completionDelay = Duration.seconds(5)
    /// After how long a client is asked to look for chunks again.
    package var retryAfter = Duration.seconds(60)
    /// How long a read waits for data that is on its way before it asks the client to try again.
    package var waitLimit = Duration.seconds(5)
    /// How long a client may stay away before its job is ended.
    package var idleLimit = Duration.seconds(7 * 24 * 3600)
    /// How many plans are kept in memory though nobody uses them.
    package var idlePlanLimit = 16
    /// How many chunks are handed out at a time when the client does not say.
    package var preferredChunks = 3

    /// The defaults.
    package init() {}
}
