// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCommands
import ApusIO
import ApusSwiftClient

ProcessFacts.giveBackMemory()
// A server that closes its connection early must not end the program by a signal.
Signals.ignorePipe()
ProcessFacts.run(
    onInterrupt: {
        PartialFiles.removeAll()
        try? FileCalls.writeAll(2, Bytes(" Aborted\n"))
        ProcessFacts.end(status: 2)
    }
) {
    await ApusCommandLine.run(
        CommandLine.arguments, environment: ProcessFacts.environment, output: .standard())
}
