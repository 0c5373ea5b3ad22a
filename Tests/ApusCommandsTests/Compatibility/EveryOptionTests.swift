// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient
import Testing

@testable import ApusCommands

/// Whatever OpenStack's tool understands is understood, in its place and without being so.
@Suite struct EveryOptionTests {
    /// What may stand after an option that wants something.
    private static let values = [
        "--retries": "3", "--timeout": "5s", "--object-threads": "4", "--container-threads": "4",
        "--segment-threads": "4", "--digest": "sha1", "-R": "3", "-T": "5s",
    ]

    static let commands = OpenStackTool.commandOptions.keys.sorted()

    @Test func `there are as many options as the tool has`() {
        let hidden = OpenStackTool.globalOptions.filter { $0.hasPrefix("--os_") }
        #expect(hidden.count == 21)
        let shown = OpenStackTool.globalOptions.subtracting(hidden)
        // Two spellings of an option count once: the long one, where there is one.
        #expect(
            shown.filter { $0.hasPrefix("--") && $0 != "--os-identity-api-version" }.count == 41)
        let own = OpenStackTool.commandOptions.values.map { options in
            options.filter { $0.hasPrefix("--") }.count
        }
        #expect(own.reduce(0, +) == 64)
        #expect(OpenStackTool.commandOptions.count == 11)
    }

    @Test(arguments: commands, [true, false])
    func `none is refused, wherever it stands`(name: String, isCompatible: Bool) throws {
        let program = ApusProgram.named("apus", isCompatible: isCompatible)
        let command = try #require(program.command(name))
        let own = try #require(OpenStackTool.commandOptions[name])
        for spelling in own.union(OpenStackTool.globalOptions).sorted() {
            let option = try #require(
                (program.globalOptions + command.options).first {
                    ($0.spellings + $0.hiddenSpellings).contains(spelling)
                }, "\(name) \(spelling)")
            var words = [spelling]
            if case .value = option.arity { words.append(Self.values[spelling] ?? "value") }
            let lines =
                own.contains(spelling) ? [[name] + words] : [[name] + words, words + [name]]
            for line in lines {
                let parsed = try program.parse(line + ["name"])
                #expect(parsed.unknownOptions == [], "\(line)")
                #expect(parsed.commandName == name, "\(line)")
                #expect(parsed.positionals == ["name"], "\(line)")
            }
        }
    }

    @Test func `what came with us is a name in the tool's place`() throws {
        let ours = ApusProgram.named("apus")
        let theirs = ApusProgram.named("swift", isCompatible: true)
        for command in ours.commands {
            guard let known = OpenStackTool.commandOptions[command.name] else {
                #expect(theirs.command(command.name) == nil)
                continue
            }
            let kept: Set<String> = ["--allow-unsafe-paths"]
            let understood = theirs.command(command.name)?.options.flatMap(\.spellings) ?? []
            #expect(Set(understood).subtracting(kept) == known)
        }
        let parsed = try theirs.parse(["delete", "c", "--dry-run"])
        #expect(parsed.positionals == ["c", "--dry-run"])
    }

    @Test func `what came with us is not abbreviated`() throws {
        let program = ApusProgram.named("apus")
        #expect(try program.parse(["upload", "--dry"]).unknownOptions == ["--dry"])
        #expect(try program.parse(["list", "--js", "c"]).unknownOptions == [])
        #expect(try program.parse(["stat", "--no-ssl"]).unknownOptions == [])
    }

    @Test func `every variable stands in for its option`() {
        var variables = [
            "ST_AUTH": "a", "ST_USER": "u", "ST_KEY": "k", "ST_AUTH_VERSION": "3",
        ]
        for name in AuthenticationOptions.openStackNames {
            variables["OS_" + name.uppercased()] = "value of \(name)"
        }
        let options = AuthenticationOptions(environment: variables)
        #expect(options.auth == "a" && options.user == "u" && options.key == "k")
        #expect(options.version == "3")
        for name in AuthenticationOptions.openStackNames {
            #expect(options.openStack[name] == "value of \(name)")
        }
        #expect(variables.count == 27)
        // The other three: two more for the version, and the one of --insecure.
        variables["ST_AUTH_VERSION"] = nil
        variables["OS_IDENTITY_API_VERSION"] = "2"
        #expect(AuthenticationOptions(environment: variables).version == "2")
        variables["OS_AUTH_VERSION"] = "1"
        #expect(AuthenticationOptions(environment: variables).version == "1")
        let insecure = ApusProgram.named("swift").globalOptions.first {
            $0.environment == ["SWIFTCLIENT_INSECURE"]
        }
        #expect(insecure?.spellings == ["--insecure"])
    }
}
