// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusTestSupport
import Testing

@Suite struct ProfileTests {
    private let clouds = """
        clouds:
          local:
            auth_type: v1password
            auth: {auth_url: 'http://memory/auth/v1.0', username: 'test:tester', password: testing}
        """

    @Test func `logs in as a profile or a cloud says`() async throws {
        let server = try CommandServer()
        let home = try TemporaryDirectory()
        let file = try home.write(clouds, to: "clouds.yaml")
        let base = ["HOME": home.path, "OS_CLIENT_CONFIG_FILE": file]
        func run(_ arguments: String..., variables: [String: String] = [:]) async -> Run {
            await server.run(arguments, environment: base.merging(variables) { $1 })
        }
        #expect(await run("list").status == 1)
        let set = await run(
            "config", "set", "mine", "auth-version=1", "auth_url=http://memory/auth/v1.0",
            "username=test:tester", "password=testing")
        #expect(set.status == 0, "\(set.errors)")
        #expect(await run("--profile", "mine", "post", "c").status == 0)
        #expect(await run("list", variables: ["APUS_PROFILE": "mine"]).output == "c\n")
        #expect(await run("list", "--os-cloud", "local").output == "c\n")
        #expect(await run("list", variables: ["OS_CLOUD": "local"]).output == "c\n")

        // A named one counts instead of the variables, options count over it.
        let stale = ["ST_AUTH": "http://elsewhere", "ST_USER": "x", "ST_KEY": "y"]
        #expect(await run("list", "--profile", "mine", variables: stale).output == "c\n")
        #expect(await run("list", "--profile", "mine", "-K", "wrong").status == 1)
        let both = await run("list", "--profile", "mine", "--os-cloud", "local")
        #expect(both.errors == "Both a profile and a cloud are named\n")
        let compatible = await run("list", "--compat", variables: ["OS_CLOUD": "local"])
        #expect(compatible.status == 1)

        // The default counts where nothing else says anything.
        #expect(await run("config", "default", "mine").status == 0)
        #expect(await run("list").output == "c\n")
        #expect(await run("config", "list").output == "* mine\n")
        #expect(
            await run("config", "show", "mine").output == """
                auth_url=http://memory/auth/v1.0
                auth_version=1
                password=(hidden)
                username=test:tester

                """)
        #expect(await run("config", "unset", "mine", "username").status == 0)
        #expect(await run("list").status == 1)
        #expect(await run("config", "remove", "mine").status == 0)
        #expect(await run("config", "list").output == "")
    }

    @Test(arguments: [
        (["config"], "Usage: "), (["config", "show", "none"], "There is no profile 'none'"),
        (["config", "set", "p", "colour=blue"], "A profile has no 'colour'"),
        (["config", "set", "p", "x"], "'x' is not NAME=VALUE"),
        (["list", "--profile", "none"], "Profile 'none' is not in"),
        (["list", "--os-cloud", "none"], "Cloud 'none': there is no clouds.yaml"),
    ])
    func `says what is wrong`(arguments: [String], text: String) async throws {
        let home = try TemporaryDirectory()
        let run = try await CommandServer().run(arguments, environment: ["HOME": home.path])
        #expect(run.status == 1)
        #expect(run.errors.contains(text), "\(run.errors)")
    }
}
