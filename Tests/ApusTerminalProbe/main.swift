// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Runs as the programs do, says so, and waits for a byte or a signal, or for a secret.
if ["run", "secret"].contains(CommandLine.arguments[1]) {
    ProcessFacts.run(onInterrupt: { ProcessFacts.end(status: 100 + $0) }) {
        let greeting = "run \(getpid())\n"
        guard CommandLine.arguments[1] == "run" else {
            return (try? Terminal.readSecret(prompt: greeting)) == "sesame" ? 9 : 10
        }
        try? FileCalls.writeAll(1, Bytes(greeting))
        return (try? FileCalls.readSome(0, limitBytes: 1)) == nil ? 11 : 9
    }
}

// Makes its terminal raw, says so, waits for a byte, and ends in the way that it is told.
let terminal = try RawTerminal(0)
try FileCalls.writeAll(1, Bytes("raw \(getpid())\n"))
_ = try FileCalls.readSome(0, limitBytes: 1)
switch CommandLine.arguments[1] {
case "crash": preconditionFailure("as it was told")
case "exit": exit(7)
case "end": ProcessFacts.end(status: 8)
default: terminal.restore()
}
