// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO

/// An object opened for reading; dropping the last reference closes it and gives back all that
/// it held, whether or not it was read to its end.
///
/// Its `description` is for logs: account, container and object, never a path.
public protocol ObjectFile: Sendable, CustomStringConvertible {
    /// The row as it was when the object was opened.
    var row: ObjectRow { get }

    /// The next pieces of `range`: at least one when the range is not empty, perhaps not all of
    /// it (at most about a mebibyte of them in memory). The caller goes on from where they end. A
    /// range is cut at the end of the body.
    ///
    /// - Throws: `.corrupt` when the bytes fail their checksum.
    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece]
}
