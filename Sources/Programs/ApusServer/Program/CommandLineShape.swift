// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// What can be said on apusd's command line.
enum CommandLineShape {
    static let versionText = "0.1.0"

    static let config = Option.text(
        "-c", "--config", placeholder: "FILE", help: "Read the configuration from FILE.")
    static let data = Option.text(
        "-d", "--data", placeholder: "DIR",
        help: """
            Keep everything in DIR. Without --config this is enough to start: a user is made on \
            the first start and the lines to use it are printed.
            """)
    static let bind = Option.text(
        "--bind", placeholder: "ADDRESS",
        help: "Listen on ADDRESS instead of the configured one.")
    static let port = Option.value(
        "--port", placeholder: "PORT", help: "Listen on PORT; 0 is any free one.",
        parse: { (text: String) throws(OptionValueError) -> Int in
            guard let port = Int(text), (0...65535).contains(port) else {
                throw OptionValueError("a port is between 0 and 65535, not '\(text)'")
            }
            return port
        })
    static let certificate = Option.text(
        "--cert", placeholder: "FILE", help: "Speak TLS with the certificate chain in FILE (PEM).")
    static let key = Option.text(
        "--key", placeholder: "FILE", help: "The certificate's key; in its own file if not given.")
    static let backend = Option.text(
        "--backend", placeholder: "NAME",
        help: "The back-end of the only storage policy, without --config: file, packed or memory.")
    static let ds3 = Option.value(
        "--ds3", placeholder: "ADDRESS",
        help: """
            Offer Spectra S3 at ADDRESS (HOST:PORT, or a port) as well. With --data alone a key \
            pair is made on the first start and the lines to use it are printed.
            """,
        parse: { (text: String) throws(OptionValueError) -> BindAddress in
            guard let address = BindAddress(hostAndPort: text) else {
                throw OptionValueError("an address is HOST:PORT or a port, not '\(text)'")
            }
            return address
        })
    static let quiet = Option.flag("-q", "--quiet", help: "Write no access log.")
    static let help = Option.flag("-h", "--help", help: "Show this, or help on a command.")
    static let version = Option.flag("--version", help: "Show the version.")

    static let userKey = Option.text(
        "--user-key", placeholder: "KEY",
        help: "The user's key. Without it, it is asked for, or read from standard input.")
    static let plain = Option.flag("--plain", help: "Keep the key as it is instead of hashed.")
    static let scheme = Option.value(
        "--scheme", placeholder: "SCHEME", help: "scrypt (the default) or pbkdf2-sha256.",
        parse: { (text: String) throws(OptionValueError) -> String in
            guard ["scrypt", "pbkdf2-sha256"].contains(text) else {
                throw OptionValueError("a scheme is scrypt or pbkdf2-sha256, not '\(text)'")
            }
            return text
        })

    static let json = Option.flag("--json", help: "Print a document instead of sentences.")
    static let repair = Option.flag(
        "--repair",
        help: """
            Set damaged objects aside, make damaged indexes anew from the bodies, give back what \
            nobody refers to; and say so.
            """)
    static let indexOnly = Option.flag(
        "--index-only", help: "Do not read the bodies: see only that they are there.")
    static let from = Option.text(
        "--from", placeholder: "NAME", help: "The back-end that has the data now.")
    static let to = Option.text(
        "--to", placeholder: "NAME",
        help: "The back-end that shall have it: an engine, or the NAME of a [backend:NAME].")

    static let program = Program(
        name: "apusd",
        summary: "An object storage server that speaks OpenStack's Swift API and Spectra S3.",
        description: [
            """
            Without a subcommand it serves until SIGTERM, which lets requests finish. SIGHUP reads \
            users and certificate again.
            """
        ],
        groups: [
            OptionGroup(
                title: "Options",
                options: [
                    declaration(config), declaration(data), declaration(bind), declaration(port),
                    declaration(certificate), declaration(key), declaration(backend),
                    declaration(ds3),
                    declaration(quiet), declaration(help), declaration(version),
                ].compactMap(\.self))
        ],
        commands: [
            Command(
                "check-config", synopsis: "FILE",
                summary: "Say what a configuration would do, or what is wrong with it.",
                positionals: [Positional("FILE", "The configuration.")]),
            Command(
                "user",
                synopsis:
                    "add|list|remove [--config FILE | --data DIR] [ACCOUNT:USER] [GROUP ...]",
                summary: "Add, list or remove users in the file beside the data.",
                description: [
                    """
                    Groups give rights: .admin to everything in the user's own account, \
                    .reseller_admin to everything, .reseller_reader to read everything. A running \
                    apusd takes changes over on SIGHUP.
                    """
                ],
                positionals: [
                    Positional("ACCOUNT:USER", "The user's name, as it logs in."),
                    Positional("[GROUP ...]", "With add: what the user belongs to."),
                ], options: [declaration(userKey), declaration(plain)].compactMap(\.self)),
            Command(
                "hash-key", synopsis: "[--scheme SCHEME]",
                summary: "Hash a key for a configuration.",
                description: [
                    "The key is asked for, or read as the first line of standard input."
                ], options: [declaration(scheme)].compactMap(\.self)),
            Command(
                "fsck", synopsis: "[--repair] [--index-only] [--json] [--config FILE | --data DIR]",
                summary: "Check that indexes and bodies agree, while no server runs.",
                description: [
                    """
                    Reads everything. Exits with 0 when all is well, 1 when something was wrong, \
                    also when it was repaired, 2 when the command line was, 3 when it could not \
                    be found out. What is set aside stays in the folder "quarantined" of its \
                    back-end, with the reason.
                    """
                ],
                options: [
                    declaration(repair), declaration(indexOnly), declaration(json),
                ].compactMap(\.self)),
            Command(
                "backup", synopsis: "[--json] [--config FILE | --data DIR] DIRECTORY",
                summary: "Copy everything into a new directory, also while a server runs.",
                description: [
                    """
                    One consistent state of each back-end, read back and compared with its \
                    digests. A running server is asked, at a socket in the data directory, and \
                    makes it itself; requests go on.
                    """
                ],
                positionals: [Positional("DIRECTORY", "Where to; empty, or not there yet.")],
                options: [declaration(json)].compactMap(\.self)),
            Command(
                "restore", synopsis: "[--json] --data DIR DIRECTORY",
                summary: "Make a data directory of a backup.",
                description: [
                    """
                    Everything is compared with its digest. DIR must not be there yet, and gets \
                    its name when all is in it.
                    """
                ],
                positionals: [Positional("DIRECTORY", "The backup.")],
                options: [declaration(json)].compactMap(\.self)),
            Command(
                "migrate",
                synopsis: "--from NAME --to NAME [--json] [--config FILE | --data DIR]",
                summary: "Move what one back-end has into another, while no server runs.",
                description: [
                    """
                    Copies, compares every object, then lets the storage policies change over. \
                    Stopped at any moment it goes on when it is run again. The old data stays.
                    """
                ],
                options: [
                    declaration(from), declaration(to), declaration(json),
                ].compactMap(\.self)),
            Command(
                "stats", synopsis: "[--json] [--config FILE | --data DIR]",
                summary: "Say what there is, also while a server runs.",
                options: [declaration(json)].compactMap(\.self)),
            Command(
                "completion", synopsis: "bash|zsh|fish", summary: "Prints a completion script.",
                isHidden: true),
            Command("manual", synopsis: "", summary: "Prints the manual page.", isHidden: true),
        ],
        examples: [
            "apusd --data /var/lib/apus",
            "apusd --data /var/lib/apus --ds3 127.0.0.1:8082",
            "apusd --config /etc/apus/apusd.conf",
            "apusd user add --data /var/lib/apus test:tester .admin",
            "apusd backup --data /var/lib/apus /mnt/backup/today",
        ])

    private static func declaration<Value>(_ option: Option<Value>) -> OptionDeclaration? {
        option.declarations.first
    }
}
