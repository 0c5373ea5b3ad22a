// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes

/// The data that a maintenance command is about: `--config FILE`, or `--data DIR` alone.
struct DataChoice {
    let configuration: Configuration
    /// The data directory.
    let directory: String

    init(_ parsed: ParsedArguments, _ registry: BackendRegistry) throws {
        let command = parsed.commandName ?? ""
        var configuration: Configuration
        if let path = parsed[CommandLineShape.config] {
            configuration = try Configuration(file: path, registry: registry)
        } else if let directory = parsed[CommandLineShape.data] {
            configuration = Configuration(
                dataDirectory: directory, backend: nil, registry: registry)
        } else {
            throw UsageError("\(command) needs --data DIR or --config FILE")
        }
        configuration.override(dataDirectory: parsed[CommandLineShape.data])
        guard let directory = configuration.general.dataDirectory else {
            throw UsageError("\(command): the configuration has no data_dir")
        }
        self.configuration = configuration
        self.directory = directory
    }
}

extension Console {
    /// Writes a document to standard output, with a line's end.
    static func print(_ document: JSONValue) {
        var writer = ByteWriter()
        writer.append(json: document)
        print(writer.finish().text + "\n")
    }
}
