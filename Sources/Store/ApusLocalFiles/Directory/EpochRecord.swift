// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
package import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which containers were written to since the store was opened: what must be looked at when the
/// process ends without saying so.
///
/// A text file of the epoch's number in `open-epochs`, a path a line. It is made when the store
/// opens and removed when it is shut down in order.
package final class EpochRecord: Sendable {
    package let epoch: UInt32
    private let path: String
    private let file: OpenFile
    private let state = Mutex(State())

    private struct State {
        var touched: Set<String> = []
        /// Whether a line may have been written in part: the disk was full.
        var isTorn = false
    }

    /// Makes the record, durably. Blocks.
    package init(_ epoch: UInt32, layout: StoreLayout, lanes: Lanes) throws(StorageError) {
        self.epoch = epoch
        path = "\(layout.openEpochs)/\(epoch)"
        let path = path
        file = try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(
                path, flags: O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
            let file = OpenFile(takingOver: descriptor, lane: lanes.reading)
            try FileCalls.syncDirectory(layout.openEpochs)
            return file
        }
    }

    /// Makes durable that something is going to be written to. Blocks, the first time.
    package func touch(_ name: String) throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            guard !state.touched.contains(name) else { return }
            // What stands there of a line must not become the beginning of another.
            let line = (state.isTorn ? "\n" : "") + name + "\n"
            state.isTorn = true
            try calling { () throws(SystemError) in
                try FileCalls.writeAll(file.descriptor, Bytes(line))
                try FileCalls.syncData(file.descriptor)
            }
            state.isTorn = false
            state.touched.insert(name)
        }
    }

    /// Ends the epoch in order. Blocks.
    package func end() throws(StorageError) {
        try StoreLayout.removeFile(path)
    }

    /// What an epoch that did not end in order has touched. A line that was cut short was not
    /// durable, so nothing was written under its name.
    package static func read(_ epoch: UInt32, layout: StoreLayout) throws(StorageError) -> [String]
    {
        let text = try StoreLayout.readFile("\(layout.openEpochs)/\(epoch)") ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().map(String.init)
    }
}
