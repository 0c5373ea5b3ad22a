// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A part of an open file, ready for `sendfile`.
public struct FileRegion: Sendable {
    /// The file, kept open by this value.
    public let file: OpenFile
    /// The bytes meant, counted from the start of the file.
    public let range: Range<UInt64>

    /// Names a part of a file.
    public init(_ file: OpenFile, _ range: Range<UInt64>) {
        self.file = file
        self.range = range
    }
}
