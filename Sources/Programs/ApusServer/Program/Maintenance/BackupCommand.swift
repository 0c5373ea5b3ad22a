// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusIO
import ApusStorage

/// `apusd backup DIR` and `apusd restore DIR`.
///
/// A running server makes the backup itself and goes on serving; it is asked at the socket in its
/// data directory. Without one, the command takes the directory's lock and does the same.
struct BackupCommand {
    private let parsed: ParsedArguments
    private let choice: DataChoice
    /// The backup, absolute: the server may stand elsewhere.
    private let path: String

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        self.parsed = parsed
        guard parsed.positionals.count == 1, let path = parsed.positionals.first else {
            throw UsageError("\(parsed.commandName ?? "") is followed by one directory")
        }
        choice = try DataChoice(parsed, registry)
        self.path = try Self.absolute(path)
    }

    func backUp() async throws -> Int32 {
        if let answer = try await ControlClient(choice.directory).ask(
            "POST", "/backup", body: path)
        {
            say(answer, "backed up")
            return 0
        }
        let store = try await OfflineStore(choice.configuration)
        // Opening has recovered what a crash has left; the lock is held to the end.
        await store.close()
        let backup = StoreBackup(choice.directory, store.backends)
        say(.object(try await backup.runClosed(into: path).members), "backed up")
        return 0
    }

    func restore() throws -> Int32 {
        let report = try StoreBackup.restore(path, to: choice.directory)
        say(.object(report.members), "put back")
        return 0
    }

    private func say(_ document: JSONValue, _ verb: String) {
        guard !parsed[CommandLineShape.json] else { return Console.print(document) }
        let items = document.members?["items"]?.integer ?? 0
        let bytes = document.members?["bytes"]?.integer ?? 0
        Console.print("\(items) files, \(bytes) bytes \(verb) and compared\n")
    }

    private static func absolute(_ path: String) throws -> String {
        guard !path.hasPrefix("/") else { return path }
        return try ProcessFacts.currentDirectory() + "/" + path
    }
}
