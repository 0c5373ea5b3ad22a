// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusLXDAPI
import ApusLXDClient
import ApusSwiftClient

/// An error in words, with what to do about it.
enum LXDHint {
    static func text(_ error: any Error) -> String {
        guard let error = error as? LXDError else { return error.line }
        guard let hint = hint(error) else { return "\(error)" }
        return "\(error)\n\(hint)"
    }

    private static func hint(_ error: LXDError) -> String? {
        switch error.code {
        case .unreachable:
            "Is the daemon running? Name another server with --remote, --socket or --url."
        case .forbidden where error.url == nil:
            "Add yourself to that group, or run this as root."
        case .forbidden:
            "The server does not trust this client, or not with this. For a token, run there: "
                + "lxc config trust add --name NAME (apus lxd remote trust). Then here: "
                + "apus lxd remote add NAME TOKEN."
        case .untrustedServer:
            "Its certificate is none that is trusted. If that is right: apus lxd remote remove "
                + "NAME, and apus lxd remote add NAME URL to look at the new one."
        case .extensionMissing:
            "A newer server has it; apus lxd info shows the version and what there is."
        case .stale: "It was changed meanwhile: look at it and try again."
        default: nil
        }
    }
}

extension LXDContext {
    static func text(of error: any Error) -> String { LXDHint.text(error) }

    static func code(of error: any Error) -> (text: String, code: String)? {
        (error as? LXDError).map { ("\($0)", "\($0.code)") }
    }
}
