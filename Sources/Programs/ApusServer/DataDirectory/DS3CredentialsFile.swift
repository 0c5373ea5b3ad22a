// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO

/// The key pair of the first user of DS3: `DIR/ds3-credentials`, mode 0600, two lines that a shell
/// can read.
struct DS3CredentialsFile: Sendable {
    private static let name = "ds3-credentials"

    private let file: PrivateFile

    /// - Parameter directory: the data directory; made on the first write.
    init(directory: String) {
        file = PrivateFile(path: "\(directory)/\(Self.name)")
    }

    /// The pair that is there, or one that is made. Blocks.
    func findOrMake() throws -> (accessKey: String, secretKey: String) {
        if let known = try read() { return known }
        let accessKey = Hexadecimal.encode(RandomBytes.make(10))
        let secretKey = Hexadecimal.encode(RandomBytes.make(24))
        try DataDirectory.makeFolders(String(file.path.dropLast(Self.name.utf8.count + 1)))
        try write(accessKey, secretKey)
        return (accessKey, secretKey)
    }

    /// Replaces the pair, in one step. Blocks.
    func write(_ accessKey: String, _ secretKey: String) throws(SystemError) {
        let text = """
            # The key pair that apusd made for Spectra S3 with this data directory.
            \(Self.exports(accessKey, secretKey))
            """
        try file.write(Bytes(text))
    }

    /// The lines of a shell that name a pair; an administrator may have chosen any secret.
    static func exports(_ accessKey: String, _ secretKey: String) -> String {
        """
        export DS3_ACCESS_KEY=\(accessKey.shellWord)
        export DS3_SECRET_KEY=\(secretKey.shellWord)

        """
    }

    /// The pair; nil when there is no file. Blocks.
    ///
    /// - Throws: `DataDirectoryError` when the file has no pair: making another would lock out
    ///   whoever has the one before.
    func read() throws -> (accessKey: String, secretKey: String)? {
        guard let text = try file.read(limitBytes: 16 * 1024)?.text else { return nil }
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            values[halves[0].split(separator: " ").last ?? ""] = String(shellWord: halves[1])
        }
        guard let accessKey = values["DS3_ACCESS_KEY"], let secretKey = values["DS3_SECRET_KEY"]
        else {
            throw DataDirectoryError(
                "\(file.path) is damaged; without it, apusd makes a new pair")
        }
        return (accessKey, secretKey)
    }
}

extension String {
    /// As one word of a shell.
    fileprivate var shellWord: String {
        let isPlain = utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        return isPlain && !isEmpty ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }

    /// Reads such a word.
    fileprivate init(shellWord word: Substring) {
        let quote = UInt8(ascii: "'")
        guard word.utf8.count > 1, word.utf8.first == quote, word.utf8.last == quote else {
            self.init(word)
            return
        }
        self.init(word.dropFirst().dropLast().replacing(#"'\''"#, with: "'"))
    }
}
