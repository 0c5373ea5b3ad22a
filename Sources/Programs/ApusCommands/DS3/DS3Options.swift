// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// The options that every subcommand of `apus ds3` takes.
enum DS3Options {
    static let endpoint = Option.text(
        "--endpoint", placeholder: "URL", environment: ["DS3_ENDPOINT"],
        help: "The server: HOST:PORT, http://HOST:PORT or https://HOST:PORT.")
    static let accessKey = Option.text(
        "--access-key", placeholder: "ID", environment: ["DS3_ACCESS_KEY"],
        help: "Who asks. The secret key comes from DS3_SECRET_KEY or --secret-key-file.")
    static let secretKeyFile = Option.text(
        "--secret-key-file", placeholder: "FILE",
        help: "A file whose first line is the secret key, readable by its owner only.")
    static let authorityFile = Option.text(
        "--ca-file", placeholder: "FILE",
        help: "The authorities a server's certificate is trusted by (PEM). Default: the system's.")
    static let insecure = Option.flag(
        "--insecure", help: "Trust any certificate: whoever is in between can read everything.")
    static let timeout = Option<Int?>.integer(
        "--timeout", placeholder: "SECONDS",
        help: "How long a connection may be silent. Default: 300; 0 for as long as it takes.")
    static let retries = Option<Int?>.integer(
        "--retries", placeholder: "COUNT",
        help: "How often a request is repeated when a connection fails. Default: 5.")

    static let groups = [
        OptionGroup(
            title: "Optional arguments",
            options: [
                GlobalOptions.help.declarations, GlobalOptions.version.declarations,
                endpoint.declarations,
                accessKey.declarations, secretKeyFile.declarations, authorityFile.declarations,
                insecure.declarations, timeout.declarations, retries.declarations,
                [GlobalOptions.json], GlobalOptions.verbosity.declarations,
                GlobalOptions.noProgress.declarations,
            ].flatMap(\.self))
    ]
}
