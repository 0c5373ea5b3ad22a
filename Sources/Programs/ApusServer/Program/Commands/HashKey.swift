// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusAuth

/// `apusd hash-key`.
enum HashKey {
    static func run(_ parsed: ParsedArguments) throws -> Int32 {
        guard parsed.positionals.isEmpty else {
            throw UsageError("a key on the command line is seen by everybody: hash-key asks for it")
        }
        let key = try Console.readSecret(prompt: "Key: ")
        let scheme = parsed[CommandLineShape.scheme].flatMap(StoredKey.Scheme.init(rawValue:))
        Console.print(StoredKey(hashing: key, scheme ?? .scrypt).text + "\n")
        return 0
    }
}
