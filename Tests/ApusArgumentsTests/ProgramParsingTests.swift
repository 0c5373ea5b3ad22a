// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import Testing

private enum Sample {
    static let auth = Option.text("-A", "--auth", placeholder: "AUTH", help: "Where to log in.")
    static let tenant = Option.text(
        "--os-tenant-id", placeholder: "ID", hidden: ["--os_tenant_id"], help: "Tenant.")
    static let retries = Option<Int?>.integer(
        "-R", "--retries", placeholder: "N", help: "How often to try again.")
    static let verbosity = Option(
        [
            OptionDeclaration("-v", "--verbose", key: "verbose", help: "More."),
            OptionDeclaration("-q", "--quiet", key: "verbose", help: "Less."),
        ], read: { $0.reduce(1) { $1.spelling == "-q" ? 0 : $0 + 1 } })
    static let long = Option.flag("-l", "--long", help: "Long.")
    static let lines = Option.flag("--lh", help: "Human.")
    static let meta = Option.list("-m", "--meta", placeholder: "N:V", help: "Metadata.")
    static let prefix = Option.text("-p", "--prefix", placeholder: "P", help: "Prefix.")

    static let program = Program(
        name: "sample", summary: "A sample.",
        groups: [
            OptionGroup(
                title: "Options",
                options: auth.declarations + retries.declarations + verbosity.declarations),
            OptionGroup(title: "More", isShownAtFirst: false, options: tenant.declarations),
        ],
        commands: [
            Command(
                "list", aliases: ["ls"], synopsis: "[<container>]", summary: "Lists.",
                options: long.declarations + lines.declarations + meta.declarations
                    + prefix.declarations)
        ])
}

@Suite struct ProgramParsingTests {
    @Test(arguments: [
        ["-A", "url", "list", "c"], ["list", "-A", "url", "c"], ["list", "c", "-A", "url"],
        ["list", "--auth=url", "c"], ["-Aurl", "list", "c"], ["list", "c", "--au", "url"],
        ["list", "-A=url", "c"], ["--auth", "url", "list", "--", "c"],
    ])
    func `takes a global option anywhere and in any spelling`(arguments: [String]) throws {
        let parsed = try Sample.program.parse(arguments)
        #expect(parsed.commandName == "list")
        #expect(parsed.positionals == ["c"])
        #expect(parsed[Sample.auth] == "url")
        #expect(parsed.unknownOptions.isEmpty)
    }

    @Test func `unbundles flags and the value at their end`() throws {
        let parsed = try Sample.program.parse(["list", "-lvvpname", "c"])
        #expect(parsed[Sample.long])
        #expect(parsed[Sample.verbosity] == 3)
        #expect(parsed[Sample.prefix] == "name")
    }

    @Test(arguments: [
        (["list", "-vv"], 3), (["list", "-vvq"], 0), (["list", "-q", "-v"], 1), (["list"], 1),
    ])
    func `reads a shared level in the order of the command line`(
        arguments: [String], level: Int
    ) throws {
        #expect(try Sample.program.parse(arguments)[Sample.verbosity] == level)
    }

    @Test func `adds up lists and lets the last single value win`() throws {
        let parsed = try Sample.program.parse([
            "-A", "one", "list", "-m", "a:b", "--meta=c:d", "-A", "two",
        ])
        #expect(parsed[Sample.meta] == ["a:b", "c:d"])
        #expect(parsed[Sample.auth] == "two")
    }

    @Test func `understands a hidden spelling`() throws {
        #expect(try Sample.program.parse(["--os_tenant_id", "7", "list"])[Sample.tenant] == "7")
    }

    @Test(arguments: ["-5", "-.5", "-1.5", "-", "-a b"])
    func `takes what only looks like an option as a name`(name: String) throws {
        let parsed = try Sample.program.parse(["list", name, "-p", name])
        #expect(parsed.positionals == [name])
        #expect(parsed[Sample.prefix] == name)
    }

    @Test func `takes everything after two dashes as names`() throws {
        let parsed = try Sample.program.parse(["list", "--", "-l", "--foo"])
        #expect(parsed.positionals == ["-l", "--foo"])
        #expect(parsed.unknownOptions.isEmpty)
    }

    @Test func `keeps an unknown option as a name and can refuse it`() throws {
        let parsed = try Sample.program.parse(["list", "--lnog", "c"])
        #expect(parsed.positionals == ["--lnog", "c"])
        #expect(throws: ArgumentError.unknown(option: "--lnog", suggestion: "--long")) {
            try Sample.program.refuseUnknownOptions(in: parsed)
        }
    }

    @Test func `takes an option of a subcommand in front of it for the subcommand`() throws {
        #expect(try Sample.program.parse(["--lh", "list"]).commandName == "--lh")
    }

    @Test(arguments: [
        (["list", "-R", "x"], "argument -R/--retries: invalid int value: 'x'"),
        (["list", "-p"], "argument -p/--prefix: expected one argument"),
        (["list", "-p", "-l"], "argument -p/--prefix: expected one argument"),
        (["list", "--long=5"], "argument -l/--long: ignored explicit argument '5'"),
        (["list", "--l"], "ambiguous option: --l could match --long, --lh"),
    ])
    func `says what is wrong`(arguments: [String], message: String) {
        #expect {
            try Sample.program.parse(arguments)
        } throws: {
            "\($0)" == message
        }
    }
}

@Suite struct ProgramTextsTests {
    @Test func `shows the value after each spelling`() {
        let help = Sample.program.help()
        #expect(help.contains("  -A=AUTH, --auth=AUTH    Where to log in.\n"))
        #expect(help.contains("  -v, --verbose"))
        #expect(!help.contains("--os-tenant-id"))
        #expect(Sample.program.help(showsEveryGroup: true).contains("--os-tenant-id=ID"))
    }

    @Test func `offers a subcommand's words sorted and with hidden spellings`() {
        let words = Sample.program.words(after: "ls")
        #expect(words == words.sorted())
        #expect(words.contains("--os_tenant_id") && words.contains("--lh"))
        #expect(Sample.program.words(after: "nothing").isEmpty)
        #expect(Sample.program.words(after: nil).contains("list"))
    }

    @Test(arguments: Shell.allCases)
    func `writes completions that name every long option`(shell: Shell) {
        let script = Sample.program.completions(for: shell)
        for name in ["auth", "long", "prefix", "os-tenant-id"] {
            #expect(script.contains(shell == .fish ? "-l \(name)" : "--\(name)"))
        }
    }

    @Test func `writes a manual page`() {
        let page = Sample.program.manualPage(version: "1")
        #expect(page.hasPrefix(".TH SAMPLE 1"))
        #expect(page.contains("\\-\\-prefix=P"))
    }

    @Test func `writes a manual page of a subcommand`() throws {
        let command = try #require(Sample.program.command("list"))
        let page = Sample.program.manualPage(of: command, version: "1")
        #expect(page.hasPrefix(".TH SAMPLE\\-LIST 1"))
        #expect(page.contains("\\-\\-long"))
        // What every subcommand takes stands in the program's own page.
        #expect(!page.contains("\\-\\-auth"))
        #expect(page.hasSuffix("\\fBsample\\fR(1) has the options that every subcommand takes.\n"))
    }
}
