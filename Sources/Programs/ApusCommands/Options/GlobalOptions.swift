// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// The options that every subcommand takes.
enum GlobalOptions {
    static let version = Option.flag("--version", help: "Print the version and exit.")
    static let help = Option.flag("-h", "--help", help: "Print help and exit.")
    static let openStackHelp = Option.flag(
        "--os-help", hidden: ["--os_help"],
        help: "Print help that includes the OpenStack authentication options, and exit.")
    /// Starts at 1; each -v adds one, -q makes it 0.
    static let verbosity = Option(
        [
            OptionDeclaration(
                "-v", "--verbose", key: "verbose",
                help: "Tell more; stat then shows URL and token."),
            OptionDeclaration(
                "-q", "--quiet", key: "verbose", help: "Print no status lines; errors still."),
        ], read: { $0.reduce(1) { $1.spelling == "-q" ? 0 : $0 + 1 } })
    static let debug = Option.flag(
        "--debug", help: "Log every request to standard error, secrets shortened.")
    static let debugWithSecrets = Option.flag(
        "--debug-with-secrets", help: "Log every request with its secrets in full.")
    static let info = Option.flag(
        "--info", help: "Log the requests whose response is no success.")
    static let auth = Option.text(
        "-A", "--auth", placeholder: "AUTH", environment: ["ST_AUTH"],
        help: "URL to get a token from.")
    static let authVersion = Option.text(
        "-V", "--auth-version", "--os-identity-api-version", placeholder: "VERSION",
        environment: ["ST_AUTH_VERSION", "OS_AUTH_VERSION", "OS_IDENTITY_API_VERSION"],
        help: "Version of authentication: 1.0, 2.0 or 3. Default: 1.0.")
    static let user = Option.text(
        "-U", "--user", placeholder: "USER", environment: ["ST_USER"],
        help: "User to get a token for.")
    static let key = Option.text(
        "-K", "--key", placeholder: "KEY", environment: ["ST_KEY"],
        help: "Key of the user. Others may see a command line: the variable is safer.")
    static let timeout = Option.value(
        "-T", "--timeout", placeholder: "TIME",
        help: "Longest time to wait for a connection, and for anything to move on it: a number "
            + "with s, m, min, h, hr or d. 0 waits for ever. Default: 2min."
    ) { text throws(OptionValueError) in
        guard let seconds = DurationText.seconds(text) else {
            throw OptionValueError("invalid parse_timeout value: '\(text)'")
        }
        // Thirty years are for ever, and no number of them is too large.
        return min(seconds, 1e9)
    }
    static let retries = Option<Int?>.integer(
        "-R", "--retries", placeholder: "RETRIES",
        help: "How often a failed request is tried again. Default: 5.")
    static let insecure = Option.flag(
        "--insecure", environment: ["SWIFTCLIENT_INSECURE"],
        help: "Trust any server certificate.")
    static let noCompression = Option.flag(
        "--no-ssl-compression", help: "Accepted for compatibility; TLS never compresses.")
    static let forceAuthRetry = Option.flag(
        "--force-auth-retry", help: "Get a new token before every further try.")
    static let prompt = Option.flag(
        "--prompt", help: "Ask for the password instead of taking it from elsewhere.")
    static let keyFile = Option.text(
        "--key-file", "--password-file", placeholder: "FILE", environment: ["APUS_KEY_FILE"],
        help: "File whose first line is the key or password. It must be readable by its owner "
            + "alone, or a pipe.")
    static let compat = Option.flag(
        "--compat",
        help: "Be OpenStack's tool: no options or subcommands beyond its own, unknown options are "
            + "names, no progress. So is starting this program by the name swift.")
    static let noProgress = Option.flag(
        "--no-progress", help: "Show no progress on a terminal.")

    static let profile = Option.text(
        "--profile", placeholder: "NAME", environment: ["APUS_PROFILE"],
        help: "Log in as a profile says (see config); variables then do not count.")
    static let cloud = Option.text(
        "--os-cloud", placeholder: "NAME", hidden: ["--os_cloud"], environment: ["OS_CLOUD"],
        help: "Log in as a cloud of clouds.yaml says; variables then do not count.")

    /// `json` is the same at subcommands to which OpenStack's tool gives no `--json` of another form.
    static let jsonLines = Option(
        [
            OptionDeclaration(
                "--json-lines", key: "json-lines",
                help: "Print one JSON object a line for every result, failures included, and "
                    + "nothing else. Also --json, except with list and capabilities.")
        ], read: { !$0.isEmpty })
    static let json = OptionDeclaration(
        "--json", key: "json-lines", help: "Print one JSON object a line for every result.")

    /// An `--os-…` option by its name in `AuthenticationOptions.openStack`.
    static func openStack(_ name: String) -> Option<String?> {
        let dashed = "--os-" + name.swapping("_", for: "-")
        let noAlias = ["cacert", "cert", "key"].contains(name)
        return .text(
            dashed, placeholder: name.uppercased().swapping("_", for: "-"),
            hidden: noAlias ? [] : ["--os_" + name],
            environment: ["OS_" + name.uppercased()], help: openStackHelp(name))
    }

    private static func openStackHelp(_ name: String) -> String {
        switch name {
        case "auth_url": "URL of the identity service."
        case "auth_token": "A token that is known already."
        case "storage_url": "URL of the account; replaces the one that comes with a token."
        case "auth_type": "Kind of authentication, such as v3applicationcredential."
        case "region_name": "Region whose endpoint is used."
        case "service_type": "Type of the service in the catalogue. Default: object-store."
        case "endpoint_type": "Type of the endpoint. Default: public."
        case "cacert": "File of certificates to trust (PEM)."
        case "cert": "Client certificate (PEM)."
        case "key": "Private key of the client certificate (PEM)."
        case "password": "Password. Others may see a command line: the variable is safer."
        default: "OpenStack \(name.swapping("_", for: " "))."
        }
    }

    static let groups = [
        OptionGroup(
            title: "Options",
            options: [
                version.declarations, help.declarations, openStackHelp.declarations,
                verbosity.declarations, debug.declarations, debugWithSecrets.declarations,
                info.declarations, auth.declarations, authVersion.declarations,
                user.declarations, key.declarations, timeout.declarations,
                retries.declarations, insecure.declarations, noCompression.declarations,
                forceAuthRetry.declarations, prompt.declarations, keyFile.declarations,
                noProgress.declarations,
                jsonLines.declarations, profile.declarations, compat.declarations,
            ].flatMap(\.self)),
        OptionGroup(
            title: "OpenStack authentication options", isShownAtFirst: false,
            options: cloud.declarations
                + AuthenticationOptions.openStackNames.flatMap {
                    openStack($0).declarations
                }),
    ]
}
