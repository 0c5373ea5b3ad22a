// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes structured lines to a descriptor without ever making its caller wait.
///
/// Lines go through a bounded queue to one thread. When whoever reads the log is slower than the
/// lines come, lines are lost, and a line says how many. Values of fields whose names say that
/// they are secret are cut (`Secrets`).
public final class Logger: Sendable {
    /// How much a line matters.
    public enum Level: Int, Comparable, Sendable, CaseIterable {
        /// For whoever looks for a fault in the program.
        case debug
        /// What happens in normal service: requests, starts, reloads.
        case info
        /// What somebody should look at some day.
        case warning
        /// What somebody has to do something about.
        case error

        /// The level by its name, in letters of either case; OpenStack's names are known too.
        public init?(name: String) {
            switch name.lowercased() {
            case "debug": self = .debug
            case "info", "notice": self = .info
            case "warning", "warn": self = .warning
            case "error", "critical": self = .error
            default: return nil
            }
        }

        /// The name, in lower case.
        public var name: String {
            switch self {
            case .debug: "debug"
            case .info: "info"
            case .warning: "warning"
            case .error: "error"
            }
        }

        public static func < (left: Level, right: Level) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// What a line looks like.
    public enum Format: Int, Sendable, CaseIterable {
        /// `name=value`, for people and for Loki.
        case logfmt
        /// A JSON object a line.
        case json
    }

    private let queue: LogQueue
    private let file: String?
    private let lane: Lane
    private let threshold: Atomic<Int>
    private let shape = Atomic(Format.logfmt.rawValue)

    /// Starts a log.
    ///
    /// - Parameters:
    ///   - descriptor: where lines are written; standard error by default. Not closed here.
    ///   - level: lines that matter less are not written.
    ///   - queueLimitBytes: how much may wait to be written before lines are lost.
    public init(
        descriptor: Int32 = 2, level: Level = .info, queueLimitBytes: Int = 1 << 20
    ) {
        queue = LogQueue(descriptor: descriptor, isOwner: false, limitBytes: queueLimitBytes)
        file = nil
        lane = Lane(name: "log", threads: 1, queueLimit: 1000)
        threshold = Atomic(level.rawValue)
    }

    /// Starts a log at the end of a file, which is made when there is none.
    ///
    /// - Parameters:
    ///   - file: its path.
    ///   - level: lines that matter less are not written.
    ///   - queueLimitBytes: how much may wait to be written before lines are lost.
    /// - Throws: `SystemError` when the file cannot be written.
    public init(
        file: String, level: Level = .info, queueLimitBytes: Int = 1 << 20
    ) throws(SystemError) {
        let descriptor = try Self.open(file)
        queue = LogQueue(descriptor: descriptor, isOwner: true, limitBytes: queueLimitBytes)
        self.file = file
        lane = Lane(name: "log", threads: 1, queueLimit: 1000)
        threshold = Atomic(level.rawValue)
    }

    /// Goes on in the file that has the log's name now, so that the one so far can be moved away
    /// first. No line is lost, none is written to both. Does nothing for a log without a name.
    /// Blocks.
    ///
    /// - Throws: `SystemError` when there is no such file and none can be made; the log goes on
    ///   where it was.
    public func reopen() throws(SystemError) {
        guard let file else { return }
        let fresh = try Self.open(file)
        defer { FileCalls.close(fresh) }
        try FileCalls.redirect(queue.descriptor, to: fresh)
    }

    private static func open(_ file: String) throws(SystemError) -> Int32 {
        try FileCalls.open(file, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o640)
    }

    /// The least level that is written; may change while the log is in use.
    public var level: Level {
        get { Level(rawValue: threshold.load(ordering: .relaxed)) ?? .info }
        set { threshold.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// What lines look like; may change while the log is in use.
    public var format: Format {
        get { Format(rawValue: shape.load(ordering: .relaxed)) ?? .logfmt }
        set { shape.store(newValue.rawValue, ordering: .relaxed) }
    }

    /// Whether a line of this level would be written: ask before making costly values.
    public func writes(_ level: Level) -> Bool {
        level.rawValue >= threshold.load(ordering: .relaxed)
    }

    /// Writes a line.
    ///
    /// - Parameters:
    ///   - event: what happened, in a few words that never change, so that it can be searched.
    ///   - fields: what it happened to, in order; names are words without blanks.
    public func log(
        _ level: Level, _ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]
    ) {
        guard writes(level) else { return }
        let line = LogLine(level, event, fields, at: .now, as: format)
        if queue.add(line.bytes) { wake() }
    }

    /// As `log(_:_:_:)`, for whoever looks for a fault in the program.
    public func debug(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.debug, event, fields)
    }

    /// As `log(_:_:_:)`, for what happens in normal service.
    public func info(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.info, event, fields)
    }

    /// As `log(_:_:_:)`, for what somebody should look at some day.
    public func warning(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.warning, event, fields)
    }

    /// As `log(_:_:_:)`, for what somebody has to do something about.
    public func error(_ event: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.error, event, fields)
    }

    /// Returns once every line logged before has been written: to be awaited before a program
    /// ends.
    public func flush() async {
        await withCheckedContinuation { done in
            if queue.flush(done) { wake() }
        }
    }

    private func wake() {
        lane.start { [queue] in queue.drain() }
    }
}
