// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO
package import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a data directory says of itself: its engine, its format, who has it open, and how often
/// it was opened.
package struct StoreFormat: Sendable {
    /// The back-end that made the directory.
    let engine: String
    /// The newest format that this program knows, and the oldest that it still reads.
    let number: Int
    let oldest: Int

    package init(engine: String, number: Int, oldest: Int = 1) {
        self.engine = engine
        self.number = number
        self.oldest = oldest
    }

    /// Takes the directory for this process, until the file is closed. Blocks.
    package static func lock(_ layout: StoreLayout, lane: Lane) throws(StorageError) -> OpenFile {
        let (file, isMine, holder) = try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(layout.lockFile, flags: O_RDWR | O_CREAT)
            let file = OpenFile(takingOver: descriptor, lane: lane)
            var isMine = try FileCalls.lock(descriptor)
            // A process that this one has just begun has the lock of a store that was closed
            // meanwhile, until it runs its own program.
            for _ in 0..<30 where !isMine {
                Lane.pause(.milliseconds(10))
                isMine = try FileCalls.lock(descriptor)
            }
            let holder = try file.readNow(0..<32)
            if isMine {
                let text = Bytes("\(getpid())\n")
                let padding = Bytes([UInt8](repeating: 0x20, count: 12))
                try FileCalls.writeAll(descriptor, padding, at: 0)
                try FileCalls.writeAll(descriptor, text, at: 0)
            }
            return (file, isMine, holder)
        }
        guard isMine else {
            let process = holder.text.prefix { $0.isNumber }
            throw StorageError(
                .unavailable, "\(layout.root) is in use by another process (\(process))")
        }
        return file
    }

    /// Checks or makes the directory's record, and counts this start. Blocks.
    ///
    /// - Parameters:
    ///   - index: the directory without which there are no data; made last.
    ///   - directories: others that the engine needs.
    /// - Returns: the number of this start.
    package func prepare(
        _ layout: StoreLayout, index: String, directories: [String]
    ) throws(StorageError) -> UInt32 {
        if let text = try StoreLayout.readFile(layout.formatFile) {
            try check(text, layout)
        } else {
            guard !StoreLayout.exists(index) else {
                throw StorageError(
                    .unavailable, "\(layout.root) has data, but no file apus-store that says whose")
            }
        }
        for directory in [layout.bodies, layout.openEpochs] + directories {
            try StoreLayout.makeDirectory(directory)
        }
        try StoreLayout.replaceFile(layout.formatFile, with: "engine \(engine)\nformat \(number)\n")
        // Behind the format file: with data, there always is one.
        try StoreLayout.makeDirectory(index)
        let before = try StoreLayout.readFile(layout.epochFile)
        let last = before.flatMap { UInt32($0.prefix { $0.isNumber }) }
        guard before == nil || last != nil else {
            throw StorageError(.corrupt, "\(layout.epochFile) is not a number")
        }
        let epoch = (last ?? 0) + 1
        try StoreLayout.replaceFile(layout.epochFile, with: "\(epoch)\n")
        return epoch
    }

    private func check(_ text: String, _ layout: StoreLayout) throws(StorageError) {
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2 { values[words[0]] = words[1] }
        }
        guard let found = values["engine"], let format = values["format"].flatMap({ Int($0) })
        else { throw StorageError(.unavailable, "\(layout.formatFile) is not readable") }
        guard found == engine else {
            throw StorageError(
                .unavailable,
                "\(layout.root) was made by the back-end \"\(found)\", not by \"\(engine)\"")
        }
        guard format >= oldest else {
            throw StorageError(
                .unavailable,
                "\(layout.root) has format \(format), made by an earlier version: this one reads "
                    + "\(oldest) and later; copy the objects through a server of that version")
        }
        guard format <= number else {
            throw StorageError(
                .unavailable,
                "\(layout.root) has format \(format); this program knows up to \(number)")
        }
    }
}
