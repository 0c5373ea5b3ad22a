// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusModel
import ApusObjectStore
import Synchronization

/// `DIR/clock`: a moment that no change has had yet, so that the moments of changes go on rising
/// when the machine's clock has gone back while no server ran.
///
/// It is written ahead, by twice the time between two passes: a server that was killed goes on
/// above whatever it gave, but for what it gave in the last second after an idle time.
final class ClockRecord: BackgroundWork {
    let name = "clock"
    private static let aheadTicks = 2 * Timestamp.ticksPerSecond

    private let file: PrivateFile
    private let clock: StoreClock
    private let written = Mutex(Timestamp.zero)

    /// The clock that goes on from what is recorded. Blocks.
    ///
    /// - Parameter source: the machine's clock.
    static func clock(
        in directory: DataDirectory, source: @escaping @Sendable () -> Timestamp
    ) throws(DataDirectoryError) -> StoreClock {
        let file = PrivateFile(path: "\(directory.path)/clock")
        let text: String?
        do throws(SystemError) {
            text = try file.read(limitBytes: 4096)?.text
        } catch {
            throw DataDirectoryError("the clock's record cannot be read: \(error)")
        }
        guard let text else { return StoreClock(source: source) }
        guard let moment = Timestamp(text.prefix { !$0.isWhitespace }) else {
            throw DataDirectoryError(
                "\(file.path) is damaged; without it, changes have the machine's time")
        }
        return StoreClock(notBefore: moment, source: source)
    }

    /// Writes the first record. Blocks.
    init(of clock: StoreClock, in directory: DataDirectory) throws(DataDirectoryError) {
        file = PrivateFile(path: "\(directory.path)/clock")
        self.clock = clock
        do throws(SystemError) {
            try write(ahead(of: max(clock.now(), clock.last)))
        } catch {
            throw DataDirectoryError("the clock cannot be recorded: \(error)")
        }
    }

    func pass(_ progress: WorkProgress) async throws {
        let last = clock.last
        guard ahead(of: last) > written.withLock({ $0 }) else { return }
        try write(ahead(of: last))
    }

    /// Records the last moment that was given, at the end.
    func end() throws(SystemError) {
        try write(clock.last)
    }

    private func ahead(of moment: Timestamp) -> Timestamp {
        Timestamp(ticks: moment.ticks + Self.aheadTicks)
    }

    private func write(_ moment: Timestamp) throws(SystemError) {
        try file.write(Bytes("\(moment)\n"))
        written.withLock { $0 = moment }
    }
}
