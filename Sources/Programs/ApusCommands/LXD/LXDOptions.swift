// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments

/// The options that every subcommand of `apus lxd` takes.
enum LXDOptions {
    static let remote = Option.text(
        "--remote", placeholder: "NAME", environment: ["APUS_LXD_REMOTE"],
        help: "The server that is meant where no name has one in front (NAME:). Default: that of "
            + "remote default, else the daemon of this machine.")
    static let socket = Option.text(
        "--socket", placeholder: "FILE", help: "The Unix socket of the daemon.")
    static let url = Option.text(
        "--url", placeholder: "URL", help: "The server, as https://HOST:PORT.")
    static let certificate = Option.text(
        "--certificate", placeholder: "FILE",
        help: "With --url: our certificate (PEM). Default: that of init.")
    /// Not under its own spelling, which is another option's where an object store takes part.
    static let key = Option<String?>(
        [
            OptionDeclaration(
                "--key", arity: .value(placeholder: "FILE"), key: "lxd-key",
                help: "With --url: the key of our certificate (PEM).")
        ], read: { $0.last?.value })
    static let serverCertificate = Option.text(
        "--server-certificate", placeholder: "FILE",
        help: "With --url: the only certificate the server is trusted with (PEM).")
    static let project = Option.text(
        "--project", placeholder: "NAME", environment: ["APUS_LXD_PROJECT"],
        help: "The project. Default: the remote's.")
    static let allProjects = Option.flag(
        "--all-projects", help: "With lists: what is in all projects.")
    static let target = Option.text(
        "--target", placeholder: "MEMBER",
        help: "The member of a cluster that answers, or where things are made.")

    static let groups = [
        OptionGroup(
            title: "Optional arguments",
            options: [
                GlobalOptions.help.declarations, GlobalOptions.version.declarations,
                remote.declarations, socket.declarations, url.declarations,
                certificate.declarations, key.declarations, serverCertificate.declarations,
                project.declarations, allProjects.declarations, target.declarations,
                [GlobalOptions.json], GlobalOptions.verbosity.declarations,
                GlobalOptions.noProgress.declarations,
            ].flatMap(\.self))
    ]
}
