// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A real `apusd`, in a process of its own, that a test may kill.
///
/// Sound because every array of C strings lives as long as the call it is passed to, and the
/// process is waited for exactly once.
final class ServerProcess {
    /// Where it accepts connections, as it said itself.
    let address: String
    /// Where it shows its metrics, without the path.
    let metricsAddress: String?
    /// Its standard output, from after the line with the address on.
    let output: ProcessOutput
    /// Its standard error.
    let log: ProcessOutput
    /// Its number in the system.
    let process: pid_t
    /// One start at a time: a process that got the pipes of another would keep them open.
    private static let starting = Mutex<Void>(())
    private var isRunning = true

    /// Starts `apusd` with these arguments and waits for the line with its address.
    ///
    /// - Parameters:
    ///   - environment: what it has in its environment beside what the tests have.
    ///   - launcher: words of a command that becomes the program behind them.
    init(
        _ arguments: [String], environment: [String: String] = [:], launcher: [String] = []
    ) throws {
        (process, output, log) = try Self.start(arguments, environment, launcher)
        do {
            (address, metricsAddress) = try Self.readAddresses(output, log)
        } catch {
            kill(process, SIGKILL)
            _ = Self.waitForEnd(of: process)
            throw error
        }
    }

    deinit {
        stop(with: SIGKILL)
    }

    /// Runs a command of `apusd` and kills it a while after it was started, or when it has said
    /// something, whichever is first; waits for its end.
    ///
    /// - Returns: whether it was killed; false when it had ended.
    static func killed(
        _ arguments: [String], after life: Duration = .seconds(600), saying words: String? = nil
    ) async throws -> Bool {
        let lane = Lane(name: "killed", threads: 2)
        let (process, output, log) = try await lane.run { try start(arguments) }
        await withTaskGroup(of: Void.self) { group in
            // The moment of death is the test's input, not something it waits for.
            group.addTask { try? await Task.sleep(for: life) }
            group.addTask {
                try? await lane.run {
                    while let line = try output.nextLine() {
                        if let words, line.contains(words) { return }
                    }
                }
            }
            await group.next()
            kill(process, SIGKILL)
            group.cancelAll()
        }
        return try await lane.run {
            _ = try? log.rest()
            return waitForEnd(of: process) & 0x7F == SIGKILL
        }
    }

    /// Runs a command of `apusd`, or starts one that is not to come up.
    ///
    /// - Returns: its exit status, and what it wrote to standard output and standard error.
    static func refusal(
        of arguments: [String]
    ) async throws -> (status: Int32, output: String, complaint: String) {
        let lane = Lane(name: "refusal", threads: 1)
        return try await lane.run {
            let (process, output, log) = try start(arguments)
            do {
                let text = try output.rest()
                let complaint = try log.rest()
                let status = waitForEnd(of: process)
                return (status & 0x7F == 0 ? status >> 8 : -1, text, complaint)
            } catch {
                kill(process, SIGKILL)
                _ = waitForEnd(of: process)
                throw error
            }
        }
    }

    /// Sends a signal and waits for the end; answers the exit status as `waitpid` has it.
    @discardableResult
    func stop(with signal: Int32) -> Int32 {
        guard isRunning else { return 0 }
        kill(process, signal)
        return waitForEnd()
    }

    /// Waits until it ends by itself; answers the exit status as `waitpid` has it.
    func waitForEnd() -> Int32 {
        isRunning = false
        return Self.waitForEnd(of: process)
    }

    /// Sends a signal and goes on.
    func signal(_ signal: Int32) {
        kill(process, signal)
    }

    private static func start(
        _ arguments: [String], _ environment: [String: String] = [:], _ launcher: [String] = []
    ) throws -> (process: pid_t, output: ProcessOutput, log: ProcessOutput) {
        try starting.withLock { _ in
            try startAlone(arguments, environment, launcher)
        }
    }

    private static func startAlone(
        _ arguments: [String], _ environment: [String: String], _ launcher: [String]
    ) throws -> (process: pid_t, output: ProcessOutput, log: ProcessOutput) {
        let program = try Self.program()
        let output = try ProcessOutput()
        defer { FileCalls.close(output.writingEnd) }
        let log = try ProcessOutput()
        defer { FileCalls.close(log.writingEnd) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writingEnd, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, log.writingEnd, 2)

        let words = unsafe (launcher + [program] + arguments).map { unsafe strdup($0) }
        defer { unsafe words.forEach { unsafe free($0) } }
        let variables = unsafe ProcessFacts.environment
            .merging(environment, uniquingKeysWith: { $1 })
            .map { unsafe strdup("\($0)=\($1)") }
        defer { unsafe variables.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let failed = unsafe posix_spawn(
            &child, launcher.first ?? program, &actions, nil, words + [nil], variables + [nil])
        guard failed == 0 else { throw SystemError(failed, "start \(program)") }
        return (child, output, log)
    }

    private static func waitForEnd(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// The program that this build made, beside the test bundle.
    private static func program() throws -> String {
        let bundle =
            CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let folder = bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.joined(separator: "/") + "/apusd"
    }

    private static func readAddresses(
        _ output: ProcessOutput, _ log: ProcessOutput
    ) throws -> (address: String, metrics: String?) {
        while let line = try output.nextLine() {
            let addresses = line.split(separator: " ").filter { $0.hasPrefix("http") }
            if let address = addresses.first {
                let metrics = addresses.dropFirst().first?.split(separator: "/metrics").first
                return (String(address.prefix { $0 != "," }), metrics.map { String($0) })
            }
        }
        throw SystemError(ESRCH, "apusd ended before it named an address: \(try log.rest())")
    }
}
