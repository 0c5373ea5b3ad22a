// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// `apusd check-config FILE`.
enum CheckConfig {
    static func run(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws -> Int32 {
        let files = parsed.positionals + [parsed[CommandLineShape.config]].compactMap(\.self)
        guard files.count == 1, let file = files.first else {
            throw UsageError("check-config takes one file")
        }
        let configuration = try Configuration(file: file, registry: registry)
        if configuration.tempAuth != nil { _ = try UsersFile(of: configuration)?.read() }
        for warning in configuration.warnings { Console.complain("\(file): warning: \(warning)") }
        Console.print(configuration.summary)
        return 0
    }
}
