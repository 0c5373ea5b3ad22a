// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension OwnCertificate {
    /// Writes both as files that only their owner may read, each whole or not at all.
    ///
    /// Never overwrites: what another has written meanwhile stays.
    ///
    /// Blocks; for lanes.
    ///
    /// - Throws: `SystemError`, with `EEXIST` when one of the files is there.
    public func write(certificateFile: String, keyFile: String) throws(SystemError) {
        try FileCalls.create(keyFile, keyPEM)
        // The certificate last: who sees it finds the key.
        do throws(SystemError) {
            try FileCalls.create(certificateFile, certificate.pem)
        } catch {
            try? FileCalls.remove(keyFile)
            throw error
        }
    }
}

extension FileCalls {
    /// Makes a file for its owner alone, whole or not at all.
    ///
    /// - Throws: `SystemError`, with `EEXIST` when it is there.
    package static func create(_ path: String, _ bytes: Bytes) throws(SystemError) {
        try write(bytes, beside: path) { temporary throws(SystemError) in
            // link(2), unlike rename(2), replaces nothing.
            try link(temporary, to: path)
            try? remove(temporary)
        }
    }

    /// Replaces a file, in one step, by one for its owner alone.
    package static func replace(_ path: String, with bytes: Bytes) throws(SystemError) {
        try write(bytes, beside: path) { temporary throws(SystemError) in
            try move(temporary, to: path)
        }
    }

    private static func write(
        _ bytes: Bytes, beside path: String, _ finish: (String) throws(SystemError) -> Void
    ) throws(SystemError) {
        let temporary = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        let file = try open(temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do throws(SystemError) {
            defer { close(file) }
            try writeAll(file, bytes)
            try syncData(file)
        } catch {
            try? remove(temporary)
            throw error
        }
        do throws(SystemError) {
            try finish(temporary)
        } catch {
            try? remove(temporary)
            throw error
        }
    }

    /// Makes a directory and what leads to it, for its owner alone; those that are there stay as
    /// they are.
    package static func makeDirectories(_ path: String) throws(SystemError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            do throws(SystemError) {
                try makeDirectory(made, mode: 0o700)
            } catch {
                if error.code != EEXIST { throw error }
            }
        }
    }
}
