// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every pointer is lent for the length of one call, and what getpass-like reading
// changes on the terminal is put back before the call returns.

/// What a descriptor that may be a terminal can do.
public enum Terminal {
    /// isatty(3).
    public static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// How many columns there are; nil when it is no terminal or does not say.
    public static func columns(_ descriptor: Int32) -> Int? {
        let columns = apus_terminal_columns(descriptor)
        return columns > 0 ? Int(columns) : nil
    }

    /// Asks for a secret on the controlling terminal, without showing what is typed. Blocks.
    ///
    /// The terminal shows again what is typed on every way out, as with a `RawTerminal`, of which
    /// there may be none meanwhile.
    ///
    /// - Returns: nil when there is no terminal, or at its end of input with nothing typed.
    /// - Throws: `SystemError` when there is no terminal to ask on.
    public static func readSecret(prompt: String) throws(SystemError) -> String? {
        let descriptor = try FileCalls.open("/dev/tty", flags: O_RDWR)
        defer { FileCalls.close(descriptor) }
        _ = try SystemError.check(apus_terminal_enter_silent(descriptor), "silence the terminal")
        defer { apus_terminal_leave_raw() }
        tcflush(descriptor, TCIFLUSH)
        try FileCalls.writeAll(descriptor, .init(prompt))
        var line: [UInt8] = []
        while true {
            let bytes = try FileCalls.readSome(descriptor, limitBytes: 1024)
            line += bytes.array
            if bytes.isEmpty || line.last == UInt8(ascii: "\n") { break }
        }
        try FileCalls.writeAll(descriptor, .init("\n"))
        if line.isEmpty { return nil }
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
