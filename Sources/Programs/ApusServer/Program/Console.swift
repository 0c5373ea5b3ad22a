// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// Standard output and standard error of a program that may have lost them.
enum Console {
    /// Writes to standard output, as it is.
    static func print(_ text: String) {
        try? FileCalls.writeAll(1, Bytes(text))
    }

    /// Writes a line to standard error, with the program's name.
    static func complain(_ text: String) {
        try? FileCalls.writeAll(2, Bytes("apusd: \(text)\n"))
    }

    /// One line of standard input without its line feed; nil at its end.
    static func readLine() throws -> String? {
        var line = ByteWriter()
        while true {
            // A byte at a time: what follows the line is somebody else's.
            let byte = try FileCalls.readSome(0, limitBytes: 1)
            guard !byte.isEmpty else { return line.count == 0 ? nil : line.finish().text }
            guard byte[0] != UInt8(ascii: "\n") else { return line.finish().text }
            line.append(byte)
            guard line.count <= 4096 else { throw UsageError("a line of input is too long") }
        }
    }

    /// A secret: from the terminal without showing it, else the first line of standard input.
    static func readSecret(prompt: String) throws -> String {
        let secret =
            Terminal.isTerminal(0)
            ? try Terminal.readSecret(prompt: prompt) : try readLine()
        guard let secret, !secret.isEmpty else { throw UsageError("no key was given") }
        return secret
    }
}
