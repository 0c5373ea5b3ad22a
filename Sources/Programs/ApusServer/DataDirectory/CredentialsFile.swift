// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

/// The key of the user that was made with a data directory: `DIR/credentials`, mode 0600, two
/// lines that a shell can read.
public struct CredentialsFile: Sendable {
    private let file: PrivateFile

    /// - Parameter directory: the data directory; made on the first write.
    public init(directory: String) {
        file = PrivateFile(path: "\(directory)/credentials")
    }

    /// The user and key; nil when there is no file, or no key in it. Blocks.
    public func read() throws -> (user: String, key: String)? {
        guard let text = try file.read(limitBytes: 4096)?.text else { return nil }
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            let halves = line.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            values[halves[0].split(separator: " ").last ?? ""] = String(halves[1])
        }
        guard let user = values["ST_USER"], let key = values["ST_KEY"] else { return nil }
        return (user, key)
    }

    /// Writes user and key. Blocks.
    public func write(user: String, key: String) throws {
        try DataDirectory.makeFolders(String(file.path.dropLast("/credentials".count)))
        let text = """
            # The user that apusd made with this data directory.
            export ST_USER=\(user)
            export ST_KEY=\(key)

            """
        try file.write(Bytes(text))
    }
}
