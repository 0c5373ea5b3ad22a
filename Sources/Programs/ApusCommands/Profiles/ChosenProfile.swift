// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusIO
import ApusProfiles
import ApusSwiftClient

/// Which profile or cloud a command line asks for.
///
/// One that is named counts instead of the variables `ST_…` and `OS_…`: a mixture of two logins is
/// none. Without a name, the variables count, and where they say nothing at all, our default
/// profile. Options of the command line are laid over either. Who wants OpenStack's tool (by its
/// name or `--compat`) gets none of it.
struct ChosenProfile {
    private enum Source {
        case cloud(String)
        case profile(String?)
    }

    private let source: Source
    private let environment: [String: String]
    private let isNamed: Bool

    /// nil when only options and variables count.
    init?(
        _ parsed: ParsedArguments, _ environment: [String: String]
    ) throws(Refusal) {
        func named(_ option: Option<String?>, _ variable: String) -> String? {
            parsed[option].nonEmpty ?? environment[variable].nonEmpty
        }
        self.environment = environment
        // An option beats the variable of the other kind.
        let cloud =
            parsed[GlobalOptions.profile] == nil
            ? named(GlobalOptions.cloud, "OS_CLOUD") : parsed[GlobalOptions.cloud].nonEmpty
        let profile =
            parsed[GlobalOptions.cloud] == nil
            ? named(GlobalOptions.profile, "APUS_PROFILE") : parsed[GlobalOptions.profile].nonEmpty
        guard cloud == nil || profile == nil else {
            throw Refusal("Both a profile and a cloud are named")
        }
        if let cloud, cloud != "envvars" {
            source = .cloud(cloud)
        } else if let profile {
            source = .profile(profile)
        } else {
            let says = { (name: String) in
                name.hasPrefix("ST_") || name.hasPrefix("OS_") && !name.hasPrefix("OS_CLIENT_")
            }
            let isSaid =
                environment.contains { says($0.key) && !$0.value.isEmpty }
                || parsed[GlobalOptions.auth] != nil
                || AuthenticationOptions.openStackNames.contains {
                    parsed[GlobalOptions.openStack($0)] != nil
                }
            guard !isSaid else { return nil }
            source = .profile(nil)
            isNamed = false
            return
        }
        isNamed = true
    }

    /// Reads it; nil when it is our default and there is none.
    func read() async throws -> Profile? {
        let lane = Lane(name: "apus-profiles", threads: 1)
        switch source {
        case .cloud(let name):
            return try await CloudFiles(environment: environment, lane: lane).profile(name)
        case .profile(let name):
            guard let file = ProfileFile(environment: environment, lane: lane) else {
                guard isNamed else { return nil }
                throw Refusal("There is no home directory to find profiles in")
            }
            return try await file.profile(name)
        }
    }
}
