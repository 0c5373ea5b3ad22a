// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An engine's rows in the order of their names, walked one way: what `ListingWalk` needs of it.
///
/// A cursor is made for one direction. Names order by their bytes of UTF-8.
public protocol ListingCursor {
    /// What the engine has of an entry beside its name.
    associatedtype Row

    /// Moves to a place, in a time that does not depend on the rows passed over.
    mutating func seek(to place: ListingPlace) throws(StorageError)

    /// The row at the cursor, which then moves on; nil at the end.
    mutating func next() throws(StorageError) -> (name: String, row: Row)?
}

/// A place between names, in the direction of a walk.
///
/// The bytes need not be UTF-8: they may be the first that come after all names that start alike.
public enum ListingPlace: Hashable, Sendable {
    /// Before everything: the first name, or the last in a reversed walk.
    case start
    /// These bytes, or the next name the walk comes to.
    case at([UInt8])
    /// The next name after these bytes (before them, in a reversed walk).
    case beyond([UInt8])
}
