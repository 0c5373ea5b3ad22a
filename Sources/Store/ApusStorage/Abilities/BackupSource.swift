// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO

/// An engine that can be copied while it serves.
///
/// Callers ask for it with `backend as? any BackupSource`.
public protocol BackupSource: Backend {
    /// Copies everything that was committed before the call, and nothing that is committed after
    /// an instant before the return: one consistent state of all containers. Requests go on
    /// meanwhile; what the copy still needs is kept until it has it.
    ///
    /// A store of this engine that is opened where the items have been put back, each under its
    /// name, has that state, without recovery.
    ///
    /// - Throws: `.unavailable` when the sink fails, with its error as the cause; `.cancelled`.
    func backUp(into sink: any BackupSink) async throws(StorageError) -> BackupReport
}

/// Where a backup goes: a directory, an archive, a connection.
///
/// One item at a time: `begin`, its bytes, `end`. An error from the sink ends the backup.
public protocol BackupSink: Sendable {
    /// Begins an item.
    ///
    /// - Parameters:
    ///   - name: unique in the backup; parts separated by `/`, none of them empty, `.` or `..`.
    ///   - sizeBytes: how many bytes follow.
    func begin(_ name: String, sizeBytes: UInt64) async throws

    /// Takes the next bytes of the item; returns once it can take more. A region stays what it
    /// is until the call returns, so it may be cloned instead of read.
    func write(_ piece: BodyPiece) async throws

    /// Ends the item. The backup is durable once the sink says so itself, after the last one.
    func end() async throws
}

/// What a backup holds.
public struct BackupReport: Hashable, Sendable {
    /// Items that were written.
    public var items: UInt64
    /// Their bytes.
    public var sizeBytes: UInt64

    /// Makes a report.
    public init(items: UInt64 = 0, sizeBytes: UInt64 = 0) {
        self.items = items
        self.sizeBytes = sizeBytes
    }
}
