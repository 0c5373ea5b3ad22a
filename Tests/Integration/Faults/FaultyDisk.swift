// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The library between a program and its data directory (`Tests/FaultyDisk/faultydisk.c`), and
/// the numbers that tell it what to do.
final class FaultyDisk: Sendable {
    /// Which calls can fail.
    struct Kinds: OptionSet {
        let rawValue: Int64
        /// What needs space: bytes, and names that are new.
        static let space = Kinds(rawValue: 1)
        /// Whatever changes something, opening for writing too.
        static let change = Kinds(rawValue: 2)
        static let sync = Kinds(rawValue: 4)
    }

    /// The data directory, which the test makes or lets the program make.
    let root: String
    /// Where calls are recorded.
    let log: String?
    private let control: String
    private let library: String
    private let file: OpenFile

    /// Compiles the library into a directory of the test, for a data directory below it.
    init(in directory: TemporaryDirectory, root: String, records: Bool) throws {
        self.root = root
        library = "\(directory.path)/faultydisk.so"
        control = "\(directory.path)/control"
        log = records ? "\(directory.path)/log" : nil
        try Self.compile(to: library)
        let descriptor = try FileCalls.open(control, flags: O_RDWR | O_CREAT)
        file = OpenFile(takingOver: descriptor, lane: Lane(name: "control", threads: 1))
        for place in 0..<8 { try set(place, place == 1 ? -1 : 0) }
    }

    /// What the program needs in its environment.
    var environment: [String: String] {
        var variables = [
            "LD_PRELOAD": library, "APUS_DISK_ROOT": root, "APUS_DISK_CONTROL": control,
        ]
        if let log { variables["APUS_DISK_LOG"] = log }
        return variables
    }

    /// Lets so many more calls of these kinds succeed and those behind them fail.
    func fail(_ kinds: Kinds, with error: Int32, after count: Int) throws {
        try set(0, Int64(error))
        try set(5, kinds.rawValue)
        try set(3, 0)
        try set(1, Int64(count))
    }

    /// Counts the calls of these kinds and lets them succeed.
    func count(_ kinds: Kinds) throws {
        try set(5, kinds.rawValue)
        try set(2, 0)
    }

    /// Lets every call succeed again.
    ///
    /// - Returns: how many calls of the kinds there were, and how many have failed.
    @discardableResult
    func recover() throws -> (seen: Int, failed: Int) {
        try set(1, -1)
        try set(5, 0)
        return try (Int(get(2)), Int(get(3)))
    }

    /// Lets the program be killed as by `kill -9`, but between two of its calls, so that the log
    /// has each one that was made; or lets the next program live.
    func kills(_ kills: Bool) throws {
        try set(6, kills ? 1 : 0)
    }

    /// Moves the wall clock that the program sees.
    func shiftClock(by seconds: Int64) throws {
        try set(4, seconds * 1_000_000_000)
    }

    private func set(_ place: Int, _ number: Int64) throws {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        try FileCalls.writeAll(file.descriptor, Bytes(bytes), at: UInt64(place * 8))
    }

    private func get(_ place: Int) throws -> Int64 {
        let bytes = try FileCalls.read(file.descriptor, at: UInt64(place * 8), count: 8)
        return (0..<8).reduce(0) { $0 | Int64(bytes[$1]) << ($1 * 8) }
    }

    /// Whether a library can be put before a program's own: elsewhere the calls are others.
    static var isPossible: Bool {
        #if os(Linux)
            true
        #else
            false
        #endif
    }

    /// By the system's C compiler, or by the one that comes with Swift.
    private static func compile(to library: String) throws {
        do {
            try compile(to: library, by: "cc")
        } catch let error as SystemError where error.code == ENOENT {
            try compile(to: library, by: "clang")
        }
    }

    private static func compile(to library: String, by compiler: String) throws {
        let source = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let words = [
            compiler, "-shared", "-fPIC", "-O1", "-o", library,
            "/\(source)/FaultyDisk/faultydisk.c", "-ldl", "-lpthread",
        ]
        let status = try SystemCommand.run(words)
        guard status == 0 else { throw SystemError(EIO, "compile \(words[7])") }
    }
}
