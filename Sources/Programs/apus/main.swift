// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCommands
import ApusFiles
import ApusIO
import ApusSwiftClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Help needs no tasks, no threads and no connection, and is not to wait for them.
if let text = ApusCommandLine.answer(to: CommandLine.arguments) {
    do {
        try FileCalls.writeAll(1, Bytes(text))
    } catch {
        ProcessFacts.end(status: 1)
    }
    ProcessFacts.end(status: 0)
}
ProcessFacts.giveBackMemory()
// A server that closes its connection early must not end the program by a signal.
Signals.ignorePipe()
ProcessFacts.run(
    onInterrupt: { signal in
        PartialFiles.removeAll()
        guard signal == SIGINT else { ProcessFacts.end(status: 128 + signal) }
        try? FileCalls.writeAll(2, Bytes(" Aborted\n"))
        ProcessFacts.end(status: 2)
    }
) {
    await ApusCommandLine.run(
        CommandLine.arguments, environment: ProcessFacts.environment, output: .standard())
}
